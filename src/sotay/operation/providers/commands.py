"""Writes upon external providers and their evaluations (ISO 9001 8.4.1)."""

from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from sotay.agency.actor import Actor
from sotay.agency.models import Agency
from sotay.agency.slugs import free_slug
from sotay.agency.vietnamese import nfc, one_line
from sotay.commands import UNCHANGED, command, lock, refuse, require
from sotay.journal.recording import record
from sotay.operation.providers import guards
from sotay.operation.providers.models import Provider, ProviderEvaluation
from sotay.operation.providers.writing import PLAIN, SERIES, fill
from sotay.ui.formats import ngay
from sotay.work.numbers import next_number

REASON = 300


@command
def add_provider(agency: Agency, *, actor: Actor, on: date, code: str = "", **values: Any) -> Provider:
    """Keep an external provider in the register; without a code typed it gets the next number of the year."""
    provider = Provider(agency=agency)
    fill(provider, {"code": code, **values})
    require(actor, "operation.write_provider", provider)
    agency = lock(agency)
    refuse(
        guards.why_not_of_unit(provider, provider.unit, on=on),
        guards.why_not_keep(provider, there=_bearing(provider.code, agency)),
    )

    provider.code = provider.code or _next_code(agency, on=on)
    provider.slug = free_slug(Provider.objects.filter(agency=agency), provider.code)
    provider.save()

    record("operation.provider.added", actor=actor, subject=provider, code=provider.code, name=provider.name)
    return provider


@command
def change_provider(provider: Provider, *, actor: Actor, version: int, on: date, **values: Any) -> Provider:
    """Change what the register says of a provider; who hands it to another unit must be one who may write there too."""
    require(actor, "operation.write_provider", provider)
    provider = lock(provider, version=version)
    before = {name: getattr(provider, name) for name in PLAIN}
    fill(provider, {**values, "code": values.get("code") or provider.code})
    require(actor, "operation.write_provider", provider)
    first = provider.evaluations.standing().order_by("date").values_list("date", flat=True).first()
    refuse(
        guards.why_not_of_unit(provider, provider.unit, on=on) if provider.unit != before["unit"] else (),
        guards.why_not_keep(provider, there=_bearing(provider.code, provider.agency, provider), first_evaluated=first),
    )
    changed = [name for name in PLAIN if getattr(provider, name) != before[name]]
    if not changed:
        return UNCHANGED  # type: ignore[return-value]

    provider.save()

    told = {name: str(before[name]) for name in changed if name != "contact"}  # may name people; its history has it
    record("operation.provider.changed", actor=actor, subject=provider, fields=changed, before=told)
    return provider


@command
def end_provider(
    provider: Provider, *, actor: Actor, version: int, ended_date: date, reason: str, on: date
) -> Provider:
    """Say that a provider supplies no more from a day on, and why; what it supplied and how stays readable."""
    require(actor, "operation.write_provider", provider)
    provider = lock(provider, version=version)
    refuse(guards.why_not_end(provider, ended_date=ended_date, reason=reason, on=on))

    _end(provider, ended_date=ended_date, reason=reason, actor=actor)
    return provider


@command
def resume_provider(provider: Provider, *, actor: Actor, version: int, reason: str) -> Provider:
    """Take a provider up again that had ended, or was ended by mistake; the reason stays in the journal."""
    require(actor, "operation.write_provider", provider)
    provider = lock(provider, version=version)
    refuse(guards.why_not_resume(provider, reason=reason))

    ended = provider.ended_date
    provider.state, provider.ended_date, provider.ended_reason = Provider.State.ACTIVE, None, ""
    provider.save()

    record("operation.provider.resumed", actor=actor, subject=provider, reason=one_line(reason), ended_date=ended)
    return provider


@command
def evaluate_provider(
    provider: Provider,
    *,
    actor: Actor,
    version: int,
    on: date,
    date: date,
    outcome: str,
    findings: str,
    improvement: str = "",
    ends: bool = False,
) -> ProviderEvaluation:
    """Write down an evaluation by the criteria that stand now; `ends` ends a provider that failed, on the same day."""
    require(actor, "operation.evaluate_provider", provider)
    provider = lock(provider, version=version)
    evaluation = ProviderEvaluation(
        agency=provider.agency,
        provider=provider,
        year=date.year,
        date=date,
        outcome=outcome,
        criteria=provider.criteria,
        findings=nfc(findings).strip(),
        improvement=nfc(improvement).strip(),
        evaluated_by=actor.person,
    )
    refuse(guards.why_not_evaluate(evaluation, ends=ends, on=on))

    evaluation.save()
    record(
        "operation.provider.evaluated",
        actor=actor,
        subject=provider,
        evaluation=str(evaluation.uuid),
        date=date,
        outcome=outcome,
    )
    if ends:
        _end(provider, ended_date=date, reason=_("Không đạt khi đánh giá ngày %s") % ngay(date), actor=actor)
    return evaluation


@command
def withdraw_evaluation(evaluation: ProviderEvaluation, *, actor: Actor, reason: str, on: date) -> ProviderEvaluation:
    """Withdraw a mistaken evaluation with a reason: it stays readable and counts no more. The provider stays as it is."""
    require(actor, "operation.evaluate_provider", evaluation.provider)
    evaluation = lock(evaluation)
    refuse(guards.why_not_withdraw(evaluation, reason=reason))

    evaluation.withdrawn_date, evaluation.withdrawn_by = on, actor.person
    evaluation.withdrawn_reason = one_line(reason)[:REASON]
    evaluation.save()

    record(
        "operation.provider.evaluation_withdrawn",
        actor=actor,
        subject=evaluation.provider,
        evaluation=str(evaluation.uuid),
        date=evaluation.date,
        reason=evaluation.withdrawn_reason,
    )
    return evaluation


def _end(provider: Provider, *, ended_date: date, reason: str, actor: Actor) -> None:
    provider.state, provider.ended_date = Provider.State.ENDED, ended_date
    provider.ended_reason = one_line(reason)[:REASON]
    provider.save()
    record(
        "operation.provider.ended",
        actor=actor,
        subject=provider,
        reason=provider.ended_reason,
        ended_date=ended_date,
    )


def _bearing(code: str, agency: Agency, but: Provider | None = None) -> Provider | None:
    """Return another provider of the agency that bears a code, however it is written."""
    others = Provider.objects.filter(agency=agency, code__iexact=code) if code else Provider.objects.none()
    return others.exclude(pk=but.pk if but else None).first()


def _next_code(agency: Agency, *, on: date) -> str:
    """Return the next code of the year that nobody typed before."""
    while True:
        code = f"NCC-{on.year}-{next_number(agency, series=SERIES, year=on.year):02d}"
        if _bearing(code, agency) is None:
            return code
