"""Who may import: whoever may import one kind at least; each kind has a permission of its own."""

from typing import Any

import rules

from sotay.agency.actor import Actor
from sotay.agency.predicates import same_agency
from sotay.exchange import imports


@rules.predicate
def may_import_something(actor: Actor, _subject: Any) -> bool:
    """Hold for whoever may import one kind at least."""
    return bool(imports.open_to(actor))


rules.add_perm("exchange.import_data", same_agency & may_import_something)
