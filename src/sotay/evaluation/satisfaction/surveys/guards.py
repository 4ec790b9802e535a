"""Why a survey cannot be kept, opened, closed or answered now."""

from collections.abc import Iterator
from datetime import date

from django.utils.translation import gettext as _

from sotay.commands import Reason, why_no_reason
from sotay.evaluation.satisfaction.models import Channel, Handout, Questionnaire, QuestionnaireVersion, Survey
from sotay.standard.parameters.queries import value_of
from sotay.ui.formats import ngay

State = Survey.State
PUBLIC = frozenset({Channel.QR, Channel.LINK, Channel.KIOSK})
"""The ways by which people answer on pages of this server."""
PUBLIC_PAGES, SHOWN = "survey.public", "SHOWN"
"""The parameter of the public pages, and its value where they are shown."""
BY_HAND = frozenset({Channel.PAPER, Channel.PHONE})
"""The ways whose sheets somebody hands out and counts."""
WAYS = [one for one in Channel.choices if one[0] != Channel.PORTAL]
"""The ways a survey can be answered by; ratings on the portal are counts without a survey (`RatingCount`)."""


def why_not_keep(survey: Survey) -> Iterator[Reason]:
    """Yield the reasons a survey cannot be kept so."""
    asks = survey.asks
    if not survey.title:
        yield Reason(_("Chưa ghi tên đợt khảo sát."), code="title_missing", field="title")
    if survey.to_date < survey.from_date:
        yield Reason(_("Ngày kết thúc đứng trước ngày bắt đầu."), code="ends_before_start", field="to_date")
    if not survey.channels:
        yield Reason(_("Chọn ít nhất một hình thức lấy ý kiến."), code="no_channel", field="channels")
    if asks.agency_id != survey.agency_id:
        yield Reason(_("Phiếu khảo sát không thuộc cơ quan."), code="of_another_agency", field="asks")
    if survey.is_standing and asks.questionnaire.about != Questionnaire.About.SERVICES:
        yield Reason(
            _("Mã QR và liên kết công khai dẫn tới phiếu hỏi người dân, tổ chức; phiếu này hỏi việc khác."),
            code="standing_asks_others",
            field="is_standing",
        )


def why_not_ask(survey: Survey) -> Iterator[Reason]:
    """Yield the reasons the version cannot be asked: only one in use is, so that what was asked never changes after."""
    asks = survey.asks
    mend = ("evaluation:survey_change", survey) if survey.slug else None
    if asks.state == QuestionnaireVersion.State.DRAFT:
        yield Reason(_("Phiếu khảo sát đang soạn, chưa đưa vào sử dụng."), code="version_is_draft", field="asks")
    elif asks.state == QuestionnaireVersion.State.RETIRED:
        yield Reason(
            _("Lần ban hành này của phiếu đã được thay thế; hãy chọn lần đang dùng."),
            code="version_retired",
            field="asks",
            fix=mend,
        )
    if asks.questionnaire.ended_date:
        yield Reason(
            _("Phiếu khảo sát đã thôi dùng từ ngày %s; hãy chọn phiếu khác.") % ngay(asks.questionnaire.ended_date),
            code="questionnaire_ended",
            field="asks",
            fix=mend,
        )


def why_not_change(survey: Survey, *, before: Survey, last_answer: date | None) -> Iterator[Reason]:
    """Yield the reasons a survey cannot change from `before`: what is being asked, and since when, stays.

    `last_answer` is the day of its latest answer: it does not end before what came.
    """
    if before.state == State.CLOSED:
        yield Reason(_("Đợt khảo sát đã kết thúc."), code="closed")
    if before.state != State.OPEN:
        return
    if survey.asks_id != before.asks_id:
        yield Reason(
            _("Đợt đang lấy ý kiến giữ nguyên phiếu đã chọn; phiếu khác cần đợt khác."),
            code="version_pinned",
            field="asks",
        )
    if survey.from_date != before.from_date:
        yield Reason(_("Đợt đã mở giữ nguyên ngày bắt đầu."), code="start_pinned", field="from_date")
    if survey.to_date != before.to_date and survey.opened_date and survey.to_date < survey.opened_date:
        yield Reason(
            _("Đợt khảo sát mở ngày %s.") % ngay(survey.opened_date), code="ends_before_opened", field="to_date"
        )
    if survey.to_date != before.to_date and last_answer and survey.to_date < last_answer:
        yield Reason(_("Phiếu gần nhất ghi ngày %s.") % ngay(last_answer), code="ends_before_answer", field="to_date")


def why_not_stand(survey: Survey, *, other: Survey | None) -> Iterator[Reason]:
    """Yield that public addresses lead to another survey already."""
    if survey.is_standing and other is not None:
        yield Reason(
            _("Mã QR và liên kết công khai đang dẫn tới %s; hãy kết thúc đợt đó trước.") % other,
            code="another_stands",
            field="is_standing",
            fix=("evaluation:survey_detail", other),
        )


def why_not_open(survey: Survey, *, opened_date: date, on: date) -> Iterator[Reason]:
    """Yield the reasons a survey cannot have been opened on a day."""
    if survey.state != State.DRAFT:
        yield Reason(_("Đợt khảo sát đã mở hoặc đã kết thúc."), code="not_draft")
        return
    if opened_date > on:
        yield Reason(_("Ngày này chưa đến."), code="opened_later", field="opened_date")
    if opened_date > survey.to_date:
        yield Reason(
            _("Đợt khảo sát chỉ đến ngày %s.") % ngay(survey.to_date), code="opened_after_end", field="opened_date"
        )


def why_not_close(survey: Survey, *, closed_date: date, last_answer: date | None, on: date) -> Iterator[Reason]:
    """Yield the reasons a survey cannot have been closed on a day; `last_answer` is the day of its latest answer."""
    if survey.state != State.OPEN:
        yield Reason(_("Đợt khảo sát chưa mở hoặc đã kết thúc."), code="not_open")
        return
    if closed_date > on:
        yield Reason(_("Ngày này chưa đến."), code="closed_later", field="closed_date")
    if survey.opened_date and closed_date < survey.opened_date:
        yield Reason(
            _("Đợt khảo sát mở ngày %s.") % ngay(survey.opened_date), code="closed_before_opened", field="closed_date"
        )
    if last_answer and closed_date < last_answer:
        yield Reason(
            _("Phiếu gần nhất ghi ngày %s.") % ngay(last_answer), code="closed_before_answer", field="closed_date"
        )


def why_not_drop(survey: Survey, *, reason: str) -> Iterator[Reason]:
    """Yield the reasons a survey cannot be taken out: what was opened stays."""
    if survey.state != State.DRAFT:
        yield Reason(_("Chỉ bỏ được đợt chưa mở."), code="not_draft")
    yield from why_no_reason(reason)


def why_not_hand_out(handout: Handout, *, on: date) -> Iterator[Reason]:
    """Yield the reasons it cannot be entered that sheets were handed out."""
    survey = handout.survey
    if survey.state == State.DRAFT:
        yield Reason(_("Đợt khảo sát chưa mở."), code="not_open")
    if handout.channel not in BY_HAND:
        yield Reason(_("Chỉ ghi phiếu giấy và cuộc gọi."), code="not_by_hand", field="channel")
    if handout.count < 1:
        yield Reason(_("Số phiếu phải từ 1."), code="none", field="count")
    if handout.given_date > on:
        yield Reason(_("Ngày này chưa đến."), code="given_later", field="given_date")
    last = min(survey.to_date, survey.closed_date or survey.to_date)
    if not survey.from_date <= handout.given_date <= last:
        days = {"first": ngay(survey.from_date), "last": ngay(last)}
        yield Reason(
            _("Đợt khảo sát từ ngày %(first)s đến ngày %(last)s.") % days, code="outside_days", field="given_date"
        )
    if handout.unit is not None and handout.unit.agency_id != handout.agency_id:
        yield Reason(_("Đơn vị không thuộc cơ quan."), code="of_another_agency", field="unit")


def why_not_public(survey: Survey | None, *, channel: str, on: date, shown: bool | None = None) -> Iterator[Reason]:
    """Yield the reasons nobody can answer a survey by a public way on a day; None where no survey is meant.

    `shown`: whether the agency has its public pages shown, where the caller knows it.
    """
    if survey is None or survey.state == State.DRAFT or survey.from_date > on:
        yield Reason(_("Hiện chưa lấy ý kiến."), code="not_open")
        return
    if survey.state == State.CLOSED or survey.to_date < on:
        yield Reason(_("Đợt lấy ý kiến đã kết thúc."), code="ended")
    if channel not in survey.channels:
        yield Reason(_("Đợt này không lấy ý kiến bằng cách này."), code="channel_off")
    if not (public_is_shown(survey.agency_id, on=on) if shown is None else shown):
        yield Reason(_("Cơ quan chưa mở trang khảo sát cho mọi người."), code="public_off")


def public_is_shown(agency_id: int, *, on: date) -> bool:
    """Return whether the agency has its public pages of surveys and feedback shown (parameter `PUBLIC_PAGES`)."""
    return bool(value_of(agency_id, PUBLIC_PAGES, on=on) == SHOWN)
