"""Whatever is typed, a law is kept: its key is stable, its flags are known, nothing is raised."""

import string
from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sotay.agency.citations import LAW, find_citations
from sotay.context.laws.clean import LONGEST, WORDS, fill, keys_of, number_key, said_flags
from sotay.context.models import Law

TEXT = st.text(alphabet=string.ascii_letters + string.digits + "/-–.,ĐđÐ ()\n\t“”:ơưă", max_size=120)
DAY = st.none() | st.dates(date(1900, 1, 1), date(2100, 12, 31))


@settings(suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(number=TEXT, title=TEXT.filter(str.strip), kind=TEXT, issued=DAY, effective=DAY, expiry=DAY)
def test_anything_is_kept_and_writing_it_again_changes_nothing(number, title, kind, issued, effective, expiry):
    law = Law()
    values = {"number": number, "title": title, "kind": kind}
    days = {"issued_date": issued, "effective_date": effective, "expiry_date": expiry}
    fill(law, values | days)
    before = (law.number, law.key, law.title, law.kind, law.flags)

    fill(law, {name: getattr(law, name) for name in (*values, *days)})

    assert (law.number, law.key, law.title, law.kind, law.flags) == before
    assert set(law.flags) <= set(WORDS)
    assert len(said_flags(law.flags)) == len(law.flags)
    assert all(len(getattr(law, name)) <= LONGEST[name] for name in values)


@pytest.mark.parametrize(
    ("law", "text"),
    [
        ({"number": "118/2025/NĐ-CP"}, "theo Nghị định số 118/2025/nđ-cp của Chính phủ"),
        ({"number": "05/2020/QĐ-TTg"}, "Quyết định 5/2020/QĐ-TTg"),
        ({"number": "31/2024/QH15", "kind": "Luật", "title": "Đất đai", "issued_date": date(2024, 1, 18)}, "Luật Đất đai năm 2024"),
        ({"kind": "Luật", "title": "Luật Đất đai", "issued_date": date(2024, 1, 18)}, "Luật Đất đai 2024"),
    ],
)  # fmt: skip
def test_a_law_is_found_by_the_way_texts_cite_it(law, text):
    one = Law()
    fill(one, law)

    assert {found.key for found in find_citations(text) if found.kind == LAW} & keys_of(one)


def test_what_is_no_number_has_no_key():
    assert number_key("  ") == ""
    assert number_key("118/2025/NĐ-CP") == number_key("118/2025/NÐ-CP") == "118/2025/ndcp"
