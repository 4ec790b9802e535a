"""The journal's chain: kept exactly, verified by anybody, never changed."""

import json
from contextlib import contextmanager
from datetime import UTC, date, datetime
from decimal import Decimal
from io import StringIO
from uuid import UUID

import pytest
from django.core.management import CommandError, call_command
from django.db import DatabaseError, connection, transaction
from hypothesis import given
from hypothesis import strategies as st

from sotay.agency.actor import Actor
from sotay.commands import Unrecorded, command
from sotay.journal import chain
from sotay.journal.models import ChainEnd, Entry, Touched
from sotay.journal.queries import verify_chain
from sotay.journal.recording import record
from tests.factories.agency import AgencyFactory, UnitFactory

pytestmark = pytest.mark.django_db


@command
def act(unit, *, actor, times=1, **data):
    for _ in range(times):
        record("test.unit.acted", actor=actor, subject=unit, **data)
    return unit


@command
def act_through_another(unit, *, actor, fail=False):
    act(unit, actor=actor)
    record("test.unit.outer", actor=actor, subject=unit)
    if fail:
        message = "broken half-way"
        raise RuntimeError(message)


@command
def act_silently(unit, *, actor):
    return unit


@contextmanager
def unprotected():
    """Open the table as only the owner of the database can."""
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        for table in ("journal_entry", "journal_chainend"):
            cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")
        yield
        for table in ("journal_entry", "journal_chainend"):
            cursor.execute(f"ALTER TABLE {table} ENABLE TRIGGER USER")
        cursor.execute("SET CONSTRAINTS ALL DEFERRED")


def tampered(seq, **columns):
    with unprotected():
        Entry.objects.filter(seq=seq).update(**columns)


@pytest.fixture
def unit(agency):
    return UnitFactory(agency=agency)


def test_entries_follow_one_another_per_agency(unit, secretary, other_agency):
    act(unit, actor=secretary, times=3)
    act(UnitFactory(agency=other_agency), actor=Actor.system("x", agency=other_agency))

    assert list(Entry.objects.filter(agency=unit.agency).order_by("seq").values_list("seq", flat=True)) == [1, 2, 3]
    assert verify_chain(unit.agency) == chain.Verdict(3, Entry.objects.get(agency=unit.agency, seq=3).hash)
    assert verify_chain(other_agency).count == 1


def test_a_command_called_by_another_shares_its_transaction(unit, secretary):
    with pytest.raises(RuntimeError):
        act_through_another(unit, actor=secretary, fail=True)
    assert not Entry.objects.exists()

    act_through_another(unit, actor=secretary)
    assert list(Entry.objects.order_by("seq").values_list("action", flat=True)) == [
        "test.unit.acted",
        "test.unit.outer",
    ]


def test_a_command_that_records_nothing_is_a_mistake(unit, secretary):
    with pytest.raises(Unrecorded):
        act_silently(unit, actor=secretary)


def test_recording_outside_a_command_is_a_mistake(unit, secretary):
    with pytest.raises(RuntimeError):
        record("test.unit.acted", actor=secretary, subject=unit)


def test_what_was_touched_is_noted_once(unit, secretary):
    act(unit, actor=secretary, times=2)
    act(unit, actor=secretary)

    assert Touched.objects.get().action == "test.unit.acted"


@pytest.mark.parametrize(
    "statement", ["UPDATE journal_entry SET reason = 'x'", "DELETE FROM journal_entry", "TRUNCATE journal_entry"]
)
def test_the_database_refuses_to_change_entries(unit, secretary, statement):
    act(unit, actor=secretary)

    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)
    assert Entry.objects.count() == 1


@pytest.mark.parametrize(
    "change",
    [
        {"reason": "khác"},
        {"data": {"x": 1}},
        {"actor_name": "Ai khác"},
        {"hash": "f" * 64},
        {"subject_text": "Khác"},
        {"subject_type": "agency.agency"},
        {"subject_uuid": UUID(int=7)},
        {"action": "test.unit.other"},
        {"at": datetime(2020, 1, 1, tzinfo=UTC)},
        {"seat": "Giám đốc"},
        {"for_seat": "Giám đốc"},
        {"origin": "command_line"},
        {"request_id": "khac"},
        {"previous_hash": "f" * 64},
        {"actor": None},
    ],
)
def test_verify_names_the_first_entry_that_was_changed(unit, secretary, change):
    act(unit, actor=secretary, times=4)
    tampered(3, **change)

    assert verify_chain(unit.agency).broken_at == 3


def test_verify_names_the_place_of_an_entry_that_is_gone(unit, secretary):
    act(unit, actor=secretary, times=4)
    with unprotected():
        Entry.objects.filter(seq=2).delete()

    assert verify_chain(unit.agency).broken_at == 2


def test_verify_names_an_entry_cut_off_at_the_end(unit, secretary):
    act(unit, actor=secretary, times=4)
    with unprotected():
        Entry.objects.filter(seq__gte=3).delete()

    verdict = verify_chain(unit.agency)
    assert (verdict.count, verdict.broken_at) == (2, 3)


def test_verify_names_the_last_entry_when_it_was_written_anew(unit, secretary):
    act(unit, actor=secretary, times=2)
    with unprotected():
        Entry.objects.filter(seq=2).delete()
        last = Entry.objects.get(seq=1)
        forged = Entry.objects.get(seq=1)
        forged.pk, forged.seq, forged.previous_hash, forged.reason = None, 2, last.hash, "khác"
        content = chain.canonical(forged, agency_uuid=unit.agency.uuid, actor_uuid=secretary.user.uuid)
        forged.hash = chain.link(last.hash, content)
        forged.save()

    assert verify_chain(unit.agency).broken_at == 2


def test_verify_names_the_first_of_two_entries_that_changed_places_and_one_put_in(unit, secretary):
    act(unit, actor=secretary, times=5)
    with unprotected():
        for old, new in ((2, -1), (3, 2), (-1, 3)):
            Entry.objects.filter(seq=old).update(seq=new)
    assert verify_chain(unit.agency).broken_at == 2

    with unprotected():
        for old, new in ((3, -1), (2, 3), (-1, 2), (5, 6)):
            Entry.objects.filter(seq=old).update(seq=new)
        put_in = Entry.objects.get(seq=4)
        put_in.pk, put_in.seq = None, 5
        put_in.save()
    assert verify_chain(unit.agency).broken_at == 5


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE journal_chainend SET seq = 1",
        "UPDATE journal_chainend SET hash = 'x'",
        "DELETE FROM journal_chainend",
        "TRUNCATE journal_chainend",
    ],
)
def test_the_database_lets_the_end_of_a_chain_only_move_forward(unit, secretary, statement):
    act(unit, actor=secretary, times=2)

    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)
    assert ChainEnd.objects.get(agency=unit.agency).seq == 2


def test_the_command_line_verifies_and_exits_1_when_broken(unit, secretary):
    act(unit, actor=secretary, times=2)
    out = StringIO()
    call_command("journal", "verify", agency=unit.agency.short_name, stdout=out)
    assert "2 dòng, chuỗi nguyên vẹn" in out.getvalue()

    tampered(1, reason="khác")
    with pytest.raises(CommandError, match="đứt tại dòng 1") as error:
        call_command("journal", "verify", agency=unit.agency.letter_code)
    assert error.value.returncode == 1


def test_a_checkpoint_shows_a_chain_rewritten_as_a_whole(unit, secretary):
    act(unit, actor=secretary, times=2)
    out = StringIO()
    call_command("journal", "checkpoint", agency=unit.agency.short_name, stdout=out)
    checkpoint = out.getvalue().split()[1]
    call_command("journal", "verify", agency=unit.agency.short_name, since=checkpoint, stdout=StringIO())

    with unprotected():
        Entry.objects.all().delete()
        ChainEnd.objects.all().delete()
    act(unit, actor=secretary, times=2, other="content")
    assert verify_chain(unit.agency).broken_at is None

    with pytest.raises(CommandError, match="viết lại"):
        call_command("journal", "verify", agency=unit.agency.short_name, since=checkpoint, stdout=StringIO())


def test_a_checkpoint_is_held_against_the_chain_it_names(unit, secretary, other_agency):
    act(unit, actor=secretary, times=2)
    act(UnitFactory(agency=other_agency), actor=Actor.system("x", agency=other_agency))
    act(unit, actor=Actor.of_installation(None))
    marks = {}
    for name in (unit.agency.short_name, "(chung)"):
        out = StringIO()
        call_command("journal", "checkpoint", agency=name, stdout=out)
        marks[name] = " ".join(out.getvalue().split()[:2])

    for name, mark in marks.items():
        out = StringIO()
        call_command("journal", "verify", since=mark, stdout=out)
        assert out.getvalue().startswith(f"{name}: ")
        assert out.getvalue().count("\n") == 1

    with pytest.raises(CommandError, match="dòng 1 không còn như checkpoint"):
        call_command("journal", "verify", agency="(chung)", since=f"1:{'f' * 64}", stdout=StringIO())
    for wrong in (marks[unit.agency.short_name].split()[1], "abc", f"x:{'f' * 64}", "1:f"):
        with pytest.raises(CommandError) as error:
            call_command("journal", "verify", since=wrong, stdout=StringIO())
        assert error.value.returncode == 2


def test_an_outsider_recomputes_the_chain_from_what_is_written_down(unit, secretary):
    """The recipe of the help page, with nothing of ours."""
    import hashlib

    act(unit, actor=secretary, times=2, day=date(2026, 6, 1), share=Decimal("98.50"))
    last = "0" * 64
    for entry in Entry.objects.order_by("seq"):
        content = {
            name: getattr(entry, name)
            for name in (
                "action",
                "actor_name",
                "data",
                "for_seat",
                "origin",
                "reason",
                "request_id",
                "seat",
                "seq",
                "subject_text",
                "subject_type",
            )
        } | {
            "actor": str(entry.actor.uuid),
            "agency": str(entry.agency.uuid),
            "at": entry.at.astimezone(UTC).isoformat(timespec="microseconds"),
            "subject_uuid": str(entry.subject_uuid),
        }
        text = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
        last = hashlib.sha256((last + text).encode()).hexdigest()
        assert entry.hash == last


@given(
    st.recursive(
        st.none()
        | st.booleans()
        | st.integers(-(2**53), 2**53)
        | st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00"))
        | st.dates()
        | st.decimals(allow_nan=False),
        lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text("abcđ", max_size=5), inner, max_size=3),
        max_leaves=8,
    )
)
def test_plain_survives_json_exactly(value):
    kept = chain.plain(value)
    assert json.loads(json.dumps(kept)) == kept


def test_plain_refuses_what_has_no_exact_form():
    with pytest.raises(TypeError):
        chain.plain(0.1)
    assert chain.plain(datetime(2026, 1, 1, 7, tzinfo=UTC)) == "2026-01-01T07:00:00.000000+00:00"


def test_factories_do_not_write_the_journal():
    AgencyFactory()
    assert not Entry.objects.exists()
