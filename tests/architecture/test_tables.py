"""The tables keep the rules of the house, read from Django's catalogue and the database's."""

import pytest
from django.apps import apps
from django.db import connection, models

from sotay.agency.models import Agency, AgencyOwned, User
from tests.architecture.reading import floors


def own_models():
    return [
        m
        for m in apps.get_models()
        if m.__module__.startswith("sotay.")
        and not m.__name__.endswith("HistoryEvent")
        and not hasattr(m, "pgh_tracked_model")
    ]


def owned_models():
    return [m for m in own_models() if issubclass(m, AgencyOwned)]


def named(model):
    return model._meta.label


@pytest.mark.parametrize("model", own_models(), ids=named)
def test_foreign_keys_point_to_the_same_floor_or_below(model):
    height = floors()
    here = height[model._meta.app_label]
    for field in model._meta.get_fields():
        if isinstance(field, models.ForeignKey | models.ManyToManyField):
            there = field.related_model._meta.app_label
            assert height.get(there, -1) <= here, f"{named(model)}.{field.name} points up to {there}"


@pytest.mark.parametrize("model", own_models(), ids=named)
def test_every_table_belongs_to_an_agency_or_says_why_not(model):
    of_the_installation = {"Agency", "AgencySuccession", "User", "UsedPassword", "DormantLock", "Blob"}
    has_agency = any(field.name == "agency" for field in model._meta.get_fields())
    derived = getattr(model, "derived", False)
    assert has_agency or derived or model.__name__ in of_the_installation, f"{named(model)} belongs to nobody"


DRAWN = {"SurveyPoint": {"key"}, "Slip": {"token_hash"}}
"""Columns drawn at random like the uuid, by which somebody from outside is led to the right agency."""


@pytest.mark.parametrize("model", owned_models(), ids=named)
def test_every_unique_constraint_starts_with_the_agency(model):
    """Another agency's codes must not be told by an error; only what is drawn at random is unique everywhere."""
    for constraint in model._meta.constraints:
        if isinstance(constraint, models.UniqueConstraint):
            assert constraint.fields[0] == "agency", f"{constraint.name} would tell of other agencies"
    unique = {field.name for field in model._meta.fields if field.unique and not field.primary_key}
    one_to_one = {field.name for field in model._meta.fields if isinstance(field, models.OneToOneField)}
    assert unique - one_to_one == {"uuid"} | DRAWN.get(model.__name__, set())


@pytest.mark.django_db
@pytest.mark.parametrize("model", [m for m in owned_models() if m.TRACK] + [Agency, User], ids=named)
def test_every_owned_table_keeps_its_history(model):
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT tgname FROM pg_trigger WHERE tgrelid = %s::regclass AND NOT tgisinternal", [model._meta.db_table]
        )
        triggers = " ".join(name for (name,) in cursor.fetchall())
    for what in ("insert", "update", "delete"):
        assert f"pgtrigger_{what}_{what}" in triggers, f"{named(model)} forgets {what}s"


@pytest.mark.parametrize("model", [m for m in owned_models() if not m.TRACK], ids=named)
def test_a_table_without_history_says_that_it_is_derived_or_append_only(model):
    assert model.derived or "append-only" in (model.__doc__ or "")


@pytest.mark.parametrize("model", own_models(), ids=named)
def test_nothing_disappears_with_what_it_points_to(model):
    """Foreign keys protect; a part of a whole may go with it, when both stand on one floor."""
    if getattr(model, "derived", False):
        return
    for field in model._meta.fields:
        if isinstance(field, models.ForeignKey):
            on_delete = field.remote_field.on_delete
            within = field.related_model._meta.app_label == model._meta.app_label
            assert on_delete is models.PROTECT or (on_delete is models.CASCADE and within), (
                f"{named(model)}.{field.name}"
            )
