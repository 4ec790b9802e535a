"""Figures as tables whose rows carry a bar of the five levels, so that the chart is its own table; read by pages and papers."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any, Final

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from sotay.evaluation.satisfaction.marks import LEVELS
from sotay.evaluation.satisfaction.models import Channel, Factor, Question
from sotay.evaluation.satisfaction.synthesis.rates import BEST, PLACES, Levels
from sotay.ui.formats import so
from sotay.ui.parts import Text

WHOLE: Final = 100
FEWEST: Final = 5
"""Of fewer sheets the public page tells the number alone: levels of one or two people would be their answers.

Where those left out are fewer together, the next smallest group is left out with them: what is missing could be worked out.
"""
NOTHING: Final = "–"


@dataclass(frozen=True, slots=True)
class Part:
    """A piece of a bar: where it begins and how long it is, of 100, and the level it is of."""

    begin: float
    length: float
    level: int


@dataclass(frozen=True, slots=True)
class Row:
    """A row: `count` are sheets (of a question: who answered it), `counts` the levels from the best, all as written.

    `withheld` says why a public page tells the number alone.
    """

    name: Text
    note: Text
    count: str
    counts: tuple[tuple[Text, int], ...]
    total: str
    share: str
    mean: str
    clean: str
    before: str
    change: str
    parts: tuple[Part, ...]
    withheld: Text = ""


@dataclass(frozen=True, slots=True)
class Chart:
    """A table of such rows; `has_clean` says that a column without flagged answers stands in it."""

    title: Text
    column: Text
    counted: Text
    rows: tuple[Row, ...]
    has_clean: bool
    note: Text = ""


@dataclass(frozen=True, slots=True)
class Choices:
    """A question of choices, yes or no, or a number: its answers with their counts and shares of those who answered.

    An option is its words, how often it was taken, that in percent, the length of its bar, and how often without flagged
    sheets ("" where none is flagged).
    """

    text: str
    kind: Text
    count: str
    options: tuple[tuple[str, str, str, float, str], ...]
    told: str = ""


def row_of(
    name: Text, count: int, levels: list[int], clean: list[int], before: list[int] | None, *, note: Text = ""
) -> Row:
    """Return a row; shares are percent half up at two digits, "–" where nothing was counted."""
    now, without, former = Levels(levels), Levels(clean), Levels(before) if before else None
    share, was = now.share, former.share if former else None
    return Row(
        name=name,
        note=note,
        count=so(count),
        counts=tuple((label, levels[level - 1]) for level, label in LEVELS),
        total=so(now.total),
        share=written(share),
        mean=written(now.mean),
        clean=written(without.share),
        before=written(was),
        change=change_of(share, was),
        parts=_parts(now),
    )


def written(number: Decimal | None) -> str:
    """Return a share or mean as it is written."""
    return NOTHING if number is None else so(number, PLACES)


def change_of(now: Decimal | None, before: Decimal | None) -> str:
    """Return the difference of two shares as printed, in points, with its sign."""
    if now is None or before is None:
        return NOTHING
    change = now - before
    return f"{'+' if change > 0 else '−' if change < 0 else ''}{so(abs(change), PLACES)}"


def _parts(levels: Levels) -> tuple[Part, ...]:
    begin, found = 0.0, []
    for level, _label in LEVELS:
        if count := levels.counts[level - 1]:
            length = WHOLE * count / levels.total
            found.append(Part(begin, length, level))
            begin += length
    return tuple(found)


def question_charts(figures: dict[str, Any], *, public: bool = False) -> list[Chart]:
    """Return the Likert questions as one chart for each factor; on the public page of few answers the number alone."""
    by_factor: dict[str, list[dict[str, Any]]] = {}
    for one in figures["questions"]:
        if one["kind"] == Question.Kind.LIKERT:
            by_factor.setdefault(one["factor"], []).append(one)
    return [
        Chart(
            title=_("Theo câu hỏi: %s") % Factor(factor).label,
            column=_("Câu hỏi"),
            counted=_("Người trả lời"),
            rows=tuple(
                _withheld(asked(one), one["n"], _few())
                if public and one["n"] < FEWEST
                else row_of(asked(one), one["n"], one["levels"], one["clean"], one["before"])
                for one in by_factor[factor]
            ),
            has_clean=bool(figures["flagged"]),
        )
        for factor in Factor.values
        if factor in by_factor
    ]


def factor_chart(figures: dict[str, Any], *, public: bool = False) -> Chart:
    """Return the factors; their number is that of their questions. On the public page none whose questions few answered."""
    many = {one["factor"] for one in figures["questions"] if one["n"] >= FEWEST}
    rows = tuple(
        row_of(Factor(one["key"]).label, one["questions"], one["levels"], one["clean"], one["before"])
        for one in figures["factors"]
        if not public or one["key"] in many
    )
    return Chart(_("Theo yếu tố"), _("Yếu tố"), _("Số câu hỏi"), rows, bool(figures["flagged"]))


def group_charts(figures: dict[str, Any], *, public: bool = False) -> list[Chart]:
    """Return sheets by unit, procedure, field and channel; on the public page of few sheets the number alone."""
    told = (
        ("units", _("Theo đơn vị"), _("Đơn vị"), _("(phiếu không ghi đơn vị)")),
        ("services", _("Theo thủ tục hành chính"), _("Thủ tục"), _("(phiếu không ghi thủ tục)")),
        ("fields", _("Theo lĩnh vực"), _("Lĩnh vực"), ""),
        ("channels", _("Theo hình thức lấy ý kiến"), _("Hình thức"), ""),
    )
    charts = []
    for key, title, column, unnamed in told:
        hidden = _to_withhold(figures[key]) if public else {}
        if public and key == "fields" and _to_withhold(figures["services"]):
            continue  # a field less its other procedures would tell the one left out
        rows = tuple(
            _group(one, unnamed=unnamed, of=key, why=hidden.get(place, "")) for place, one in enumerate(figures[key])
        )
        if rows:
            charts.append(Chart(title, column, _("Số phiếu"), rows, bool(figures["flagged"])))
    return charts


def _to_withhold(groups: list[dict[str, Any]]) -> dict[int, str]:
    """Return the places of the groups a public page tells the number of alone, with the reason."""
    counts = sorted((one["answers"], place) for place, one in enumerate(groups))
    found: dict[int, str] = {}
    together = 0
    for count, place in counts:
        if count < FEWEST:
            found[place] = _few()
        elif found and together < FEWEST:
            found[place] = _("không công khai, để không tính ra kết quả của nhóm dưới 5 phiếu")
        else:
            break
        together += count
    return found


def _few() -> str:
    return _("dưới 5 phiếu, không công khai kết quả")


def _withheld(name: Text, count: int, why: str, *, note: Text = "") -> Row:
    return replace(row_of(name, count, [0] * BEST, [0] * BEST, None, note=note), withheld=why)


def _group(one: dict[str, Any], *, unnamed: str, of: str, why: str) -> Row:
    name = Channel(one["code"]).label if of == "channels" else one["name"] or unnamed
    note = one["code"] if of == "services" else ""
    if why:
        return _withheld(name, one["answers"], why, note=note)
    return row_of(name, one["answers"], one["levels"], one["clean"], one["before"], note=note)


def other_questions(figures: dict[str, Any]) -> list[Choices]:
    """Return the questions that are no Likert ones; of words only how many wrote some."""
    has_clean = bool(figures["flagged"])
    return [_choices(one, has_clean=has_clean) for one in figures["questions"] if one["kind"] != Question.Kind.LIKERT]


def _choices(one: dict[str, Any], *, has_clean: bool) -> Choices:
    kind, count = Question.Kind(one["kind"]), one["n"]
    if kind == Question.Kind.NUMBER:
        said = {name: one[name] for name in ("lowest", "highest")} | {"mean": one["mean"]}
        told = ""
        if one["mean"] is not None:
            said["mean"] = so(Decimal(one["mean"]), PLACES)
            told = _("trung bình %(mean)s; nhỏ nhất %(lowest)s; lớn nhất %(highest)s") % said
        return Choices(asked(one), kind.label, so(count), (), told)
    options = []
    for name, taken, clean in one.get("options", ()):
        share = Levels.share_of(taken, count)
        words = _(name) if kind == Question.Kind.YES_NO else name
        options.append((words, so(taken), written(share), float(share or 0), so(clean) if has_clean else ""))
    return Choices(asked(one), kind.label, so(count), tuple(options))


def asked(one: dict[str, Any]) -> str:
    """Return the words of a question in the language of the page."""
    return one.get("text_en") or one["text"] if get_language() == "en" else one["text"]


def flat(charts: Iterable[Chart]) -> Iterable[tuple[Chart, Row]]:
    """Yield every row of some charts with its chart."""
    return ((chart, row) for chart in charts for row in chart.rows)
