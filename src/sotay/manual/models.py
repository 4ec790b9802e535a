"""The tables of this area; each stands with its feature."""

from sotay.manual.amendments.models import Amendment, Draft
from sotay.manual.packs.models import Pack
from sotay.manual.startup.models import Answer
from sotay.manual.statements.models import Citation, IssuedText, Manual, Statement

__all__ = ["Amendment", "Answer", "Citation", "Draft", "IssuedText", "Manual", "Pack", "Statement"]
