"""Reports of surveys in the demonstration agency: those of the halves that are over issued and shown, one of a month being written."""

from datetime import date, timedelta
from typing import Final

from sotay.evaluation.models import Answer, Synthesis
from sotay.evaluation.satisfaction.synthesis.commands import (
    create_synthesis,
    publish_results,
    submit_synthesis,
    write_synthesis,
)
from sotay.evaluation.satisfaction.synthesis.drafts import drafts
from sotay.evaluation.satisfaction.synthesis.figures import read_figures
from sotay.evaluation.satisfaction.synthesis.naming import halves
from sotay.web.demo.audits import approve_on
from sotay.web.demo.objectives import Stage
from sotay.work.notices.commands import mark_read

WRITTEN, APPROVED, SHOWN = timedelta(days=4), timedelta(days=8), timedelta(days=10)
"""How long after the last day of a half its report is submitted, approved and published."""
MONTH: Final = timedelta(days=30)
OPINIONS: Final = "Người dân hài lòng với thái độ của công chức; nhiều ý kiến mong được trả kết quả sớm hơn."
ACTIONS: Final = (
    "Văn phòng bố trí thêm ghế và nước uống tại Bộ phận Một cửa; các phòng nhắn tin khi có kết quả sớm; Thư ký ISO theo dõi, báo cáo "
    "tại cuộc giao ban tháng sau."
)


def build_syntheses(stage: Stage) -> None:
    """Sum up each half that is over and was answered in, and begin the report of the last month; notices count as read."""
    for period, days in reversed(halves(stage.agency.pk, on=stage.today)):
        if days.end <= stage.today and _answered(stage, days.start, days.end):
            _issue(stage, period.key, days.start, days.end)
    if _answered(stage, stage.today - MONTH, stage.today):
        create_synthesis(stage.agency, actor=stage.actor("thu-ky"), from_date=stage.today - MONTH, to_date=stage.today)
    for username in stage.people:
        mark_read(viewer=stage.actor(username))


def _issue(stage: Stage, key: str, first: date, last: date) -> None:
    secretary = stage.actor("thu-ky")
    one = create_synthesis(stage.agency, actor=secretary, period_key=key, from_date=first, to_date=last)
    submitted, approved = min(last + WRITTEN, stage.today), min(last + APPROVED, stage.today)
    assessment = drafts(read_figures(one, on=submitted))["assessment"]
    one = write_synthesis(
        one, actor=secretary, version=one.version, assessment=assessment, opinions=OPINIONS, actions=ACTIONS
    )
    approve_on(stage, submit_synthesis(one, actor=secretary, version=one.version, on=submitted), approved)
    one = Synthesis.objects.select_related("agency").get(pk=one.pk)
    publish_results(one, actor=secretary, version=one.version, on=min(last + SHOWN, stage.today))


def _answered(stage: Stage, first: date, last: date) -> bool:
    return Answer.objects.filter(agency=stage.agency, given_date__range=(first, last)).exists()
