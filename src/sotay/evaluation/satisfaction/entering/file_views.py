"""Where a file of sheets is begun: the template of each survey, and the way to the page that takes the file."""

from django.http import FileResponse, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from sotay.commands import NotFound, require
from sotay.evaluation.satisfaction.entering import queries
from sotay.evaluation.satisfaction.entering.file_columns import columns_of, example_of
from sotay.evaluation.satisfaction.entering.views import crumb_to_batches
from sotay.evaluation.satisfaction.models import Channel, Survey
from sotay.evaluation.tabs import CUSTOMERS
from sotay.exchange.writing import XLSX_TYPE, template_xlsx
from sotay.ui.parts import Action


def answer_import(request: HttpRequest) -> HttpResponse:
    """Show the surveys that take files, each with its template, and lead to where a file is taken."""
    actor = request.actor
    require(actor, "evaluation.import_answers")
    kwargs = {"agency": actor.agency.short_name, "kind": "survey_answers"}
    take = Action(
        label=_("Tải tệp lên"), url=reverse("exchange:import_start", kwargs=kwargs), icon="upload", primary=True
    )
    return render(
        request,
        "evaluation/satisfaction/entering/import.html",
        {
            "surveys": list(queries.surveys_with_files(viewer=actor)),
            "take": take,
            "tabs": CUSTOMERS.tabs_for(actor, active="batches"),
            "crumbs": [crumb_to_batches(actor)],
        },
    )


def answer_template(request: HttpRequest, slug: str) -> HttpResponseBase:
    """Give a workbook with the columns of a survey to fill in, a row a sheet."""
    actor = request.actor
    require(actor, "evaluation.import_answers")
    survey = Survey.objects.of(actor).filter(slug=slug, channels__contains=[Channel.FILE]).first()
    if survey is None:
        raise NotFound
    questions = queries.questions_of(survey)
    file = template_xlsx(columns_of(questions), [example_of(survey, questions)], title=survey.code)
    return FileResponse(file, as_attachment=True, filename=f"phieu-{survey.slug}.xlsx", content_type=XLSX_TYPE)
