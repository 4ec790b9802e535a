"""The tables of this area; each stands with its feature."""

from sotay.manual.amendments.models import Amendment, Draft
from sotay.manual.announcements.models import AnnouncedExclusion, AnnouncedService, Announcement, Posting, ScopeChange
from sotay.manual.issues.models import IssuedPart, ManualIssue
from sotay.manual.packs.models import Pack
from sotay.manual.reports.models import Directive, Report
from sotay.manual.startup.models import Answer
from sotay.manual.statements.models import Citation, IssuedText, Manual, Statement

__all__ = [
    "Amendment",
    "AnnouncedExclusion",
    "AnnouncedService",
    "Announcement",
    "Answer",
    "Citation",
    "Directive",
    "Draft",
    "IssuedPart",
    "IssuedText",
    "Manual",
    "ManualIssue",
    "Pack",
    "Posting",
    "Report",
    "ScopeChange",
    "Statement",
]
