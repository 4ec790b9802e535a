"""Why slips cannot be made, or links sent, now."""

from collections.abc import Iterator
from datetime import date

from django.conf import settings
from django.utils.translation import gettext as _

from sotay.commands import Reason
from sotay.evaluation.satisfaction.models import Channel, SlipBatch, Survey
from sotay.evaluation.satisfaction.surveys.guards import public_is_shown
from sotay.evaluation.satisfaction.surveys.queries import is_about_services
from sotay.ui.formats import ngay
from sotay.work.notices.mail import is_configured


def why_not_make(
    survey: Survey, *, channel: str, from_date: date, to_date: date, count: int, on: date
) -> Iterator[Reason]:
    """Yield the reasons slips cannot be made of dossiers settled from a day to a day; `count` is how many there are."""
    yield from why_no_answer(survey, channel=channel, on=on)
    if not is_about_services(survey):
        yield Reason(
            _("Đợt này không hỏi về việc giải quyết hồ sơ."),
            code="not_about_services",
            fix=("evaluation:survey_detail", survey),
        )
    if to_date < from_date:
        yield Reason(_("Ngày kết thúc đứng trước ngày bắt đầu."), code="ends_before_start", field="to_date")
    elif not count:
        yield Reason(_nothing(channel), code="nothing_to_ask", field="from_date")
    if channel == Channel.LINK:
        yield from why_no_mail()


def why_no_answer(survey: Survey, *, channel: str, on: date) -> Iterator[Reason]:
    """Yield the reasons nobody could answer by a slip or link any more, so that none is made or sent."""
    if survey.state != Survey.State.OPEN:
        yield Reason(
            _("Đợt khảo sát chưa mở hoặc đã kết thúc."), code="not_open", fix=("evaluation:survey_detail", survey)
        )
    elif survey.to_date < on:
        yield Reason(
            _("Đợt khảo sát chỉ đến ngày %s; không còn ai trả lời được nữa.") % ngay(survey.to_date),
            code="ran_out",
            fix=("evaluation:survey_change", survey),
        )
    if channel not in survey.channels:
        yield Reason(
            _("Đợt này không lấy ý kiến bằng %s.") % str(Channel(channel).label).lower(),
            code="channel_off",
            fix=("evaluation:survey_change", survey),
        )
    if not public_is_shown(survey.agency_id, on=on):
        yield Reason(
            _("Cơ quan chưa mở trang khảo sát cho mọi người, nên mã trên phiếu chưa dẫn tới đâu."),
            code="public_off",
            fix=("standard:parameter_list", None),
        )


def why_links_wait(batch: SlipBatch, *, on: date) -> Iterator[Reason]:
    """Yield the reasons the links of a batch that were not sent yet stay here."""
    survey = batch.survey
    yield from why_no_answer(survey, channel=batch.channel, on=on)
    if survey.from_date > on:
        yield Reason(_("Đợt khảo sát lấy ý kiến từ ngày %s.") % ngay(survey.from_date), code="not_begun")
    yield from why_no_mail()


def why_no_mail() -> Iterator[Reason]:
    """Yield the reasons no link can leave this server."""
    if not is_configured():
        yield Reason(_("Máy chủ chưa được cấu hình gửi thư (SOTAY_EMAIL_HOST)."), code="mail_off")
    if not settings.SOTAY_ADDRESS:
        yield Reason(
            _("Máy chủ chưa khai địa chỉ của mình (SOTAY_ADDRESS), nên thư không có liên kết đúng."),
            code="address_unknown",
        )


def why_not_send_again(batch: SlipBatch, *, failed: int, on: date) -> Iterator[Reason]:
    """Yield the reasons links that failed cannot be sent again."""
    yield from why_no_answer(batch.survey, channel=batch.channel, on=on)
    if not failed:
        yield Reason(_("Không có thư nào gửi lỗi."), code="nothing_failed")
    yield from why_no_mail()


def _nothing(channel: str) -> str:
    if channel == Channel.LINK:
        return _(
            "Không có hồ sơ nào đã giải quyết trong các ngày này mà người nộp để lại địa chỉ thư và chưa được hỏi."
        )
    return _("Không có hồ sơ nào đã giải quyết trong các ngày này mà chưa được hỏi.")
