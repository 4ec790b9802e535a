"""What several commands upon outgoing papers make alike, without journal lines of their own."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from sotay.agency.document_types import DOCUMENT_TYPES
from sotay.agency.models import Agency
from sotay.agency.slugs import free_slug
from sotay.agency.vietnamese import nfc, one_line
from sotay.blobs.models import Blob
from sotay.blobs.refusals import BlobRefused, StorageFull
from sotay.blobs.storage import store
from sotay.commands import Reason, Refused
from sotay.papers.catalogue.word import issued_word_of
from sotay.papers.model import Paper
from sotay.papers.pdf import pdf
from sotay.papers.workbook import workbook
from sotay.support.outgoing.models import NumberSeries, OutgoingPaper
from sotay.support.outgoing.numbers import LETTER, covers, organ_of

SUBJECT: Final = 500
LONGEST: Final = 20_000
MOST_LINES: Final = 100
_KEPT_SIGNS: Final = "\n\t"


@dataclass(frozen=True, slots=True)
class Files:
    """A paper in its three faces as files; `behind` is None where no number rests on records."""

    pdf: Blob
    docx: Blob
    behind: Blob | None


def files_of(paper: Paper, *, form: str, agency: Agency) -> Files:
    """Make and store the files of a paper, Word by the agency's own template of the form.

    What a transaction rolled back leaves are whole files nobody names. Raises Refused where they cannot be kept, such as on
    a full disk.
    """
    return Files(
        pdf=_stored(pdf(paper), name="van-ban.pdf"),
        docx=_stored(issued_word_of(paper, form=form, agency=agency), name="van-ban.docx"),
        behind=_stored(workbook(paper.behind), name="so-lieu.xlsx") if paper.behind else None,
    )


def _stored(data: bytes, *, name: str) -> Blob:
    try:
        return store(data, name=name)
    except (BlobRefused, StorageFull) as problem:
        raise Refused(Reason(f"{problem.text} {problem.mend}", code=problem.code)) from problem


def clean(text: str) -> str:
    """Return words as they are kept: NFC, line ends as one sign, no control characters, no blanks at the ends of lines."""
    text = nfc(text).replace("\r\n", "\n").replace("\r", "\n").replace("\t", " ")
    text = "".join(sign for sign in text if sign in _KEPT_SIGNS or sign.isprintable() or sign == "\u00a0")
    return "\n".join(line.rstrip() for line in text.split("\n")).strip("\n")[:LONGEST]


def clean_lines(lines: Iterable[str] | None) -> list[str] | None:
    """Return lines as they are kept, empty ones left out; None keeps what the form proposes."""
    if lines is None:
        return None
    return [line for one in lines if (line := one_line(clean(one)))][:MOST_LINES]


def clean_words(words: Mapping[str, str], *, known: Iterable[str]) -> dict[str, str]:
    """Return what was written by hand under the keys the form has."""
    there = set(known)
    return {key: clean(text) for key, text in words.items() if key in there}


def series_for(paper: OutgoingPaper, *, ended: bool = False) -> NumberSeries | None:
    """Return the series papers of this kind take their numbers from; the one kept here before others."""
    rows = NumberSeries.objects.filter(agency=paper.agency, abbreviations__contains=[paper.abbreviation])
    if not ended:
        rows = rows.filter(ended_date__isnull=True)
    return next((one for one in rows.order_by("-is_kept_here", "pk") if covers(one, paper)), None)


def new_series(agency: Agency, *, name: str, **values: Any) -> NumberSeries:
    """Return a series, not saved yet, with an address of its own."""
    slug = free_slug(NumberSeries.objects.filter(agency=agency), name[:70])
    return NumberSeries(agency=agency, name=name[:200], slug=slug, **values)


def usual_series(paper: OutgoingPaper) -> NumberSeries:
    """Return the series an agency has that declared none for this kind: one of its own, kept in its document system."""
    organ = organ_of(paper.symbol, abbreviation=paper.abbreviation, agency=paper.agency)
    kind = "Công văn" if paper.abbreviation == LETTER else DOCUMENT_TYPES.get(paper.abbreviation, paper.abbreviation)
    name = f"{kind} của {organ}" if organ else kind
    return new_series(paper.agency, name=name, abbreviations=[paper.abbreviation], organ=organ)
