"""What came of a survey by the way it came: handed out, returned, valid, and what each answer rests on."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q, Sum

from sotay.evaluation.satisfaction.counting import flagged
from sotay.evaluation.satisfaction.models import Answer, Channel, Handout, Proof, Slip, Survey
from sotay.evaluation.satisfaction.surveys.guards import BY_HAND

VALID = Q(invalid_reason="")


@dataclass(frozen=True, slots=True)
class Came:
    """Sheets of one way, or of all (`channel` ""). `handed_out` is None where nobody counted what was handed out."""

    channel: str
    handed_out: int | None
    returned: int
    valid: int
    by_token: int
    by_code: int
    without: int
    flagged: int

    @property
    def word(self) -> Any:
        """The way in words."""
        return Channel(self.channel).label if self.channel else ""

    @property
    def more_came(self) -> bool:
        """Whether more came back of what is handed out one by one: not all of it was entered. Anybody scans a poster."""
        return self.channel in BY_HAND and self.handed_out is not None and self.returned > self.handed_out


@dataclass(frozen=True, slots=True)
class Slips:
    """Slips with a token: made (links: sent), and how many of their dossiers answered by token."""

    made: int
    answered: int


def came(survey: Survey) -> tuple[list[Came], Came]:
    """Return what came by each way that is open or was used, in the order of the ways, and all of it together."""
    rows = {row["channel"]: row for row in _by_channel(survey)}
    handed = handed_out(survey)
    open_ways = set(survey.channels) - {Channel.PORTAL}  # what is rated there is counted apart: no 0 of it is told here
    ways = [one for one in Channel.values if one in open_ways or one in rows or one in handed]
    found = [_of(way, rows.get(way, {}), handed.get(way)) for way in ways]
    return found, _together(found)


def handed_out(survey: Survey) -> dict[str, int]:
    """Return how many sheets were handed out by way: as entered, with the slips made and the links sent; unknown ways lack."""
    entered = survey.handouts.order_by().values("channel").annotate(count=Sum("count"))
    counts: dict[str, int] = {row["channel"]: row["count"] for row in entered}
    for row in _slips(survey).order_by().values("batch__channel").annotate(count=Count("dossier", distinct=True)):
        way = row["batch__channel"]
        counts[way] = counts.get(way, 0) + row["count"]
    return counts


def slips(survey: Survey) -> Slips:
    """Return how many slips lead to a survey, and how many of their dossiers answered by token."""
    answered = Answer.objects.filter(VALID, survey=survey, proof=Proof.TOKEN, dossier=OuterRef("dossier"))
    rows = _slips(survey).aggregate(
        made=Count("dossier", distinct=True), answered=Count("dossier", filter=Exists(answered), distinct=True)
    )
    return Slips(rows["made"], rows["answered"])


def list_handouts(survey: Survey) -> list[Handout]:
    """Return the counts of sheets handed out, as entered, the newest first."""
    return list(survey.handouts.select_related("unit", "entered_by").order_by("-given_date", "-pk"))


def _slips(survey: Survey) -> Any:
    printed_or_sent = ~Q(batch__channel=Channel.LINK) | Q(sent_at__isnull=False)
    return Slip.objects.filter(printed_or_sent, batch__survey=survey)


def _by_channel(survey: Survey) -> Any:
    rows = Answer.objects.filter(survey=survey).annotate(is_flagged=flagged())
    return (
        rows.order_by()
        .values("channel")
        .annotate(
            returned=Count("pk"),
            valid=Count("pk", filter=VALID),
            by_token=Count("pk", filter=VALID & Q(proof=Proof.TOKEN)),
            by_code=Count("pk", filter=VALID & Q(proof=Proof.CODE)),
            without=Count("pk", filter=VALID & Q(proof=Proof.NONE)),
            flagged=Count("pk", filter=VALID & Q(is_flagged=True)),
        )
    )


COUNTS = ("returned", "valid", "by_token", "by_code", "without", "flagged")


def _of(way: str, row: dict[str, Any], handed: int | None) -> Came:
    return Came(way, handed, **{name: row.get(name, 0) for name in COUNTS})


def _together(rows: list[Came]) -> Came:
    known = [one.handed_out for one in rows if one.handed_out is not None]
    return Came("", sum(known) if known else None, **{name: sum(getattr(one, name) for one in rows) for name in COUNTS})
