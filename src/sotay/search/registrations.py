"""How records of the ground floor are searched; areas above register their own."""

from sotay.agency.models import Decision, Unit
from sotay.search import index

index.register(Unit, code=lambda unit: unit.code)
index.register(
    Decision, code=lambda one: one.number, text=lambda one: f"{one.summary} {one.signer_name} {one.signer_title}"
)
