"""Why a question cannot be answered so now."""

from collections.abc import Iterator
from datetime import date

from django.utils.translation import gettext as _

from sotay.commands import Reason
from sotay.manual.startup.models import Answer


def why_not_answer(*, given: date, on: date, is_paper: bool) -> Iterator[Reason]:
    """Yield the reasons a paper of a day cannot be declared."""
    if is_paper and given > on:
        yield Reason(_("Ngày của văn bản đứng sau hôm nay."), code="date_in_future", field="date")


def why_not_pass(answer: Answer | None) -> Iterator[Reason]:
    """Yield the reasons a question cannot be left or answered with *chưa có*."""
    if answer is not None and answer.state == Answer.State.ANSWERED:
        yield Reason(_("Câu này đã được khai báo; hãy sửa số, ngày nếu chưa đúng."), code="answered_already")
