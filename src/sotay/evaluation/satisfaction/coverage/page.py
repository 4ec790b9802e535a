"""The page of coverage as it is shown, printed and saved: each share in words, never more than was counted."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any, Final

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sotay.agency.actor import Actor
from sotay.agency.models import Unit
from sotay.context.models import Service
from sotay.evaluation.satisfaction.coverage.figures import Came, Coverage, Share
from sotay.evaluation.satisfaction.coverage.reading import NO_SHEET
from sotay.evaluation.satisfaction.models import Channel, Proof
from sotay.exchange.columns import Column
from sotay.operation.statistics.months import in_words, next_month, written
from sotay.operation.statistics.rates import percent
from sotay.ui.formats import ngay, so

MOST_ROWS: Final = 30
WHOLE: Final = 100
PLACES: Final = 2
PROOFS: Final = (
    *((one.value, one.label) for one in Proof),
    (NO_SHEET, gettext_lazy("Đánh giá trên Cổng, không có phiếu")),
)
GOOD, BAD, QUIET = "good", "bad", "quiet"


@dataclass(frozen=True, slots=True)
class Row:
    """A line of a table: whose share it is, and what is to be said of it; `tone` is good, bad or quiet."""

    label: str
    share: Share
    said: str
    tone: str
    note: str = ""

    @property
    def percent(self) -> str:
        """The share of all answers, a dash where it cannot be told."""
        return percent_words(self.share.percent)

    @property
    def percent_unflagged(self) -> str:
        """The share without flagged answers."""
        return percent_words(self.share.percent_unflagged)

    @property
    def settled(self) -> str:
        """The settled dossiers, or that nobody told them."""
        return _("chưa rõ") if self.share.settled is None else so(self.share.settled)

    @property
    def length(self) -> float:
        """The length of its bar, 0 to 100."""
        return min(float(self.share.percent_unflagged or 0), float(WHOLE))


def percent_words(value: Any) -> str:
    """Return a percentage as it is read, a dash for none."""
    return "–" if value is None else so(value, PLACES)


def verdict(share: Share) -> tuple[str, str]:
    """Return in words whether a share is passed or how many answers are lacking, and its tone."""
    if share.settled is None:
        return _("Chưa có số hồ sơ đã giải quyết"), QUIET
    if share.settled == 0:
        return _("Không có hồ sơ đã giải quyết"), QUIET
    more_than = so(share.more_than)
    if share.passes:
        return _("Đã vượt %s %%") % more_than, GOOD
    lacking = _("Còn thiếu %s phiếu") % so(share.needed)
    if share.passes_with_flagged:
        lacking += _("; vượt %s %% chỉ khi tính cả phiếu cần xem lại") % more_than
    return lacking, BAD


def remark(share: Share) -> str:
    """Return what is to be said beside a share: few dossiers, more answers than dossiers, answers that stand beside."""
    said = []
    if share.is_few and share.settled:
        points = percent(1, share.settled, places=1)
        said.append(_("ít hồ sơ: mỗi phiếu bằng %s điểm phần trăm") % so(points, 1))
    if share.is_more_than_all and share.settled:
        said.append(_("nhiều phiếu hơn hồ sơ, cần xem lại số liệu"))
    if share.beside:
        said.append(_("%s phiếu thuộc tháng chưa có số hồ sơ, không tính vào tỷ lệ") % so(share.beside))
    return "; ".join(said)


class Page:
    """Coverage of a period as one viewer sees it; `due` is the last day for more answers, None for a period without one.

    `left_from` is the first day of the year that no half takes in after this one, None where there is none.
    """

    def __init__(self, figures: Coverage, viewer: Actor, *, due: date | None, left_from: date | None = None) -> None:
        self.figures, self.viewer, self.due, self.left_from = figures, viewer, due, left_from

    @cached_property
    def whole(self) -> Row:
        """The whole agency."""
        return _row(self.viewer.agency.name, self.figures.whole)

    @property
    def headline(self) -> str:
        """What the share comes to, in a sentence."""
        share = self.figures.whole
        if not share.settled:
            return self.whole.said + "."
        portal = _("Trong đó %(portal)s lượt đánh giá trên Cổng, không có phiếu; chỉ tính phiếu: %(percent)s %%.") % {
            "portal": so(share.portal), "percent": percent_words(share.percent_of_sheets),
        }  # fmt: skip
        told = _("%(answers)s phiếu hợp lệ trên %(settled)s hồ sơ đã giải quyết: %(percent)s %%.") % {
            "answers": so(share.answers), "settled": so(share.settled), "percent": self.whole.percent,
        }  # fmt: skip
        if share.flagged:
            told += " " + _("Không tính %(flagged)s phiếu cần xem lại: %(percent)s %%.") % {
                "flagged": so(share.flagged), "percent": self.whole.percent_unflagged,
            }  # fmt: skip
        return f"{told} {portal}" if share.portal else told

    @property
    def wanted(self) -> str:
        """How many more answers are needed by when, in a sentence; nothing where that cannot be told."""
        share = self.figures.whole
        if share.needed is None:
            return ""
        said = {"share": so(share.more_than), "wanted": so(share.wanted), "needed": so(share.needed)}
        if share.passes:
            return _("Đã vượt %(share)s %% số hồ sơ đã giải quyết (cần từ %(wanted)s phiếu).") % said
        told = _("Phải lớn hơn %(share)s %%: cần từ %(wanted)s phiếu, còn thiếu %(needed)s phiếu") % said
        if self.due is None:
            return told + "."
        if self.due < self.figures.on:
            return told + _(", hạn ngày %s đã qua.") % ngay(self.due)
        return told + _(", chậm nhất ngày %s.") % ngay(self.due)

    @property
    def gauge(self) -> dict[str, float]:
        """The lengths of the picture, in percent of all: answers that count, with flagged ones, and the share to exceed."""
        share = self.figures.whole
        clean, every = (min(float(one or 0), float(WHOLE)) for one in (share.percent_unflagged, share.percent))
        return {"clean": clean, "every": every, "line": float(share.more_than)}

    @property
    def facts(self) -> list[tuple[str, str, str]]:
        """The chief figures: figure, words, note."""
        share, told = self.figures.whole, self.figures
        settled = _("chưa rõ") if share.settled is None else so(share.settled)
        portal = self._came(Channel.PORTAL).answers
        return [
            (settled, _("hồ sơ đã giải quyết"), self.counted),
            (so(told.came.answers), _("phiếu hợp lệ"), _("%s trên Cổng, không có phiếu") % so(portal) if portal else ""),
            (so(told.returned), _("phiếu thu về"), _invalid(told)),
            (_("không đếm") if told.handed_out is None else so(told.handed_out), _("phiếu phát ra"), ""),
            (so(told.came.flagged), _("phiếu cần xem lại hoặc không tính"), ""),
        ]  # fmt: skip

    @property
    def counted(self) -> str:
        """Where the settled dossiers are told from."""
        led = self.figures.led
        told = [one for one in self.figures.months if one not in self.figures.missing]
        if not told:
            return ""
        if len(led) == len(told):
            return _("đếm từ hồ sơ")
        return _("theo số liệu tháng") if not led else _("hồ sơ và số liệu tháng")

    @property
    def notices(self) -> list[str]:
        """What the figures lack, each a sentence."""
        told, found = self.figures, []
        over = [one for one in told.missing if next_month(one) <= told.on]
        running = [one for one in told.missing if next_month(one) > told.on]
        if over:
            found.append(
                _("Chưa có số hồ sơ đã giải quyết của tháng %s; tỷ lệ không gồm các tháng này.") % in_words(over)
            )
        if running:
            found.append(_("Tháng %s đang chạy, số hồ sơ có khi hết tháng.") % in_words(running))
        if told.whole.beside:
            found.append(_("%s phiếu của những tháng đó không tính vào tỷ lệ.") % so(told.whole.beside))
        if told.unsettled:
            found.append(
                (
                    _("%s phiếu gắn với hồ sơ chưa trả kết quả, tính khi kết quả được trả.")
                    if told.is_returned_only
                    else _("%s phiếu gắn với hồ sơ chưa giải quyết xong, tính khi hồ sơ có kết quả.")
                )
                % so(told.unsettled)
            )
        if told.whole.is_more_than_all and told.whole.settled:
            found.append(_("Số phiếu nhiều hơn số hồ sơ đã giải quyết: xem lại phiếu không có căn cứ và số hồ sơ."))
        if self.left_from is not None:
            days = {"since": ngay(self.left_from), "until": ngay(date(self.left_from.year, 12, 31))}
            found.append(
                _("Hồ sơ giải quyết từ ngày %(since)s đến %(until)s không thuộc kỳ 6 tháng nào; xem ở số liệu cả năm.")
                % days
            )
        return found

    @cached_property
    def units(self) -> list[Row]:
        """The units that stand or of which anything is told; who serves nobody is not asked."""
        told = self.figures.units
        units = Unit.objects.of(self.viewer).order_by("order", "name_sort", "pk")
        standing = set(units.in_force(self.figures.on).values_list("pk", flat=True))
        rows = []
        for unit in units:
            share = told.get(unit.pk)
            if share is None and unit.pk not in standing:
                continue
            if share is None:
                share = Share(self._nothing, 0, self.figures.more_than)
            if not unit.handles_services and not share.settled and not share.answers and not share.beside:
                rows.append(Row(unit.name, share, _("Không áp dụng: không giải quyết thủ tục"), QUIET))
            else:
                rows.append(_row(unit.name, share))
        if (share := told.get(None)) is not None and (share.settled or share.answers or share.beside):
            rows.append(_row(_("Chưa rõ đơn vị"), share))
        return rows

    @cached_property
    def services(self) -> list[Row]:
        """The services with any settled dossier or answer, most dossiers first."""
        told = {key: one for key, one in self.figures.services.items() if one.settled or one.answers or one.beside}
        names = {
            one.pk: str(one) for one in Service.objects.of(self.viewer).filter(pk__in=[key for key in told if key])
        }
        rows = [_row(names.get(key or 0) or _("Chưa rõ thủ tục"), one) for key, one in told.items()]
        return sorted(rows, key=lambda row: (-(row.share.settled or 0), row.label))

    @property
    def units_note(self) -> str:
        """Which months are told by unit, where others are told of the whole alone."""
        return self._only(
            self.figures.unit_months, _("Theo đơn vị chỉ có số hồ sơ của tháng %s; các tháng khác chỉ có số chung.")
        )

    @property
    def services_note(self) -> str:
        """Which months are told by service, where others are told of the whole alone."""
        return self._only(
            self.figures.service_months, _("Theo thủ tục chỉ có số hồ sơ của tháng %s; các tháng khác chỉ có số chung.")
        )

    def _only(self, months: frozenset[date], said: str) -> str:
        told = {one for one in self.figures.months if one not in self.figures.missing}
        return said % in_words(months) if months and told - months else ""

    @property
    def services_shown(self) -> list[Row]:
        """As many services as the page shows; the file has all."""
        return self.services[:MOST_ROWS]

    @property
    def services_left(self) -> int:
        """How many services the page leaves to the file."""
        return max(len(self.services) - MOST_ROWS, 0)

    @cached_property
    def months(self) -> list[Row]:
        """The months of the period."""
        return [_row(written(month), share) for month, share in sorted(self.figures.months.items())]

    @property
    def channels(self) -> list[tuple[str, str, str, str, str, str, str]]:
        """By channel: handed out, came back, invalid, valid, flagged, and in percent those of the months that tell dossiers."""
        told = self.figures
        none = Share(told.whole.settled, 0, told.more_than)
        rows = [
            (
                str(Channel(key).label), one.handed_out, one.returned, one.invalid + one.doubled, self._came(key),
                told.of_channels.get(key, none),
            )
            for key, one in told.handled.items()
        ]  # fmt: skip
        if len(rows) > 1:
            rows.append((_("Cộng"), told.handed_out, told.returned, told.invalid + told.doubled, told.came, told.whole))
        return [
            (
                label, _("không đếm") if out is None else so(out), so(back), so(invalid), so(came.answers), so(came.flagged),
                percent_words(share.percent),
            )
            for label, out, back, invalid, came, share in rows
        ]  # fmt: skip

    def _came(self, channel: str) -> Came:
        return self.figures.channels.get(channel, Came())

    @property
    def proofs(self) -> list[tuple[str, str, str, str]]:
        """By what proves them: how many valid answers, of all in percent, and how many flagged."""
        whole = self.figures.came.answers
        told = [(label, self.figures.proofs.get(key, Came())) for key, label in PROOFS]
        return [
            (str(label), so(one.answers), percent_words(percent(one.answers, whole)), so(one.flagged))
            for label, one in told
            if one.answers or label != PROOFS[-1][1]
        ]

    @property
    def is_empty(self) -> bool:
        """Whether nothing at all is told: neither dossiers nor answers."""
        told = self.figures
        return told.whole.settled is None and not told.returned and told.handed_out is None

    @property
    def _nothing(self) -> int | None:
        """What a unit has that nothing is told of: 0 where dossiers tell, else unknown."""
        return 0 if self.figures.led else None

    @property
    def export_columns(self) -> list[Column]:
        """The columns of the file."""
        return [
            Column("by", _("Theo")), Column("label", _("Tên"), width=50), Column("settled", _("Hồ sơ đã giải quyết")),
            Column("answers", _("Phiếu hợp lệ")), Column("flagged", _("Trong đó cần xem lại hoặc không tính")),
            Column("portal", _("Trong đó trên Cổng")), Column("percent", _("Tỷ lệ (%)")),
            Column("percent_unflagged", _("Tỷ lệ không tính phiếu cần xem lại (%)")),
            Column("wanted", _("Phải có từ (phiếu)")), Column("needed", _("Còn thiếu (phiếu)")),
            Column("beside", _("Phiếu của tháng chưa có số hồ sơ")), Column("said", _("Nhận xét"), width=60),
        ]  # fmt: skip

    def export_rows(self) -> Iterator[dict[str, Any]]:
        """Yield the agency, months, units and services as on the page, then channels and proofs."""
        tables: list[tuple[str, Iterable[Row]]] = [
            (_("Toàn cơ quan"), [self.whole]), (_("Tháng"), self.months), (_("Đơn vị"), self.units),
            (_("Thủ tục hành chính"), self.services),
        ]  # fmt: skip
        for by, rows in tables:
            for row in rows:
                one = row.share
                yield {
                    "by": by, "label": row.label, "settled": one.settled, "answers": one.answers, "flagged": one.flagged,
                    "portal": one.portal, "percent": one.percent, "percent_unflagged": one.percent_unflagged,
                    "wanted": one.wanted, "needed": one.needed, "beside": one.beside,
                    "said": "; ".join(filter(None, [row.said, row.note])),
                }  # fmt: skip
        named = [(_("Hình thức"), str(Channel(key).label), one) for key, one in self.figures.channels.items()]
        named += [(_("Căn cứ"), str(label), self.figures.proofs.get(key, Came())) for key, label in PROOFS]
        for by, label, came in named:
            yield {"by": by, "label": label, "answers": came.answers, "flagged": came.flagged}


def _row(label: str, share: Share) -> Row:
    said, tone = verdict(share)
    if share.settled == 0 and share.answers:
        said += _(", có %s phiếu") % so(share.answers)
    return Row(label, share, said, tone, remark(share))


def _invalid(told: Coverage) -> str:
    """Return how many that came back do not count, and why."""
    said = []
    if told.invalid:
        said.append(_("%s không hợp lệ") % so(told.invalid))
    if told.doubled:
        said.append(_("%s trùng hồ sơ đã có phiếu") % so(told.doubled))
    return ", ".join(said)
