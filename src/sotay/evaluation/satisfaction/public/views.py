"""Pages anybody answers a survey on: no sign-in, no session, no cookie, nothing kept of who asks; a phone first."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any, Final
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils import translation
from django.utils.translation import gettext as _

from sotay.agency.clock import today
from sotay.evaluation.open_forms import (
    FIELD,
    Arrived,
    acknowledgement,
    arrived,
    fresh,
    is_acknowledged,
    open_to_anybody,
)
from sotay.evaluation.satisfaction.models import Answer, Proof, Question
from sotay.evaluation.satisfaction.public import ways
from sotay.evaluation.satisfaction.public.commands import AnsweredAlready, says, take_answer
from sotay.evaluation.satisfaction.public.reading import Typed, moved, typed_of
from sotay.evaluation.satisfaction.public.ways import Way
from sotay.evaluation.satisfaction.questionnaires.controls import controls
from sotay.ui.asking import asks_too_often, sends_too_often

PER_MINUTE: Final = 60
"""How many answers come from one address in a minute; a whole office may stand behind one."""
SECRETS_PER_MINUTE: Final = 60
"""How many tokens and secrets one address may try in a minute."""
OK, GONE, MISSING, WRONG, CONFLICT, TOO_MANY = 200, 410, 404, 422, 409, 429


@open_to_anybody
def survey_start(request: HttpRequest, office: str) -> HttpResponse:
    """Ask by the standing survey of an agency."""
    return _answer(request, ways.by_office(office, on=today()))


@open_to_anybody
def survey_by_point(request: HttpRequest, key: str) -> HttpResponse:
    """Ask where the QR of a poster or card leads."""
    return _answer(request, ways.by_point(key, kiosk=False, on=today()))


@open_to_anybody
def survey_kiosk(request: HttpRequest, key: str) -> HttpResponse:
    """Ask on a device at a counter, one after the other."""
    return _answer(request, ways.by_point(key, kiosk=True, on=today()))


@open_to_anybody
def survey_by_token(request: HttpRequest, token: str) -> HttpResponse:
    """Ask by the one-time token of a slip."""
    if asks_too_often(request, "survey-secret", per_minute=SECRETS_PER_MINUTE):
        return _closed(request, None, _("Có quá nhiều lượt hỏi; hãy thử lại sau một phút."), status=TOO_MANY)
    return _answer(request, ways.by_token(token))


@open_to_anybody
def survey_by_receipt(request: HttpRequest, secret: str) -> HttpResponse:
    """Ask by the secret on the receipt of a settled dossier."""
    if asks_too_often(request, "survey-secret", per_minute=SECRETS_PER_MINUTE):
        return _closed(request, None, _("Có quá nhiều lượt hỏi; hãy thử lại sau một phút."), status=TOO_MANY)
    return _answer(request, ways.by_receipt(secret))


def _answer(request: HttpRequest, way: Way | None) -> HttpResponse:
    """Show the form of a way, or take what was sent by it."""
    said = request.POST if request.method == "POST" else request.GET
    chosen = said.get("lang", "")
    with translation.override(chosen if chosen in {"vi", "en"} else translation.get_language()):
        if way is None:
            return _closed(request, None, "", status=MISSING)
        response = _take(request, way) if request.method == "POST" else _ask(request, way)
        response["Content-Language"] = translation.get_language() or "vi"
        return response


def _ask(request: HttpRequest, way: Way) -> HttpResponse:
    if is_acknowledged(word := request.GET.get("done", ""), about=way.name):
        return _thanks(request, way, word=word)
    if why := list(ways.why_not_answer(way, on=today())):
        return _closed(request, way, ways.said(why), status=_status_of(why))
    if ways.has_answered(way):
        return _thanks(request, way, before=True)
    questions = ways.questions_of(way.survey)  # type: ignore[arg-type]  # asked above
    return _form(request, way, questions, Typed(), fresh(way.about))


def _take(request: HttpRequest, way: Way) -> HttpResponse:
    """Take an answer: every refusal is said in words, with all that was typed, and changes nothing."""
    on = today()
    sent_for = request.POST.get("survey", "")
    asked = ways.with_form_of(way, sent_for, on=on)
    came = arrived(request.POST, about=(asked or way).about)
    if asked is None or any(ways.why_not_answer(asked, on=on)):
        return _too_late(request, way, came, sent_for)
    questions = ways.questions_of(asked.survey)  # type: ignore[arg-type]  # asked above
    typed = typed_of(request.POST, questions, asked, on=on)
    if sends_too_often(request, "survey-answer", per_minute=PER_MINUTE):
        notice = _("Có quá nhiều phiếu gửi đến cùng lúc. Những gì đã ghi vẫn còn đây; hãy bấm gửi lại sau một phút.")
        return _form(request, asked, questions, typed, came, notice=notice, status=TOO_MANY)
    if came.again:
        return _form(request, asked, questions, typed, came, notice=came.again, status=WRONG)
    if not typed.is_right:
        notice = _("Hãy trả lời ít nhất một câu.") if typed.marked.is_empty else ""
        return _form(request, asked, questions, typed, came, notice=notice, status=WRONG)
    try:
        kept = _keep(asked, typed, came)
    except AnsweredAlready:
        return _thanks(request, asked, before=True, status=CONFLICT)
    if not says(kept, typed.marked):
        return _sent_before(request, asked, questions, typed)
    return _lead_to_thanks(request, asked)


def _sent_before(request: HttpRequest, way: Way, questions: Sequence[Question], typed: Typed) -> HttpResponse:
    """Say that a form arrived before with other answers, which stay: nobody reads that these were taken in."""
    if way.dossier is not None:
        return _thanks(request, way, before=True, status=CONFLICT)
    notice = _(
        "Phiếu này đã gửi trước đó với câu trả lời khác; câu trả lời ấy được giữ. Nếu đây là ý kiến của người khác"
        " hoặc về lần giải quyết khác, hãy bấm gửi lần nữa."
    )
    return _form(request, way, questions, typed, fresh(way.about), notice=notice, status=CONFLICT)


def _keep(way: Way, typed: Typed, came: Arrived) -> Answer:
    """Keep an answer by what proves it; a code that has its answer already proves nothing a second time."""
    given: dict[str, Any] = {
        "channel": way.channel,
        "marked": typed.marked,
        "nonce": came.nonce,
        "given_date": today(),
        "point": way.point,
        "unit": typed.unit,
        "service": typed.service,
        "is_english": translation.get_language() == "en",
        "contact": typed.contact,
    }
    if way.dossier is not None:
        return take_answer(way.survey, dossier=way.dossier, proof=Proof.TOKEN, **given)  # type: ignore[arg-type]
    if typed.dossier is not None:
        try:
            return take_answer(way.survey, dossier=typed.dossier, proof=Proof.CODE, **given)  # type: ignore[arg-type]
        except AnsweredAlready:
            given |= {"unit": typed.dossier.unit or typed.unit, "service": typed.dossier.service}
    return take_answer(way.survey, **given)  # type: ignore[arg-type]


def _too_late(request: HttpRequest, way: Way, came: Arrived, sent_for: str) -> HttpResponse:
    """Answer a form of a survey that takes no more: say so, and offer the one that does with what was typed.

    What was kept before its end is acknowledged: only the word of it was lost.
    """
    on = today()
    older = arrived(request.POST, about=_about_of(way, sent_for))
    if not older.again and ways.is_kept(way, older.nonce):
        return _lead_to_thanks(request, way)
    if why := list(ways.why_not_answer(way, on=on)):
        return _closed(request, way, ways.said(why), status=_status_of(why))
    before, questions = ways.earlier_questions(way, sent_for), ways.questions_of(way.survey)  # type: ignore[arg-type]
    typed = moved(typed_of(request.POST, before, way, on=on), before=before, questions=questions)
    notice = _(
        "Phiếu đã ghi thuộc đợt lấy ý kiến nay không còn nhận; đây là phiếu của đợt đang mở, xin xem lại và gửi."
    )
    return _form(request, way, questions, typed, came, notice=notice, status=CONFLICT)


def _about_of(way: Way, sent_for: str) -> str:
    return replace(way, survey=ways.survey_named(way, sent_for)).about


def _form(
    request: HttpRequest,
    way: Way,
    questions: Sequence[Question],
    typed: Typed,
    came: Arrived,
    *,
    notice: str = "",
    status: int = OK,
) -> HttpResponse:
    """Show the form, with what was typed and what is wrong with it."""
    shown = controls(questions, typed.answers, typed.marked.wrong)
    values = {
        "controls": shown,
        "first_wrong": next((one.name for one in shown if one.wrong), next(iter(typed.wrong), "")),
        "wrong_count": len(typed.marked.wrong) + len(typed.wrong),
        "typed": typed.rest,
        "wrong": typed.wrong,
        "notice": notice,
        "token_field": FIELD,
        "token": came.token,
        "services": ways.services_to_choose(way, on=today()),
        "intro": _in_language(way, "intro"),
        "title": _in_language(way, "title"),
        "is_fresh": status == OK,
        "opens_more": bool(typed.wrong),
    }
    template = "kiosk.html" if way.is_kiosk else "form.html"
    return _page(request, template, way, values, status=status)


def _thanks(request: HttpRequest, way: Way, *, before: bool = False, word: str = "", status: int = OK) -> HttpResponse:
    """Thank for an answer, or say that the dossier has one; `word` is kept where the page is read in another language."""
    values = {"thanks": _in_language(way, "thanks"), "before": before, "kept": word and urlencode({"done": word})}
    return _page(request, "thanks.html", way, values, status=status)


def _closed(request: HttpRequest, way: Way | None, why: str, *, status: int) -> HttpResponse:
    """Say why nobody can answer here, and where else; the same of an address there is not and of pages not shown."""
    return _page(request, "closed.html", way if status == GONE else None, {"why": why}, status=status)


def _status_of(why: Sequence[Any]) -> int:
    """Return 410 for a survey that ended, 404 where there is nothing to answer."""
    codes = {one.code for one in why}
    return GONE if "ended" in codes and "public_off" not in codes else MISSING


def _lead_to_thanks(request: HttpRequest, way: Way) -> HttpResponse:
    query = urlencode({"done": acknowledgement(way.name), "lang": translation.get_language()})
    response = HttpResponseRedirect(f"{request.path}?{query}")
    response.status_code = 303
    return _privately(response)


def _page(request: HttpRequest, template: str, way: Way | None, values: dict[str, Any], *, status: int) -> HttpResponse:
    values = {"way": way, "office": way.agency if way else None, "address": request.path} | values
    response = render(request, f"evaluation/satisfaction/public/{template}", values, status=status)
    return _privately(response)


def _privately(response: HttpResponse) -> HttpResponse:
    response["Cache-Control"] = "no-store"
    response["X-Robots-Tag"] = "noindex, nofollow"
    response["Referrer-Policy"] = "no-referrer"
    return response


def _in_language(way: Way, name: str) -> str:
    """Return a text of the questionnaire in the language of the page."""
    if way.survey is None:
        return ""
    holder = way.survey.asks.questionnaire if name == "title" else way.survey.asks
    english = getattr(holder, f"{name}_en", "") if translation.get_language() == "en" else ""
    return str(english or getattr(holder, name))
