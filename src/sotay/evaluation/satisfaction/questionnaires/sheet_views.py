"""A version as people will see it: on a phone, and on a blank sheet of paper, in Vietnamese or English."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.translation import gettext as _

from sotay.commands import require
from sotay.evaluation.satisfaction.models import Questionnaire, QuestionnaireVersion
from sotay.evaluation.satisfaction.questionnaires import queries
from sotay.evaluation.satisfaction.questionnaires.controls import controls
from sotay.evaluation.satisfaction.questionnaires.sheet import groups, levels
from sotay.evaluation.tabs import CUSTOMERS
from sotay.pages import guests_may_read, url_of
from sotay.standard.catalogue.reading import spoken
from sotay.ui.links import with_query
from sotay.ui.parts import Link, Tab

FOLDER = "evaluation/satisfaction/questionnaires"
LANGUAGES = (("vi", "Tiếng Việt"), ("en", "English"))


@guests_may_read
def questionnaire_preview(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """Show a version as on a phone; nothing is sent."""
    version = _version(request, slug, number)
    return _in_language(
        request, version, title=_("Xem trước lần %d") % number, page=f"{FOLDER}/preview.html", inner="phone"
    )


@guests_may_read
def questionnaire_sheet(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """Show a version as a blank sheet on A4."""
    version = _version(request, slug, number)
    return _in_language(
        request, version, title=_("Phiếu giấy lần %d") % number, page=f"{FOLDER}/sheet.html", inner="paper"
    )


def _version(request: HttpRequest, slug: str, number: int) -> QuestionnaireVersion:
    require(request.actor, "evaluation.view_satisfaction")
    return queries.get_version(slug, number, viewer=request.actor)


def _in_language(
    request: HttpRequest, version: QuestionnaireVersion, *, title: str, page: str, inner: str
) -> HttpResponse:
    """Answer with a page in the language of the viewer around the questionnaire in the language asked for."""
    actor, one = request.actor, version.questionnaire
    language = request.GET.get("lang", "")
    if language not in dict(LANGUAGES):
        language = "vi"
    with translation.override(language):
        drawn = render_to_string(f"{FOLDER}/{inner}.html", _told(version))
    return render(
        request,
        page,
        {
            "title": title,
            "questionnaire": one,
            "drawn": drawn,
            "language": language,
            "languages": [
                Tab(label=word, url=with_query(request, lang=code), active=code == language) for code, word in LANGUAGES
            ],
            "crumbs": [CUSTOMERS.crumb_to(actor, "questionnaires"), Link(label=one.code, url=url_of(one))],
        },
    )


def _told(version: QuestionnaireVersion) -> dict[str, Any]:
    """Return a version in the language that is active now."""
    one, questions = version.questionnaire, list(version.questions.all())
    return {
        "version": version,
        "questionnaire": one,
        "agency": one.agency,
        "title": spoken(one.title, one.title_en or one.title),
        "intro": spoken(version.intro, version.intro_en or version.intro),
        "thanks": spoken(version.thanks, version.thanks_en or version.thanks),
        "controls": controls(questions),
        "groups": groups(questions),
        "levels": levels(),
        "is_on_services": one.about == Questionnaire.About.SERVICES,
    }
