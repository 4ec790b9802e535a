"""External providers in the demonstration agency: every outcome an evaluation can have, and what waits to be evaluated."""

from importlib.resources import files
from typing import Any

import yaml

from sotay.operation.providers.commands import add_provider, end_provider, evaluate_provider, withdraw_evaluation
from sotay.operation.providers.models import Provider, ProviderEvaluation
from sotay.web.demo.objectives import HEADS, Stage
from sotay.work.notices.commands import mark_read

WRITTEN = frozenset({"code", "name", "supplies", "subject", "contract", "control", "criteria"})
SAID = frozenset({"outcome", "findings", "improvement", "ends"})


def build_providers(stage: Stage) -> None:
    """Keep the register of providers with the evaluations of last year and of this one.

    What was told of it on the way counts as read.
    """
    play = yaml.safe_load(files(__package__).joinpath("providers.yaml").read_text("utf-8"))
    for about in play["providers"]:
        _keep(stage, about)
    for username in stage.people:
        mark_read(viewer=stage.actor(username))


def _keep(stage: Stage, about: dict[str, Any]) -> None:
    """Add a provider and let happen to it what happened."""
    begun = stage.day(about["begun"]) if "begun" in about else stage.day(about["from"], years_back=1)
    actor = stage.actor(HEADS[about["unit"]])
    provider = add_provider(
        stage.agency, actor=actor, on=stage.today, unit=stage.units[about["unit"]], from_date=begun,
        **{name: value for name, value in about.items() if name in WRITTEN},
    )  # fmt: skip
    if last := about.get("last"):
        _evaluate(stage, provider, last, years_back=1)
    if mistaken := about.get("mistaken"):
        made = _evaluate(stage, provider, mistaken)
        withdraw_evaluation(made, actor=actor, reason=mistaken["reason"], on=made.date)
    if this := about.get("this"):
        _evaluate(stage, provider, this)
    if ended := about.get("ended"):
        end_provider(
            provider, actor=actor, version=provider.version, ended_date=stage.day(ended["day"]),
            reason=ended["reason"], on=stage.today,
        )  # fmt: skip


def _evaluate(stage: Stage, provider: Provider, told: dict[str, Any], *, years_back: int = 0) -> ProviderEvaluation:
    actor = stage.actor(next(HEADS[key] for key, unit in stage.units.items() if unit.pk == provider.unit_id))
    return evaluate_provider(
        provider, actor=actor, version=provider.version, on=stage.today,
        date=stage.day(told["day"], years_back=years_back),
        **{name: value for name, value in told.items() if name in SAID},
    )  # fmt: skip
