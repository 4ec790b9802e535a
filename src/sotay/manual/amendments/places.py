"""Where the parts of a file belong in a manual that stands, and which of them say something else."""

from sotay.agency.vietnamese import fold
from sotay.manual.amendments.models import Amendment
from sotay.manual.statements.models import Manual, Statement
from sotay.manual.statements.taking import Wanted


def differs(one: Wanted, place: Statement | None) -> bool:
    """Return whether the file says something for a part that neither stands in force nor in an open draft."""
    if not one.text.strip():
        return False
    if place is None:
        return True
    done = (Amendment.State.ISSUED, Amendment.State.WITHDRAWN)
    open_drafts = place.drafts.exclude(amendment__state__in=done)
    return one.text != place.text and not open_drafts.filter(text=one.text).exists()


class Places:
    """The parts of a manual as a file finds them again: clauses by number, all others by kind and title."""

    def __init__(self, manual: Manual) -> None:
        self.manual = manual
        self.rows = list(manual.statements.all())
        self.by_clause = {row.clause: row for row in self.rows if row.clause}
        self.by_title = {(row.part, fold(row.title)): row for row in self.rows if not row.clause}

    def of(self, one: Wanted) -> Statement | None:
        """Return the part of the manual a part of the file belongs to, None for one that is new."""
        return self.by_clause.get(one.clause) if one.clause else self.by_title.get((one.part, fold(one.title)))

    def new(self, one: Wanted) -> Statement:
        """Return an empty place, not saved yet, for a part the manual does not have, behind those of its kind."""
        taken = {row.slug for row in self.rows}
        stem, _dash, number = one.slug.rpartition("-")
        slug, place = one.slug, int(number) if stem else 0
        while slug in taken:
            place += 1
            slug = f"{stem}-{place}"
        row = Statement(
            agency=self.manual.agency,
            manual=self.manual,
            part=one.part,
            clause=one.clause,
            slug=slug,
            title=one.title,
            order=one.order if one.clause else one.order + place,
        )
        self.rows.append(row)
        return row
