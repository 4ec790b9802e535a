"""Laws that bear one number: told apart by province and by year, never merged, found by what stands beside the number."""

import csv
import io
from datetime import date

import pytest

from sotay.commands import Refused
from sotay.context.laws import commands, forms
from sotay.context.laws.exports import rows
from sotay.context.models import Law, Replacement
from sotay.exchange import imports
from sotay.support.documents.naming_laws import read_laws, write_laws
from tests.conftest import TODAY

pytestmark = pytest.mark.django_db
HERE, THERE = "UBND tỉnh Lâm Đồng", "Ủy ban nhân dân tỉnh Gia Lai"
HEAD = ("Số ký hiệu", "Cơ quan ban hành", "Trích yếu", "Ngày ban hành", "Ngày có hiệu lực", "Thay thế văn bản")


def add(agency, actor, number, issuer="", day=None, **more):
    return commands.add_law(agency, actor=actor, number=number, title=f"{number} {issuer}", issuer=issuer,
                            issued_date=day, **more)  # fmt: skip


def take(agency, actor, *lines):
    stream = io.StringIO()
    csv.writer(stream, delimiter=";").writerows([HEAD, *lines])
    source = imports.Source(name="vb.csv", sha256="0" * 64)
    kind, data = imports.find("laws"), stream.getvalue().encode()
    return imports.attempt(kind, data, source=source, agency=agency, actor=actor, on=TODAY, dry_run=False)


def test_two_provinces_bear_one_number_and_each_stands_once(agency, secretary):
    first = add(agency, secretary, "01/2025/QĐ-UBND", HERE, date(2025, 1, 5))
    second = add(agency, secretary, "01/2025/QĐ-UBND", THERE, date(2025, 1, 9))

    assert (first.key, second.key) == ("1/2025/qdubnd", "1/2025/qdubnd@gialai2025")
    for issuer in ("Ủy ban nhân dân tỉnh Lâm Đồng", "UBND tỉnh", ""):
        with pytest.raises(Refused) as raised:
            add(agency, secretary, "1/2025/QĐ-UBND", issuer)
        assert raised.value.codes == ("law_there",)
    add(agency, secretary, "118/2025/NĐ-CP", "Chính phủ")
    with pytest.raises(Refused):
        add(agency, secretary, "118/2025/NĐ-CP", "Thủ tướng Chính phủ")  # the number names who issued it


def test_a_number_without_a_year_begins_again_every_year(agency, secretary):
    add(agency, secretary, "1234/QĐ-UBND", HERE, date(2023, 6, 5))
    later = add(agency, secretary, "1234/QĐ-UBND", HERE, date(2025, 6, 5))

    assert later.key == "1234//qdubnd@lamdong2025"
    same = commands.change_law(later, actor=secretary, version=later.version, title="Tên khác")
    assert same.key == later.key
    with pytest.raises(Refused):
        commands.change_law(later, actor=secretary, version=same.version, issued_date=date(2023, 6, 5))


def test_an_import_keeps_both_and_its_own_export_changes_nothing(agency, secretary):
    lines = (
        ("1234/QĐ-UBND", HERE, "Công bố 2023", "05/06/2023", "05/06/2023", ""),
        ("1234/QĐ-UBND", HERE, "Công bố 2025", "05/06/2025", "05/06/2025", "1234/QĐ-UBND ngày 5/6/2023"),
        ("1234/QĐ-UBND", THERE, "Của tỉnh khác", "01/02/2025", "01/02/2025", ""),
        ("2/QĐ-UBND", HERE, "Mới hơn", "01/07/2025", "01/07/2025", "1234/QĐ-UBND"),
    )

    done, again = take(agency, secretary, *lines), take(agency, secretary, *lines)

    assert (done.created, again.created, again.updated) == (4, 0, 0)
    assert "Có nhiều văn bản mang số “1234/QĐ-UBND”" in " ".join(one["what"] for one in done.flagged)
    pair = Replacement.objects.get()
    assert (pair.old.title, pair.new.title, pair.old.expiry_date) == ("Công bố 2023", "Công bố 2025", date(2025, 6, 5))
    told = [row["replaces"] for row in rows(secretary) if row["replaces"]]
    assert told == ["1234/QĐ-UBND ngày 05/06/2023 của UBND tỉnh Lâm Đồng"]
    assert not take(agency, secretary, ("1234/QĐ-UBND", HERE, "", "05/06/2025", "", told[0])).updated


def test_a_number_that_several_bear_is_told_by_day_or_issuer(agency, secretary):
    first = add(agency, secretary, "1234/QĐ-UBND", HERE, date(2023, 6, 5))
    second = add(agency, secretary, "1234/QĐ-UBND", THERE, date(2025, 6, 5))

    def meant(said):
        form = forms.ReplaceForm({"old": said, "manner": "WHOLE"}, viewer=secretary)
        return form.cleaned_data["old"] if form.is_valid() else form.errors["old"]

    assert meant("1234/QĐ-UBND ngày 05/6/2025") == second
    assert meant("1234/QĐ-UBND của UBND tỉnh Lâm Đồng") == first
    assert meant("1234/QĐ-UBND")[0].startswith("Có 2 văn bản mang số này")
    assert read_laws(write_laws([second, first]), viewer=secretary) == ([second, first], [])


def test_a_ring_of_any_length_is_refused_and_an_import_leaves_it_open(agency, secretary):
    one, two, three = (add(agency, secretary, f"{n}/2025/NĐ-CP", "Chính phủ", date(2025, 1, n)) for n in (1, 2, 3))
    commands.replace_law(two, actor=secretary, old=one)
    commands.replace_law(three, actor=secretary, old=two)

    with pytest.raises(Refused) as raised:
        commands.replace_law(one, actor=secretary, old=three)
    assert raised.value.codes == ("ring",)

    done = take(
        agency, secretary,
        ("1/2025/NĐ-CP", "", "", "", "01/03/2025", "3/2025/NĐ-CP"),
        ("8/2025/NĐ-CP", "", "Tám", "", "01/04/2025", "9/2025/NĐ-CP"),
        ("9/2025/NĐ-CP", "", "Chín", "", "01/05/2025", "8/2025/NĐ-CP"),
    )  # fmt: skip
    said = " ".join(item["what"] for item in done.flagged)
    assert "“3/2025/NĐ-CP” đang được ghi là thay thế văn bản này: không ghi ngược lại." in said
    assert "“8/2025/NĐ-CP” đang được ghi là thay thế" in said
    assert Replacement.objects.count() == 3
    assert Law.objects.get(number="8/2025/NĐ-CP").expiry_date is None


def test_a_day_of_effect_that_comes_later_ends_what_is_replaced(agency, secretary):
    old = add(agency, secretary, "61/2018/NĐ-CP", "Chính phủ", date(2018, 4, 23))
    new = add(agency, secretary, "118/2025/NĐ-CP", "Chính phủ", date(2025, 6, 9))
    commands.replace_law(new, actor=secretary, old=old)
    old.refresh_from_db()
    assert old.expiry_date is None

    def effect(day):
        new.refresh_from_db()
        commands.change_law(new, actor=secretary, version=new.version, effective_date=day)
        old.refresh_from_db()
        return old.expiry_date

    assert effect(date(2025, 7, 1)) == date(2025, 7, 1)
    assert effect(date(2025, 8, 1)) == date(2025, 8, 1)
    take(agency, secretary, ("118/2025/NĐ-CP", "", "", "", "15/08/2025", ""))
    old.refresh_from_db()
    assert old.expiry_date == date(2025, 8, 15)
    commands.change_law(old, actor=secretary, version=old.version, expiry_date=date(2025, 12, 31))
    assert effect(date(2025, 9, 1)) == date(2025, 12, 31)
