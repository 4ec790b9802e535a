"""Obligation 21: every half year the answers are summed up and reported to the committee (công văn 262/SLĐTBXH-VP mục 5)."""

from collections.abc import Iterator
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_noop

from sotay.evaluation.satisfaction.models import Questionnaire, Synthesis
from sotay.standard.registry.obligations import obligation
from sotay.standard.standings.lines import NOT_FOUND, Line, day
from sotay.standard.standings.scope import Scope

LINK = "evaluation:synthesis_list"
DETAIL = "evaluation:synthesis_detail"
State = Synthesis.State
NONE_YET = gettext_noop("Chưa lập báo cáo khảo sát của kỳ này.")
BEING_WRITTEN = gettext_noop("%(code)s đang lập, chưa trình.")
SUBMITTED = gettext_noop("%(code)s đã trình ngày %(day)s, chưa được phê duyệt.")


@obligation("survey.synthesis", number=21, owed="agency", per="half", watches=("evaluation.synthesis",))
def survey_is_summed_up(scope: Scope) -> Iterator[Line]:
    """Met on the day the synthesis of the half, on services, was issued; one of freely chosen days is none of a half."""
    rows: QuerySet[Any] = Synthesis.objects.filter(
        agency_id__in=scope.agency_ids, about=Questionnaire.About.SERVICES, period_key=scope.period.key
    )
    evidence: list[dict[str, Any]] = []
    gaps: dict[int, tuple[str, Synthesis]] = {}
    for one in rows.order_by("pk"):
        if one.issued_date is not None and one.issued_date <= scope.on:
            evidence.append({"agency_id": one.agency_id, "since": one.issued_date})
        elif one.submitted_date is not None and one.submitted_date <= scope.on:
            gaps[one.agency_id] = (SUBMITTED, one)
        else:
            gaps[one.agency_id] = (BEING_WRITTEN, one)
    for line in scope.judge(evidence=evidence, link=LINK):
        if line.reason != NOT_FOUND:
            yield line
        elif told := gaps.get(line.agency_id):
            reason, one = told
            said = {"code": one.code, "day": day(one.submitted_date) if one.submitted_date else ""}
            yield line._replace(reason=reason, params=said, link=DETAIL, link_kwargs={"slug": one.slug})
        else:
            yield line._replace(reason=NONE_YET)
