"""How questionnaires are found again, searched and told."""

from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from sotay.agency import subjects
from sotay.agency.actor import Actor
from sotay.evaluation.satisfaction.models import Questionnaire, QuestionnaireVersion
from sotay.evaluation.satisfaction.questionnaires.queries import seen
from sotay.journal import sentences
from sotay.search import index


def _visible(rows: QuerySet[Any], viewer: Actor) -> QuerySet[Any]:
    return seen(rows, viewer)


def _version_visible(rows: QuerySet[Any], viewer: Actor) -> QuerySet[Any]:
    return rows.exclude(state=QuestionnaireVersion.State.DRAFT) if viewer.is_guest else rows


def _text(one: Questionnaire) -> str:
    """Return the questions of the newest version, for the search."""
    newest = one.versions.order_by("-number").first()
    asked = newest.questions.order_by("position").values_list("text", flat=True) if newest else ()
    return "\n".join([one.title_en, *asked])


subjects.register(
    Questionnaire,
    label=_("Phiếu khảo sát"),
    url_name="evaluation:questionnaire_detail",
    url_kwargs=lambda one: {"slug": one.slug},
    state=lambda one: str(_now("Thôi dùng")) if one.ended_date else "",
    visible=_visible,
    related=("agency",),
)
subjects.register(
    QuestionnaireVersion,
    label=_("Lần ban hành phiếu khảo sát"),
    url_name="evaluation:questionnaire_version",
    url_kwargs=lambda one: {"slug": one.questionnaire.slug, "number": one.number},
    state=lambda one: str(one.get_state_display()),
    visible=_version_visible,
    related=("agency", "questionnaire"),
)
index.register(Questionnaire, code=lambda one: one.code, text=_text)
sentences.register(
    {
        "evaluation.questionnaire.created": _("Tạo phiếu khảo sát"),
        "evaluation.questionnaire.changed": _("Đổi tên, mã phiếu khảo sát"),
        "evaluation.questionnaire.words_written": _("Sửa lời giới thiệu, lời cảm ơn của phiếu khảo sát"),
        "evaluation.questionnaire.question_added": _("Thêm câu hỏi khảo sát"),
        "evaluation.questionnaire.question_changed": _("Sửa câu hỏi khảo sát"),
        "evaluation.questionnaire.question_moved": _("Đổi thứ tự câu hỏi khảo sát"),
        "evaluation.questionnaire.question_removed": _("Bỏ câu hỏi khảo sát"),
        "evaluation.questionnaire.put_in_use": _("Đưa phiếu khảo sát vào sử dụng"),
        "evaluation.questionnaire.version_started": _("Soạn lần mới của phiếu khảo sát"),
        "evaluation.questionnaire.version_dropped": _("Bỏ lần đang soạn của phiếu khảo sát"),
        "evaluation.questionnaire.ended": _("Ghi phiếu khảo sát thôi dùng"),
        "evaluation.questionnaire.resumed": _("Ghi phiếu khảo sát được dùng lại"),
    }
)
