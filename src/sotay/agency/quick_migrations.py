"""Migrations that make triggers without drawing up all models anew.

A trigger stands in a migration with its finished SQL, so no model looks different after it. django-pgtrigger has Django
build the model and all that is related to it again nonetheless, and in this house every table is related to the agency:
three times for each table that keeps a history, which was most of the time a new database took. (Constraints and indexes
would gain as much, but Django reads them off the model when it alters a field.)
"""

from typing import Any

from django.db.migrations.state import ProjectState
from pgtrigger.migrations import AddTrigger, RemoveTrigger


def install() -> None:
    """Let these operations change what is known of a model, and build none again."""
    for operation in (AddTrigger, RemoveTrigger):
        if not hasattr(operation.state_forwards, "builds_nothing"):
            operation.state_forwards = _without_building(operation.state_forwards)  # type: ignore[method-assign]


def _without_building(asked: Any) -> Any:
    def state_forwards(self: Any, app_label: str, state: ProjectState) -> None:
        state.reload_model = _nothing  # type: ignore[method-assign]
        try:
            asked(self, app_label, state)
        finally:
            del state.reload_model

    state_forwards.builds_nothing = True  # type: ignore[attr-defined]
    return state_forwards


def _nothing(*_args: Any, **_more: Any) -> None:
    """Build no model again."""
