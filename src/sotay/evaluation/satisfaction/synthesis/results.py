"""The figures of a synthesis in words and tables, for pages, papers and whoever approves."""

from decimal import Decimal
from functools import cached_property
from typing import Any, Final

from django.utils.dateparse import parse_date
from django.utils.translation import gettext as _

from sotay.evaluation.satisfaction.marks import LEVELS
from sotay.evaluation.satisfaction.models import Channel, Proof, Suspicion, Synthesis
from sotay.evaluation.satisfaction.synthesis import charts
from sotay.evaluation.satisfaction.synthesis.drafts import TEXTS
from sotay.evaluation.satisfaction.synthesis.rates import Levels
from sotay.operation.statistics.months import in_words
from sotay.ui.formats import ngay, so

WORDS: Final[dict[str, Any]] = {one.name: one.verbose_name for one in Synthesis._meta.fields if one.name in TEXTS}
ORDER: Final = ("assessment", "opinions", "actions")
"""The texts as the page tells them."""


class Results:
    """The figures of a synthesis in words and tables, for pages, papers and whoever approves."""

    def __init__(self, one: Synthesis, figures: dict[str, Any], *, is_pinned: bool) -> None:
        self.one, self.figures, self.is_pinned = one, figures, is_pinned
        self.levels, self.clean = Levels(figures["levels"]), Levels(figures["clean"])
        self.former = Levels(figures["before"]["levels"])

    level_heads = tuple(LEVELS)
    """The levels with their words, the best first."""

    @property
    def has_answers(self) -> bool:
        """Whether anybody answered."""
        return bool(self.figures["answers"])

    @property
    def counted(self) -> str:
        """Of which day the figures are, and whether they are pinned."""
        day = ngay(parse_date(self.figures["counted_on"]))
        if self.is_pinned:
            return _("Số liệu chốt khi trình ngày %s.") % day
        return _("Số liệu tạm tính ngày %s; chốt khi trình.") % day

    @property
    def days(self) -> str:
        """The days the answers count on."""
        said = {"first": ngay(parse_date(self.figures["from"])), "last": ngay(parse_date(self.figures["to"]))}
        return _("Từ %(first)s đến %(last)s") % said

    @property
    def rule(self) -> str:
        """How shares and mean are counted."""
        return _(
            "Tỷ lệ hài lòng = lượt trả lời “hài lòng” và “rất hài lòng” chia cho mọi lượt trả lời các câu hỏi mức độ hài lòng; mỗi "
            "phiếu có nhiều lượt. Điểm trung bình theo thang 1–5. Làm tròn hai chữ số thập phân, nửa làm tròn lên."
        )

    @cached_property
    def whole(self) -> charts.Row:
        """All answers together."""
        told = self.figures
        before = told["before"]["levels"] if self.former.total else None
        return charts.row_of(_("Chung"), told["answers"], told["levels"], told["clean"], before)

    @property
    def whole_chart(self) -> charts.Chart:
        """The same as a table of one row."""
        return charts.Chart(
            _("Kết quả chung"), _("Phạm vi"), _("Số phiếu"), (self.whole,), bool(self.figures["flagged"])
        )

    @property
    def before_words(self) -> str:
        """What it is compared with."""
        before = self.figures["before"]
        said = {
            "first": ngay(parse_date(before["from"])), "last": ngay(parse_date(before["to"])), "count": so(before["answers"]),
        }  # fmt: skip
        if not before["answers"]:
            return _("Kỳ trước (%(first)s – %(last)s) không có phiếu nào, nên không so sánh.") % said
        return _("Kỳ trước: %(first)s – %(last)s, %(count)s phiếu; chênh lệch tính bằng điểm phần trăm.") % said

    @property
    def factor_chart(self) -> charts.Chart:
        """By factor."""
        return charts.factor_chart(self.figures)

    @property
    def question_charts(self) -> list[charts.Chart]:
        """By question, a table for each factor."""
        return charts.question_charts(self.figures)

    @property
    def group_charts(self) -> list[charts.Chart]:
        """By unit, procedure, field and channel."""
        return charts.group_charts(self.figures)

    @property
    def others(self) -> list[charts.Choices]:
        """The questions of choices, numbers and words."""
        return charts.other_questions(self.figures)

    @property
    def portal(self) -> charts.Row | None:
        """What the portal tells: counts by level without sheets behind them, told apart."""
        told = self.figures["portal"]
        if told is None:
            return None
        return charts.row_of(Channel.PORTAL.label, sum(told["levels"]), told["levels"], told["levels"], None)

    @property
    def portal_chart(self) -> charts.Chart | None:
        """The same as a table."""
        if self.portal is None:
            return None
        return charts.Chart(_("Đánh giá trên Cổng"), _("Nguồn"), _("Số phiếu"), (self.portal,), has_clean=False)

    @property
    def coverage(self) -> dict[str, Any] | None:
        """Answers beside settled dossiers, in words; None for surveys that are not of services."""
        return self.figures["coverage"]

    @property
    def coverage_words(self) -> list[str]:
        """What answers are of the settled dossiers, and what is not known of it."""
        told = self.coverage
        if told is None:
            return []
        said = {
            "answers": so(told["answers"]), "clean": so(told["answers"] - told["flagged"]), "settled": so(told["settled"] or 0),
            "percent": percent_words(told["percent"]), "clean_percent": percent_words(told["percent_unflagged"]),
            "more": percent_words(told["more_than"]), "needed": so(told["needed"] or 0), "count": so(told["flagged"]),
            "beside": so(told["beside"]), "unsettled": so(told["unsettled"]),
        }  # fmt: skip
        if told["settled"] is None:
            lines = [_("Chưa có số liệu hồ sơ đã giải quyết trong kỳ, nên không tính được tỷ lệ phiếu trên hồ sơ.")]
        elif not told["settled"]:
            lines = [_("Không có hồ sơ đã giải quyết trong kỳ.")]
        else:
            lines = [
                _("%(answers)s phiếu trên %(settled)s hồ sơ đã giải quyết: %(percent)s %%; phải lớn hơn %(more)s %%.")
                % said
            ]
            if told["flagged"]:
                lines.append(
                    _(
                        "Không tính %(count)s phiếu cần xem lại hoặc không được tính: %(clean)s phiếu, %(clean_percent)s %%."
                    )
                    % said
                )
            lines.append(
                _("Đã lớn hơn tỷ lệ quy định.")
                if told["passes"]
                else _("Chưa lớn hơn tỷ lệ quy định; còn thiếu %(needed)s phiếu.") % said
            )
        if told["portal"]:
            lines.append(
                _("Trong số phiếu này có %s lượt đánh giá trên Cổng, không có từng phiếu để đối chiếu.")
                % so(told["portal"])
            )
        if told["settled"] and told["answers"] > told["settled"]:
            lines.append(_("Số phiếu nhiều hơn số hồ sơ đã giải quyết; cần kiểm tra lại số liệu hồ sơ."))
        if told["beside"]:
            lines.append(_("%(beside)s phiếu của các tháng chưa có số liệu hồ sơ không nằm trong tỷ lệ này.") % said)
        if told["missing"]:
            months = in_words([found for one in told["missing"] if (found := parse_date(one))])
            lines.append(_("Chưa có số liệu hồ sơ tháng %s.") % months)
        if told["unsettled"]:
            lines.append(_("%(unsettled)s phiếu gắn với hồ sơ chưa giải quyết xong, chưa tính vào kỳ nào.") % said)
        return lines

    @property
    def handled(self) -> list[dict[str, Any]]:
        """Phát ra, thu về, hợp lệ by channel, and their sum; what nobody counted is told as such."""
        if self.coverage is None:
            return []
        names = ("channel", "handed_out", "returned", "invalid", "doubled", "valid")
        return [
            dict(zip(names, one, strict=True)) | {"word": Channel(one[0]).label} for one in self.coverage["handled"]
        ]

    @property
    def handled_sum(self) -> dict[str, Any]:
        """The sums of these columns; what was handed out is summed where somebody counted it."""
        rows = self.handled
        out = [one["handed_out"] for one in rows if one["handed_out"] is not None]
        sums: dict[str, Any] = {
            name: sum(one[name] for one in rows) for name in ("returned", "invalid", "doubled", "valid")
        }
        return sums | {"handed_out": sum(out) if out else None}

    @property
    def proofs(self) -> list[tuple[Any, str, str]]:
        """Each grade of proof with its answers and those of them flagged."""
        told = (self.coverage or {}).get("proofs", {})
        return [(Proof(one).label, so(told[one][0]), so(told[one][1])) for one in Proof.values if one in told]

    @property
    def suspicions(self) -> list[dict[str, Any]]:
        """The groups that were flagged, in words; nothing of it is dropped."""
        return [
            one
            | {
                "kind_words": Suspicion.Kind(one["kind"]).label,
                "state_words": Suspicion.State(one["state"]).label,
                "day_words": ngay(parse_date(one["day"])),
                "decided_words": ngay(parse_date(one["decided_date"])) if one["decided_date"] else "",
                "tone": {"WAITING": "warn", "CLEARED": "done", "UPHELD": "stop"}[one["state"]],
            }
            for one in self.figures["suspicions"]
        ]

    @property
    def texts(self) -> list[tuple[Any, str]]:
        """What was written of the figures."""
        return [(WORDS[name], getattr(self.one, name)) for name in ORDER]


def percent_words(number: str | None) -> str:
    """Return a percentage as it was kept, as it is written."""
    return charts.NOTHING if number is None else so(Decimal(number))
