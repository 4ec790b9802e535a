"""Services in the demonstration agency, the steps two procedures settle them by, and which procedure serves which."""

from collections.abc import Mapping
from datetime import time
from functools import cache
from importlib.resources import files
from typing import Any

import yaml

from sotay.agency.actor import Actor
from sotay.context.models import Service
from sotay.context.services.commands import publish_service
from sotay.context.services.content import Paper, Printed
from sotay.operation.procedures.commands import add_step, add_variant, change_rules, serve
from sotay.support.documents.models import Document, Revision
from sotay.web.demo.objectives import Stage

CASE = ("name", "limit_text", "limit_value", "own_value")
STEP = ("work", "role", "forms", "result")


@cache
def play() -> dict[str, Any]:
    """Return what stands in the file."""
    found: dict[str, Any] = yaml.safe_load(files(__package__).joinpath("procedures.yaml").read_text("utf-8"))
    return found


def write_steps(stage: Stage, revision: Revision, key: str, *, actor: Actor) -> None:
    """Write the case and the steps of a procedure into its draft, where it has some."""
    about = play()["cases"].get(key)
    if about is None:
        return
    variant = add_variant(revision, actor=actor, **{name: about[name] for name in CASE})
    for place, one in enumerate(about["steps"], start=1):
        add_step(
            variant, actor=actor, number=str(place), unit=stage.units.get(one.get("unit", "")), time_text=one["time"],
            **{name: one[name] for name in STEP if name in one},
        )  # fmt: skip


def build_services(stage: Stage, documents: Mapping[str, Document]) -> None:
    """Publish the services by the decision of last year, and say which procedures serve them; two are served by none."""
    secretary, told = stage.actor("thu-ky"), play()
    decided = stage.day(told["decided"], years_back=1)
    for about in told["services"]:
        service = publish_service(
            stage.agency, actor=secretary, decision=told["decision"], decision_date=decided, unit=stage.units[about["unit"]],
            code=about["code"], name=about["name"], field=about["field"], fees=about["fees"],
            levels=(Service.Level.PROVINCE,), channels=(Service.Channel.DIRECT, Service.Channel.ONLINE),
            kind="TTHC được luật giao quy định chi tiết", papers_count=len(about["papers"]),
            limits=tuple(Printed(channel, text) for channel, text in about["limits"]),
            papers=tuple(Paper(name, originals, copies) for name, originals, copies in about["papers"]),
        )  # fmt: skip
        if procedure := about.get("procedure"):
            serve(service, actor=secretary, document=documents[procedure])
    for key, hour in told["late_from"].items():
        change_rules(documents[key], actor=secretary, late_from=time.fromisoformat(hour))
