"""The ways in: an agency's standing survey, a point (poster, card, kiosk), a slip's token, the secret of a receipt.

Each leads to a survey, says how an answer by it came, and what proves it. Nothing here knows who asks.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache
from uuid import UUID

from django.utils.translation import gettext as _

from sotay.agency.models import Agency, Unit
from sotay.commands import Reason
from sotay.context.models import Service
from sotay.evaluation.satisfaction.models import (
    Answer,
    Channel,
    Proof,
    Question,
    QuestionnaireVersion,
    Slip,
    Survey,
    SurveyPoint,
)
from sotay.evaluation.satisfaction.public import written
from sotay.evaluation.satisfaction.surveys import tokens
from sotay.evaluation.satisfaction.surveys.guards import why_not_public
from sotay.evaluation.satisfaction.surveys.queries import standing_survey
from sotay.operation.dossiers import secret
from sotay.operation.dossiers.codes import key_of
from sotay.operation.models import Dossier

CHOICES, CHOICES_BYTES = 80, 12_000
"""How many services are offered to choose from, and how long their names may be together, so that the page stays small."""
State = Survey.State


@dataclass(frozen=True, slots=True)
class Way:
    """A way in: `kind` is the part of the address (`office`, `p`, `t`, `h`, `k`), `key` what follows it in the token.

    `survey` is None where nothing is asked; `dossier` is known by a token alone. `shown` says whether the agency shows its
    public pages, None where that is not known yet. The records may be those of an earlier request: nothing changes them.
    """

    kind: str
    key: str
    agency: Agency
    channel: str
    survey: Survey | None
    point: SurveyPoint | None = None
    dossier: Dossier | None = None
    shown: bool | None = None

    @property
    def about(self) -> str:
        """What the token of its form is about."""
        return f"{self.name}|{self.survey.uuid.hex if self.survey else ''}"

    @property
    def name(self) -> str:
        """What it is called in what we sign, whatever is asked there now."""
        return f"survey|{self.kind}|{self.key}"

    @property
    def proof(self) -> str:
        """What an answer by this way rests on before anything is typed."""
        return Proof.TOKEN if self.dossier is not None else Proof.NONE

    @property
    def is_kiosk(self) -> bool:
        """Whether it is a device that all use after one another."""
        return self.kind == "k"

    @property
    def unit(self) -> Unit | None:
        """The unit it is about, where that is known before."""
        return self.dossier.unit if self.dossier else self.point.unit if self.point else None

    @property
    def service(self) -> Service | None:
        """The service it is about, where that is known before."""
        return self.dossier.service if self.dossier else self.point.service if self.point else None


def by_office(short_name: str, *, on: date) -> Way | None:
    """Return the way to the standing survey of an agency; None where there is no such agency."""
    return _as_of(_by_office, written.of_office(short_name, on=on), short_name)


def by_point(key: str, *, kiosk: bool, on: date) -> Way | None:
    """Return the way from a poster or card, or from a kiosk; None for a key there is not, or a point taken away."""
    return _as_of(_by_point, written.of_point(key, kiosk=kiosk, on=on), key, kiosk)


def _as_of(read: Callable[..., Way | None], found: written.Found | None, *asked: object) -> Way | None:
    """Return the way as its records stand: read once, and again when one of them was written since."""
    way = read(*asked, found.mark) if found else None
    return replace(way, shown=found.shown) if found and way else None


@lru_cache(maxsize=500)
def _by_office(short_name: str, _mark: str) -> Way | None:
    agency = Agency.objects.filter(short_name=short_name, ended_date__isnull=True).first()
    if agency is None:
        return None
    return Way("office", agency.short_name, agency, Channel.LINK, standing(agency))


@lru_cache(maxsize=500)
def _by_point(key: str, kiosk: bool, _mark: str) -> Way | None:
    rows = SurveyPoint.objects.filter(key=key, ended_date__isnull=True, agency__ended_date__isnull=True)
    rows = rows.filter(kind=SurveyPoint.Kind.KIOSK) if kiosk else rows.exclude(kind=SurveyPoint.Kind.KIOSK)
    point = rows.select_related("agency", "unit", "service").first()
    if point is None:
        return None
    channel = Channel.KIOSK if kiosk else Channel.QR
    return Way("k" if kiosk else "p", point.key, point.agency, channel, standing(point.agency), point)


def by_token(typed: str) -> Way | None:
    """Return the way from a slip; None for a token there is not."""
    token = tokens.read(typed)
    rows = Slip.objects.filter(agency__ended_date__isnull=True)
    rows = rows.select_related("agency", "batch__survey__asks__questionnaire", "dossier__service", "dossier__unit")
    slip = rows.filter(token_hash=tokens.hash_of(token)).first() if token else None
    if slip is None:
        return None
    slip.batch.survey.agency = slip.agency
    return Way("t", slip.uuid.hex, slip.agency, slip.batch.channel, slip.batch.survey, dossier=slip.dossier)


def by_receipt(typed: str) -> Way | None:
    """Return the way from the receipt of a settled dossier; None for a secret there is not, and while it is not settled."""
    read = secret.read(typed)
    rows = Dossier.objects.settled().exclude(secret_hash="").filter(agency__ended_date__isnull=True)
    rows = rows.select_related("agency", "service", "unit").filter(secret_hash=secret.hash_of(read))
    dossier = rows.order_by("pk").first() if read else None
    if dossier is None:
        return None
    survey = standing(dossier.agency)
    channel = Channel.LINK if survey and Channel.LINK in survey.channels else Channel.QR
    return Way("h", dossier.uuid.hex, dossier.agency, channel, survey, dossier=dossier)


def standing(agency: Agency) -> Survey | None:
    """Return the survey public addresses lead to: the open one, else the last, so that its end can be told."""
    found = standing_survey(agency.pk)
    if found is None:
        rows = Survey.objects.filter(agency=agency, state=State.CLOSED, is_standing=True)
        found = rows.select_related("asks__questionnaire").order_by("-closed_date", "-pk").first()
    if found is not None:
        found.agency = agency
    return found


def why_not_answer(way: Way, *, on: date) -> Iterator[Reason]:
    """Yield the reasons nobody can answer by this way on a day."""
    yield from why_not_public(way.survey, channel=way.channel, on=on, shown=way.shown)


def has_answered(way: Way) -> bool:
    """Return whether the dossier of a token has its answer."""
    if way.dossier is None:
        return False
    rows = Answer.objects.filter(agency=way.agency, dossier=way.dossier, proof=Proof.TOKEN, invalid_reason="")
    return rows.exists()


def is_kept(way: Way, nonce: UUID) -> bool:
    """Return whether what was sent is kept already: its acknowledgement may have been lost on the way."""
    return Answer.objects.filter(agency=way.agency, nonce=nonce).exists()


def with_form_of(way: Way, sent_for: str, *, on: date) -> Way | None:
    """Return the way with the survey a form was given out for; None where that one takes no more answers."""
    if way.survey is not None and sent_for == str(way.survey.uuid):
        return way
    survey = survey_named(way, sent_for)
    if survey is None:
        return None
    other = replace(way, survey=survey)
    return None if any(why_not_answer(other, on=on)) else other


def survey_named(way: Way, sent_for: str) -> Survey | None:
    """Return the survey of the agency a form says it was given out for."""
    try:
        uuid = UUID(sent_for)
    except ValueError:
        return None
    return Survey.objects.filter(agency=way.agency, uuid=uuid).select_related("asks__questionnaire").first()


def earlier_questions(way: Way, sent_for: str) -> list[Question]:
    """Return the questions of the survey an older form was given out for, to move what was typed to the new one."""
    survey = survey_named(way, sent_for)
    return questions_of(survey) if survey else []


def questions_of(survey: Survey) -> list[Question]:
    """Return what a survey asks, by position; a version that was put into use never changes, so it is read once."""
    version = survey.asks
    if version.state == QuestionnaireVersion.State.DRAFT:
        return list(version.questions.order_by("position"))
    return list(_questions(version.pk, version.uuid))


@lru_cache(maxsize=500)
def _questions(version_id: int, _uuid: UUID) -> tuple[Question, ...]:
    """Return the questions of a version; the uuid tells versions of two databases apart."""
    return tuple(Question.objects.filter(version_of_id=version_id).order_by("position"))


def settled_dossier(agency: Agency, code: str) -> Dossier | None:
    """Return the settled dossier of the agency a code names, however it is written."""
    key = key_of(code)
    if not key:
        return None
    return Dossier.objects.filter(agency=agency, key=key).settled().select_related("service", "unit").first()


def services_to_choose(way: Way, *, on: date) -> list[Service]:
    """Return the services to choose from where none is known: those offered (of the unit, when one is known), by name.

    None where they are too many for a page that has to stay small: the code of the dossier says it then.
    """
    if way.service is not None or way.is_kiosk:
        return []
    rows = Service.objects.filter(agency=way.agency).published(on)  # type: ignore[attr-defined]
    if way.unit is not None:
        rows = rows.filter(unit=way.unit)
    found = list(rows.only("uuid", "name", "unit_id", "agency_id").order_by("name", "pk")[: CHOICES + 1])
    small = len(found) <= CHOICES and sum(len(one.name.encode()) for one in found) <= CHOICES_BYTES
    return found if small else []


def said(reasons: list[Reason]) -> str:
    """Return what a page tells of why nobody can answer, as one text."""
    return " ".join(str(one.text) for one in reasons) or _("Hiện chưa lấy ý kiến.")
