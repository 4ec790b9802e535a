"""What is checked at start: that catalogue, parameters and registries fit together."""

from typing import Any

from django.core.checks import Error, register

from sotay.standard.catalogue.clauses import clauses
from sotay.standard.catalogue.obligations import obligations
from sotay.standard.registry.gates import undeclared
from sotay.standard.registry.parameters import parameters


@register
def registries_fit(**_kwargs: Any) -> list[Error]:
    """Report every obligation with an unknown parameter and every gate that is barred but that nobody asks."""
    clauses()
    found = [
        Error(f"{code} reads parameters nobody registered: {', '.join(unknown)}", id="standard.E001")
        for code, one in obligations().items()
        if (unknown := [name for name in one.all_parameters if name not in parameters()])
    ]
    found += [
        Error(f"gate {name} is barred but nobody declares it", id="standard.E002") for name in sorted(undeclared())
    ]
    return found
