"""Dossiers with any dates that the table takes, written without events, for what is counted over many of them."""

from datetime import date, timedelta

from hypothesis import strategies as st

from sotay.operation.dossiers.models import Dossier

FIRST = date(2026, 1, 1)
CLOSED = {"STOPPED", "WITHDRAWN", "REFUSED"}


@st.composite
def columns(draw, *, first=FIRST, days=130):
    """Draw the columns of a dossier received within `days` of `first`; lists may name a due day before that."""
    received = first + timedelta(days=draw(st.integers(0, days)))
    state = draw(st.sampled_from(Dossier.State.values))
    found = {
        "received_date": received,
        "state": state,
        "channel": draw(st.sampled_from(["", "DIRECT", "ONLINE", "POST"])),
        "due_date": draw(st.none() | st.integers(-3, 60).map(lambda n: received + timedelta(days=n))),
    }
    later = received + timedelta(days=draw(st.integers(0, 70)))
    if state in CLOSED:
        found["ended_date"] = later
    if state in {"READY", "RETURNED"}:
        known = state == "READY" or draw(st.booleans())
        found["result_date"] = later if known else None
        found["worked_days"] = draw(st.none() | st.integers(0, 40))
        if state == "RETURNED":
            found["returned_date"] = later + timedelta(days=draw(st.integers(0, 40)))
    return found


def write(agency, service, unit, number, **values):
    """Write one imported dossier; `number` tells it from the others of the agency."""
    code = f"H47.16-{number:06d}"
    found = {"received_date": FIRST, "origin": "IMPORTED"} | values
    return Dossier.objects.create(
        agency=agency, service=service, unit=unit, code=code, key=code, slug=code.lower().replace(".", "-"), **found
    )
