"""The tables of this area; each stands with its feature."""

from sotay.support.distribution.models import Opening, PaperCopy, Reading, Rendition
from sotay.support.documents.models import Audience, Document, LegalBasis, Part, Revision
from sotay.support.issuing.models import Issue, IssueItem
from sotay.support.lawful.models import AffectedDocument
from sotay.support.outgoing.models import NumberSeries, OutgoingPaper, SignatureCheck, SignedFile
from sotay.support.records.models import RecordClass, RecordFile, RecordLine, RecordList, Transfer, TransferItem
from sotay.support.requests.models import ChangeRequest
from sotay.support.reviews.models import DocumentReview

__all__ = [
    "AffectedDocument",
    "Audience",
    "ChangeRequest",
    "Document",
    "DocumentReview",
    "Issue",
    "IssueItem",
    "LegalBasis",
    "NumberSeries",
    "Opening",
    "OutgoingPaper",
    "PaperCopy",
    "Part",
    "Reading",
    "RecordClass",
    "RecordFile",
    "RecordLine",
    "RecordList",
    "Rendition",
    "Revision",
    "SignatureCheck",
    "SignedFile",
    "Transfer",
    "TransferItem",
]
