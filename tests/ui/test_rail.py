"""The rail: who sees which section, which one is active, what a phone folds."""

from types import SimpleNamespace

import pytest

from sotay.ui import checks, rail

ACTOR = SimpleNamespace(agency=SimpleNamespace(short_name="stttt-qnam"), roles={"SECRETARY"})


@pytest.fixture
def empty_rail(monkeypatch):
    """A rail of this test alone, with addresses of its own."""
    monkeypatch.setattr(rail, "_sections", {})
    monkeypatch.setattr(
        rail,
        "reverse",
        lambda name, kwargs: f"/{kwargs['agency']}/{name.replace('home', '').strip('/')}/".replace("//", "/"),
    )


def register(key, order, **more):
    rail.section(key, label=key, icon="inbox", url_name=key, order=order, **more)


@pytest.mark.usefixtures("empty_rail")
def test_sections_stand_in_order_and_only_for_who_may_see_them():
    register("manual", 2)
    register("home", 1)
    register("settings", 3, visible=lambda actor: "ADMIN" in actor.roles)

    assert [entry.key for entry in rail.entries(ACTOR, "/")] == ["home", "manual"]


@pytest.mark.usefixtures("empty_rail")
def test_the_longest_matching_path_is_active():
    register("home", 1)
    register("manual", 2, prefixes=("context/",))

    def active(path):
        return [entry.key for entry in rail.entries(ACTOR, path) if entry.active]

    assert active("/stttt-qnam/") == ["home"]
    assert active("/stttt-qnam/manual/8.3/") == ["manual"]
    assert active("/stttt-qnam/context/laws/") == ["manual"]


@pytest.mark.usefixtures("empty_rail")
def test_counters_are_asked_of_the_actor_and_not_of_hidden_sections():
    register("home", 1, count=lambda actor: len(actor.roles))
    register("settings", 2, visible=lambda _actor: False, count=lambda _actor: 1 / 0)

    assert [entry.count for entry in rail.entries(ACTOR, "/")] == [1]


def test_without_an_actor_there_is_no_rail():
    assert rail.entries(None, "/") == []


@pytest.mark.parametrize(("length", "front", "folded"), [(4, 4, 0), (5, 5, 0), (6, 4, 2), (10, 4, 6)])
def test_a_phone_has_room_for_five(length, front, folded):
    shown, hidden = rail.foot(list(range(length)))

    assert (len(shown), len(hidden)) == (front, folded)
    assert shown + hidden == list(range(length))


def test_a_section_that_leads_nowhere_is_reported(monkeypatch):
    monkeypatch.setattr(rail, "_sections", {})
    register("nowhere:at_all", 1)

    assert [error.id for error in checks.sections_lead_somewhere()] == ["ui.E001"]
