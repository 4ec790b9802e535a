"""Why a signed paper cannot be numbered, issued or withdrawn now, and what is late or odd about it (Điều 15, 18)."""

from collections.abc import Iterator
from datetime import date

from django.utils.translation import gettext as _

from sotay.agency.models import Decision
from sotay.agency.vietnamese import fold_code
from sotay.agency.workdays import WorkCalendar
from sotay.commands import Reason
from sotay.organisation.decisions.guards import keeps
from sotay.support.outgoing.models import NumberSeries, OutgoingPaper
from sotay.support.outgoing.numbers import LETTER, Given, names_kind, read_number, written
from sotay.ui.formats import ngay

State = OutgoingPaper.State


def why_not_number(paper: OutgoingPaper) -> Iterator[Reason]:
    """Yield why a paper does not take a number now: it is not signed yet, or has one, which never changes."""
    if paper.number is not None:
        text = _("Văn bản đã có số %s; số và ngày không sửa được nữa.") % paper.full_number
        yield Reason(text, code="has_number", fix=("support:paper_detail", paper))
    elif paper.state != State.SIGNED:
        yield Reason(_("Chỉ cấp số cho văn bản đã ký."), code="not_signed", fix=("support:paper_detail", paper))


def why_not_this_number(paper: OutgoingPaper, given: Given, *, series: NumberSeries, dated: date) -> Iterator[Reason]:
    """Yield why this number cannot be given: another paper of the series has it in the year of the date."""
    other = holder_of(given, series=series, year=dated.year, besides=paper)
    if other is not None:
        said = {"number": written(given.number, given.suffix), "year": dated.year, "series": series, "paper": other}
        yield Reason(
            _("Số %(number)s năm %(year)d của sổ “%(series)s” đã cấp cho “%(paper)s”.") % said,
            code="number_taken",
            field="number",
            fix=("support:paper_detail", other),
        )


def why_not_read(number: str, *, series: NumberSeries) -> Iterator[Reason]:
    """Yield why what was typed is no number; an empty one asks for the next, which only a series kept here knows."""
    if not number.strip():
        if not series.is_kept_here:
            text = _("Cần chép số từ hệ thống quản lý văn bản của cơ quan.")
            yield Reason(text, code="number_missing", field="number")
    elif read_number(number) is None:
        text = _("Số viết dạng 05, 05a hoặc 05/QĐ-STTTT.")
        yield Reason(text, code="number_unreadable", field="number")


def why_not_symbol(paper: OutgoingPaper) -> Iterator[Reason]:
    """Yield why a symbol is not one of this kind of paper: a decision numbered 05/BC-… could never be put right."""
    if not names_kind(paper.symbol, paper):
        kind = paper.abbreviation
        example = paper.agency.letter_code if kind == LETTER else f"{kind}-{paper.agency.letter_code}"
        said = {"symbol": paper.symbol, "example": example}
        text = _("Ký hiệu %(symbol)s không phải của loại văn bản này; ví dụ: %(example)s.") % said
        yield Reason(text, code="symbol_of_others", field="number")


def why_not_series(series: NumberSeries, paper: OutgoingPaper) -> Iterator[Reason]:
    """Yield why a series does not take this kind of paper."""
    if series.ended_date is not None:
        yield Reason(
            _("Sổ “%s” đã thôi dùng.") % series, code="series_ended", field="series", fix=("support:series_list", None)
        )
    if paper.abbreviation not in series.abbreviations:
        yield Reason(
            _("Sổ “%s” không ghi loại văn bản này.") % series,
            code="series_of_others", field="series", fix=("support:series_list", None),
        )  # fmt: skip


def why_not_dated(paper: OutgoingPaper, dated: date, *, on: date) -> Iterator[Reason]:
    """Yield why a paper cannot bear this date: before it was signed, or still to come."""
    if paper.signed_date is not None and dated < paper.signed_date:
        text = _("Văn bản ký ngày %s; ngày văn bản không thể đứng trước ngày ký.") % ngay(paper.signed_date)
        yield Reason(text, code="dated_before_signing", field="dated")
    if dated > on:
        yield Reason(_("Ngày văn bản không thể sau hôm nay."), code="dated_in_future", field="dated")


def why_not_as_entered(decision: Decision | None, full: str, dated: date) -> Iterator[Reason]:
    """Yield why number and date cannot part from those of the signed paper that was entered for the approval."""
    if decision is not None and (fold_code(decision.number), decision.date) != (fold_code(full), dated):
        said = {"number": decision.number, "day": ngay(decision.date)}
        yield Reason(
            _("Văn bản đã ký được nhập là số %(number)s ngày %(day)s; số và ngày phải như vậy, hoặc sửa bản đã nhập.") % said,
            code="other_than_entered", field="number", fix=("organisation:decision_detail", decision),
        )  # fmt: skip


@keeps
def why_not_renumber(decision: Decision, *, number: str, signed_date: date) -> Iterator[Reason]:
    """Yield that a decision made of a numbered paper keeps number and date, which never change (Điều 15)."""
    del number, signed_date  # any other would part from the paper
    paper = OutgoingPaper.objects.filter(decision=decision, number__isnull=False).select_related("agency").first()
    if paper is not None:
        text = _("Đây là văn bản đi “%s”: số và ngày không sửa được; thu hồi hoặc thay thế bằng văn bản mới.") % paper
        yield Reason(text, code="kept_by_paper", field="number", fix=("support:paper_detail", paper))


def why_not_issue(paper: OutgoingPaper) -> Iterator[Reason]:
    """Yield why a paper cannot be issued now."""
    if paper.state != State.NUMBERED:
        texts = {
            State.SIGNED: _("Văn bản chưa có số; cấp số rồi mới phát hành."),
            State.ISSUED: _("Văn bản đã phát hành ngày %s.") % ngay(paper.issued_date),
        }
        text = texts.get(State(paper.state), _("Chỉ phát hành văn bản đã ký và có số."))
        yield Reason(text, code="not_numbered", fix=("support:paper_detail", paper))


def why_not_issued_on(paper: OutgoingPaper, day: date, sent: date | None, *, on: date) -> Iterator[Reason]:
    """Yield why a paper cannot be issued, or sent, on a day: before it was dated, or still to come."""
    if paper.dated is not None and day < paper.dated:
        text = _("Văn bản ghi ngày %s; không phát hành trước ngày đó được.") % ngay(paper.dated)
        yield Reason(text, code="issued_before_dated", field="issued_date")
    if day > on:
        yield Reason(_("Ngày phát hành không thể sau hôm nay."), code="issued_in_future", field="issued_date")
    if sent is not None and sent < day:
        yield Reason(_("Ngày chuyển đứng trước ngày phát hành."), code="sent_before_issued", field="sent_date")


def why_not_sent(paper: OutgoingPaper) -> Iterator[Reason]:
    """Yield why nothing can be noted about how a paper went out."""
    if paper.state not in OutgoingPaper.OUT:
        yield Reason(_("Văn bản chưa phát hành."), code="not_issued", fix=("support:paper_detail", paper))


def why_not_withdraw(paper: OutgoingPaper) -> Iterator[Reason]:
    """Yield why a paper cannot be withdrawn: only one that was issued."""
    if paper.state != State.ISSUED:
        text = _("Văn bản %s; chỉ thu hồi văn bản đã phát hành.") % str(State(paper.state).label).lower()
        yield Reason(text, code="not_issued", fix=("support:paper_detail", paper))


def why_not_withdrawn_on(paper: OutgoingPaper, day: date, *, on: date) -> Iterator[Reason]:
    """Yield why a paper cannot be withdrawn on a day."""
    if paper.issued_date is not None and day < paper.issued_date:
        text = _("Văn bản phát hành ngày %s; không thu hồi trước ngày đó được.") % ngay(paper.issued_date)
        yield Reason(text, code="withdrawn_before_issued", field="ended_date")
    if day > on:
        yield Reason(_("Ngày thu hồi không thể sau hôm nay."), code="withdrawn_in_future", field="ended_date")


def holder_of(
    given: Given, *, series: NumberSeries | None, year: int, besides: OutgoingPaper | None = None
) -> OutgoingPaper | None:
    """Return the paper that has a number in a series and year."""
    rows = OutgoingPaper.objects.filter(
        series=series, number_year=year, number=given.number, number_suffix=given.suffix
    )
    return rows.exclude(pk=besides.pk if besides else None).select_related("agency").first() if series else None


def hints(paper: OutgoingPaper, *, calendar: WorkCalendar) -> Iterator[str]:
    """Yield what is late or odd about a paper and does not forbid anything (Điều 15, Điều 18)."""
    if paper.signed_date is None:
        return
    last = calendar.next_working_day(paper.signed_date)
    if paper.dated is not None and paper.dated > last:
        said = {"signed": ngay(paper.signed_date), "last": ngay(last)}
        yield (
            _(
                "Cấp số chậm: ký ngày %(signed)s, chậm nhất ngày làm việc tiếp theo là %(last)s (NĐ 30/2020/NĐ-CP Điều 15)."
            )
            % said
        )
    if paper.issued_date is not None and paper.issued_date > last:
        said = {"signed": ngay(paper.signed_date), "last": ngay(last)}
        yield (
            _(
                "Phát hành chậm: ký ngày %(signed)s, chậm nhất ngày làm việc tiếp theo là %(last)s (NĐ 30/2020/NĐ-CP Điều 18)."
            )
            % said
        )


def out_of_order(paper: OutgoingPaper) -> Iterator[str]:
    """Yield that numbers and dates of a series do not go up together; one query."""
    if paper.number is None or paper.number_suffix:
        return
    same = OutgoingPaper.objects.filter(series=paper.series_id, number_year=paper.number_year).exclude(pk=paper.pk)
    before = same.filter(number__lt=paper.number, dated__gt=paper.dated).order_by("-number").first()
    after = same.filter(number__gt=paper.number, dated__lt=paper.dated).order_by("number").first()
    for one in filter(None, (before, after)):
        said = {"number": one.full_number, "day": ngay(one.dated)}
        yield _("Số và ngày không theo thứ tự: văn bản số %(number)s ghi ngày %(day)s.") % said
