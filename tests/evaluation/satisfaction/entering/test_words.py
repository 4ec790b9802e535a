"""Words and contacts: for those entitled, in no index, deleted with a reason; counts of ratings beside them."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from sotay.commands import UNCHANGED, Refused
from sotay.evaluation.models import Answer, AnswerContact, AnswerText, RatingCount
from sotay.evaluation.satisfaction.entering.ratings import commands as ratings
from sotay.evaluation.satisfaction.entering.words import commands
from sotay.journal.models import Entry
from tests.conftest import TODAY
from tests.factories.agency import UnitFactory
from tests.factories.satisfaction import AnswerFactory, SurveyFactory

pytestmark = pytest.mark.django_db
LEVELS = [1, 2, 3, 10, 20]


@pytest.fixture
def text(agency):
    answer = AnswerFactory(survey=SurveyFactory(agency=agency), texts_hash="a" * 64)
    AnswerContact.objects.create(agency=agency, answer=answer, name="Ông Bảy", phone="0905 111 222")
    return AnswerText.objects.create(
        agency=agency, answer=answer, position=4, text="Anh Nam ở quầy 3\n<b>làm</b> rất nhanh"
    )


def url(agency, name, **kwargs):
    return reverse(f"evaluation:{name}", kwargs={"agency": agency.short_name, **kwargs})


def test_words_are_deleted_and_the_answer_stays(text, secretary, official):
    with pytest.raises(PermissionDenied):
        commands.remove_words(text, actor=official, reason="Nêu tên")
    with pytest.raises(Refused):
        commands.remove_words(text, actor=secretary, reason=" ")

    commands.remove_words(text, actor=secretary, reason="Nêu tên người khác")

    assert (AnswerText.objects.count(), Answer.objects.get().texts_hash) == (0, "a" * 64)
    told = Entry.objects.order_by("-pk").first()
    assert (told.action, told.reason) == ("evaluation.words.removed", "Nêu tên người khác")
    assert "Nam" not in str(told.data)


def test_a_contact_is_deleted_without_a_trace_of_it(text, secretary, official):
    contact = AnswerContact.objects.get()
    with pytest.raises(PermissionDenied):
        commands.remove_contact(contact, actor=official, reason="Yêu cầu")
    with pytest.raises(Refused):
        commands.remove_contact(contact, actor=secretary, reason="")

    commands.remove_contact(contact, actor=secretary, reason="Người trả lời yêu cầu")

    assert AnswerContact.objects.count() == 0
    assert not Entry.objects.filter(data__icontains="Bảy").exists()


def test_words_are_read_found_and_taken_off_on_their_pages(text, agency, secretary, official, signed_in):
    client = signed_in(secretary)
    page = client.get(url(agency, "text_list"), {"words": "anh nam nhanh"}).content.decode()
    assert "Anh Nam ở quầy 3" in page
    assert "quầy 3<br>&lt;b&gt;làm&lt;/b&gt;" in page
    assert "có để lại liên hệ" in page
    assert "0905" not in page
    assert "Anh Nam" not in client.get(url(agency, "text_list"), {"words": "chậm"}).content.decode()
    assert "0905 111 222" in client.get(url(agency, "contact_list")).content.decode()
    detail = url(agency, "answer_detail", uuid=text.answer.uuid)
    assert "Anh Nam" in client.get(detail).content.decode()
    assert "Anh Nam" not in signed_in(official).get(detail).content.decode()
    assert "Anh Nam" not in client.get(url(agency, "answer_list")).content.decode()

    client.send(url(agency, "text_remove", uuid=text.uuid), {"reason": "Nêu tên"})

    assert "Anh Nam" not in client.get(url(agency, "text_list")).content.decode()


def month(**values):
    return {"month": date(2026, 5, 1), "levels": LEVELS, "returned": None, "source": "Báo cáo của Cổng"} | values


def test_counts_of_the_portal_are_entered_changed_and_removed(agency, secretary, official):
    with pytest.raises(PermissionDenied):
        ratings.enter_ratings(agency, actor=official, on=TODAY, **month())
    row = ratings.enter_ratings(agency, actor=secretary, on=TODAY, **month())
    assert (row.returned, row.levels) == (36, LEVELS)

    change = {"actor": secretary, "on": TODAY, "version": 1}
    assert ratings.change_ratings(row, **change, reason="Sửa", **month(returned=36)) is UNCHANGED
    changed = ratings.change_ratings(row, **change, reason="Cổng sửa số", **month(returned=40, handed_out=50))
    assert (changed.returned, changed.handed_out) == (40, 50)
    ratings.remove_ratings(changed, actor=secretary, version=2, reason="Nhập nhầm tháng")
    assert RatingCount.objects.count() == 0
    assert Entry.objects.order_by("-pk").first().data["levels"] == LEVELS


def test_counts_that_contradict_each_other_are_refused(agency, secretary):
    def codes(**values):
        with pytest.raises(Refused) as caught:
            ratings.enter_ratings(agency, actor=secretary, on=TODAY, **month(**values))
        return caught.value.codes

    assert codes(returned=35) == ("more_than_returned",)
    assert codes(returned=40, handed_out=39) == ("more_than_handed_out",)
    assert codes(month=date(2026, 7, 1), source="") == ("month_to_come", "source_missing")
    ratings.enter_ratings(agency, actor=secretary, on=TODAY, **month())
    assert codes() == ("there_already",)
    assert ratings.enter_ratings(agency, actor=secretary, on=TODAY, **month(unit=UnitFactory(agency=agency))).unit


def test_a_percentage_is_refused_on_the_form_and_counts_are_shown(agency, secretary, signed_in):
    client = signed_in(secretary)
    typed = {
        "month": "05/2026",
        "source": "Cổng",
        "level_5": "98%",
        **dict.fromkeys(("level_4", "level_3", "level_2", "level_1"), "0"),
    }
    refused = client.send(url(agency, "rating_new"), typed)

    assert refused.status_code == 422
    assert "Đây là tỷ lệ phần trăm" in refused.content.decode()
    assert client.send(url(agency, "rating_new"), typed | {"level_5": "980"}).status_code == 302
    row = RatingCount.objects.get()
    assert (row.levels, row.returned) == ([0, 0, 0, 0, 980], 980)
    assert "980" in client.get(url(agency, "rating_list")).content.decode()
    assert "Cổng không cho biết" in client.get(url(agency, "rating_detail", uuid=row.uuid)).content.decode()
