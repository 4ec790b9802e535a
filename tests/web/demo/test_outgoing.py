"""The demonstration agency shows outgoing papers in every state they pass, and a signed copy whose certificate nobody trusts."""

import pytest

from sotay.support.models import OutgoingPaper, SignedFile

pytestmark = pytest.mark.django_db
State = OutgoingPaper.State


def test_every_state_of_a_paper_is_there_and_a_signed_copy(built, db):
    letters = OutgoingPaper.objects.filter(agency=built, form="letter")

    assert set(letters.values_list("state", flat=True)) == set(State.values) - {State.CANCELLED}
    issued = letters.get(state=State.ISSUED)
    (copy,) = SignedFile.objects.filter(paper=issued)
    check = copy.checks.get()
    assert (copy.comparison, check.verdict) == (SignedFile.Comparison.SAME, "UNCERTAIN")
    assert check.verdicts["signatures"][0]["signer"] == "Trần Văn Bình (chứng thư mẫu)"
    assert issued.decision.file == copy.file
