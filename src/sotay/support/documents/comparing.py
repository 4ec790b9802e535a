"""What a revision says beside the one before it: parts side by side, files, and what stands in its head."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from sotay.approvals.purposes import hash_of
from sotay.support.documents.additions import told_of
from sotay.support.documents.models import Part, Revision
from sotay.support.documents.writing import content_of
from sotay.ui.markdown import Comparison, plain, render, word_diff


@dataclass(frozen=True, slots=True)
class Compared:
    """A part of two revisions side by side; it was added where nothing stands left, taken away where nothing stands right."""

    heading: str
    comparison: Comparison


def before(revision: Revision) -> Revision | None:
    """Return the revision that stood before this one; dropped ones never stood."""
    earlier = Revision.objects.filter(document=revision.document_id, order__lt=revision.order)
    return (
        earlier.exclude(state=Revision.State.DROPPED)
        .select_related("document", "agency", "source", "pdf")
        .order_by("-order")
        .first()
    )


def compare(old: Sequence[Part], new: Sequence[Part]) -> list[Compared]:
    """Return the parts that differ, matched by their heading, else by their place."""
    by_heading = {part.heading: part for part in old if part.heading}
    left = {part.position: part for part in old}
    taken: set[int] = set()
    rows: list[Compared] = []
    for part in new:
        other = by_heading.get(part.heading) if part.heading else None
        if other is None and (there := left.get(part.position)) and there.heading not in {one.heading for one in new}:
            other = there
        if other is not None:
            taken.add(other.position)
        rows.append(_pair(other, part))
    rows += [_pair(part, None) for part in old if part.position not in taken]
    return [one for one in rows if one.comparison.changed]


def is_of_former_content(revision: Revision) -> bool:
    """Return whether an approval was given to what the revision no longer is: *phê duyệt này thuộc bản trước*."""
    return bool(revision.approved_hash) and revision.approved_hash != hash_of(content_of(revision))


def shown_to_approver(revision: Revision) -> dict[str, Any]:
    """Return what who decides sees of a revision: the whole of it, and what differs from the one before."""
    former = before(revision)
    parts = list(revision.parts.all())
    return {
        "revision": revision,
        "document": revision.document,
        "parts": [(part.heading, render(part.text)) for part in parts if part.text],
        "laws": [basis.law for basis in revision.bases.select_related("law").order_by("law__number")],
        "added": told_of(revision),
        "former": former,
        "compared": compare(list(former.parts.all()), parts) if former else [],
    }


def _pair(old: Part | None, new: Part | None) -> Compared:
    heading = (new or old).heading if (new or old) else ""  # type: ignore[union-attr]
    same = old is not None and new is not None and old.heading == new.heading
    return Compared(heading or _("Nội dung"), word_diff(*(_words(part, with_heading=not same) for part in (old, new))))


def _words(part: Part | None, *, with_heading: bool) -> str:
    if part is None:
        return ""
    return "\n".join(filter(None, [part.heading if with_heading else "", plain(part.text)]))
