"""Reads of the public pages: one dossier by its secret, the published services of an agency that shows them."""

import hmac
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from django.db.models import Prefetch
from django.utils.translation import gettext as _

from sotay.agency.models import Agency
from sotay.agency.vietnamese import fold
from sotay.context.models import Service
from sotay.operation.dossiers import secret
from sotay.operation.dossiers.codes import key_of
from sotay.operation.dossiers.keeping import HERE, SOURCE, is_kept_here
from sotay.operation.dossiers.models import Dossier
from sotay.operation.procedures.models import ProcedureStep, Variant
from sotay.operation.procedures.words import time_words
from sotay.standard.parameters.queries import value_of, values_of
from sotay.support.models import Document, Revision

PUBLIC: Final = "services.public"
RATED: Final = "survey.public"
SHOWN: Final = "SHOWN"
State = Dossier.State


@dataclass(frozen=True, slots=True)
class Status:
    """How a dossier stands, without a word that names anybody; `waits` says what is waited for, "" for nothing.

    `rated_by` is the secret by which the settling may be rated, "" while it is not settled or nobody is asked in public.
    """

    dossier: Dossier
    title: str
    words: str
    waits: str
    is_late: bool
    rated_by: str = ""

    @property
    def desk(self) -> str:
        """Where a result is fetched."""
        return _("Bộ phận Tiếp nhận và Trả kết quả, %s") % self.dossier.agency.name


def is_looked_up_anywhere(on: date) -> bool:
    """Return whether some agency keeps its register here, so that there is something to look up; two queries."""
    agency_ids = list(Agency.objects.filter(ended_date__isnull=True).values_list("pk", flat=True))
    values = values_of(agency_ids)
    return any(values.value(agency_id, SOURCE, on) == HERE for agency_id in agency_ids)


def status_of(typed: str, *, on: date, code: str | None = None) -> Status | None:
    """Return how the dossier with this secret stands; None where there is none, its code is another, its agency keeps none or is no more.

    It is found by the hash of its secret alone, so that a code tells nothing of whether it exists.
    """
    read = secret.read(typed)
    rows = Dossier.objects.exclude(secret_hash="").filter(agency__ended_date__isnull=True)
    rows = rows.select_related("agency", "service")
    dossier = rows.filter(secret_hash=secret.hash_of(read)).order_by("pk").first()
    if dossier is None or not read or not is_kept_here(dossier.agency, on):
        return None
    if code is not None and not hmac.compare_digest(key_of(code).encode(), dossier.key.encode()):
        return None
    title, words, waits = _said(dossier)
    is_rated = dossier.settled_date is not None and value_of(dossier.agency_id, RATED, on=on) == SHOWN
    return Status(dossier, title, words, waits, dossier.is_late(on), read if is_rated else "")


def _said(dossier: Dossier) -> tuple[str, str, str]:
    """Return title, words and what is waited for, in plain words for a citizen."""
    if dossier.state == State.SUPPLEMENT:
        return (
            _("Chờ bổ sung hồ sơ"),
            _("Cơ quan đã yêu cầu bổ sung; xem phiếu yêu cầu bổ sung, hoàn thiện hồ sơ đã gửi cho ông (bà)."),
            _("Khi hồ sơ đủ, thời hạn tính lại từ đầu và có giấy tiếp nhận mới."),
        )
    if dossier.state == State.PAUSED:
        return _("Tạm dừng"), _("Hồ sơ đang chờ việc ở ngoài cơ quan; ngày hẹn sẽ tính lại khi tiếp tục."), ""
    if dossier.state == State.READY:
        return _("Đã có kết quả"), _("Mời ông (bà) đến nhận kết quả, mang theo giấy tiếp nhận hồ sơ."), ""
    if dossier.state == State.RETURNED:
        return _("Đã trả kết quả"), "", ""
    if dossier.state == State.REFUSED:
        return _("Không tiếp nhận"), _("Lý do ghi trên phiếu từ chối tiếp nhận đã gửi cho ông (bà)."), ""
    if dossier.state == State.STOPPED:
        return _("Dừng giải quyết"), _("Lý do ghi trên thông báo dừng giải quyết đã gửi cho ông (bà)."), ""
    if dossier.state == State.WITHDRAWN:
        return _("Đã rút hồ sơ"), _("Hồ sơ đã rút theo đề nghị của người nộp."), ""
    return _("Đang giải quyết"), "", ""


def office_of(short_name: str, *, on: date) -> Agency | None:
    """Return the agency of this short name that shows its services to everybody."""
    agency = Agency.objects.filter(short_name=short_name, ended_date__isnull=True).first()
    return agency if agency is not None and value_of(agency.pk, PUBLIC, on=on) == SHOWN else None


def list_offered(office: Agency, *, on: date, words: str = "") -> list[Service]:
    """Return the published services of an agency in whose code, name or field all the words stand, by field and code."""
    rows = Service.objects.filter(agency=office).published(on).prefetch_related("limits")  # type: ignore[attr-defined]
    asked = fold(words).split()
    found = []
    for service in rows.order_by("field", "code", "pk"):
        text = fold(f"{service.code} {service.name} {service.field}")
        if all(word in text for word in asked):
            found.append(service)
    return found


@dataclass(frozen=True, slots=True)
class Case:
    """One case of the procedure in force: its steps with their times, as printed or as read."""

    name: str
    own_time: str
    steps: tuple[tuple[str, str, str], ...]


@dataclass(frozen=True, slots=True)
class Offer:
    """A published service with all that is shown of it."""

    service: Service
    limits: Sequence[Any]
    papers: Sequence[Any]
    bases: Sequence[str]
    channels: Sequence[str]
    cases: Sequence[Case]


def get_offer(office: Agency, slug: str, *, on: date) -> Offer | None:
    """Return one published service of an agency, None where there is none; constant queries."""
    rows = Service.objects.filter(agency=office, slug=slug).published(on)  # type: ignore[attr-defined]
    service = rows.prefetch_related("limits", "papers", "bases__law").first()
    if service is None:
        return None
    names = dict(Service.Channel.choices)
    bases = [f"{one.law.number} – {one.law.title}" if one.law else one.text for one in service.bases.all()]
    return Offer(
        service=service,
        limits=list(service.limits.all()),
        papers=list(service.papers.all()),
        bases=sorted(bases),
        channels=[str(names[one]) for one in service.channels if one in names],
        cases=_cases_of(service),
    )


def _cases_of(service: Service) -> list[Case]:
    """Return the cases of the procedures in force that serve it; documents of limited circulation are left out."""
    steps = ProcedureStep.objects.order_by("position").select_related("unit")
    variants = Variant.objects.filter(
        agency_id=service.agency_id,
        revision__state=Revision.State.IN_FORCE,
        revision__document__serves__service=service,
    ).exclude(revision__document__label=Document.Label.LIMITED)
    variants = variants.prefetch_related(Prefetch("steps", steps))
    return [
        Case(
            name=one.name,
            own_time=time_words(one.own_value, one.unit),
            steps=tuple(
                (
                    step.number or str(step.position),
                    step.work,
                    step.time_text or time_words(step.time_value, step.time_unit),
                )
                for step in one.steps.all()
            ),
        )
        for one in variants.order_by("revision__document__code_sort", "revision_id", "position")
    ]
