"""Questionnaires: made, asked question by question, put into use, never changed after, begun anew, ended."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied

from sotay.commands import UNCHANGED, Refused, Stale
from sotay.evaluation.models import Question, Questionnaire
from sotay.evaluation.satisfaction.questionnaires import commands
from sotay.journal.models import Entry
from tests.conftest import TODAY
from tests.factories.satisfaction import SurveyFactory

pytestmark = pytest.mark.django_db
LATER = TODAY + timedelta(days=1)


def ask(draft, actor, text="Thái độ phục vụ", **values):
    return commands.add_question(draft, actor=actor, text=text, **({"kind": "LIKERT", "factor": "OFFICIALS"} | values))


def texts(version):
    return list(version.questions.order_by("position").values_list("position", "text"))


def codes(refused):
    return refused.value.codes


def acts(questionnaire):
    lines = Entry.objects.filter(subject_uuid=questionnaire.uuid).order_by("seq")
    return [line.action.removeprefix("evaluation.questionnaire.") for line in lines]


class TestMaking:
    def test_a_blank_one_gets_the_next_code_and_a_draft(self, made):
        one, other = made(), made()
        assert (one.code, other.code) == ("PKS-2026-01", "PKS-2026-02")
        assert [v.state for v in one.versions.all()] == ["DRAFT"]
        assert acts(one) == ["created"]

    def test_a_sample_gives_words_and_questions(self, made):
        version = made("short").versions.get()
        assert version.intro
        assert version.thanks_en
        assert list(version.questions.values_list("key", flat=True)) == [
            "hai-long-chung",
            "tra-dung-hen",
            "y-kien-khac",
        ]

    def test_a_typed_code_is_not_given_again(self, made):
        made(code="PKS-2026-01")
        assert made().code == "PKS-2026-02"
        with pytest.raises(Refused) as refused:
            made(code="pks-2026-01")
        assert codes(refused) == ("code_taken",)

    def test_without_a_name_it_is_refused(self, made):
        with pytest.raises(Refused) as refused:
            made(title="  ")
        assert codes(refused) == ("missing",)

    def test_not_by_an_official(self, agency, official):
        with pytest.raises(PermissionDenied):
            commands.create_questionnaire(agency, actor=official, on=TODAY, title="Phiếu")


class TestNaming:
    def test_name_and_code_change(self, made, secretary):
        one = made()
        one = commands.change_questionnaire(
            one, actor=secretary, version=1, title="Phiếu  mới", code="BM-01", about="OTHER"
        )
        assert (one.title, one.code, one.about) == ("Phiếu mới", "BM-01", "OTHER")
        assert commands.change_questionnaire(one, actor=secretary, version=2, title="Phiếu mới") is UNCHANGED

    def test_who_is_asked_stays_once_it_was_used(self, made, used, secretary):
        one = made("short")
        used(one.versions.get())
        with pytest.raises(Refused) as refused:
            commands.change_questionnaire(one, actor=secretary, version=1, about="SYSTEM")
        assert codes(refused) == ("asked_already",)

    def test_somebody_was_quicker(self, made, secretary):
        with pytest.raises(Stale):
            commands.change_questionnaire(made(), actor=secretary, version=7, title="Khác")

    def test_not_by_an_official(self, made, official):
        with pytest.raises(PermissionDenied):
            commands.change_questionnaire(made(), actor=official, version=1, title="Khác")


class TestWords:
    def test_written_in_a_draft(self, draft, secretary):
        commands.write_words(draft, actor=secretary, version=1, intro="Xin  cho ý kiến\n", thanks=" Cảm  ơn ")
        draft.refresh_from_db()
        assert (draft.intro, draft.thanks) == ("Xin  cho ý kiến", "Cảm ơn")
        assert commands.write_words(draft, actor=secretary, version=2, thanks="Cảm ơn") is UNCHANGED

    def test_not_once_it_is_used(self, made, used, secretary):
        version = used(made("short").versions.get())
        with pytest.raises(Refused) as refused:
            commands.write_words(version, actor=secretary, version=version.version, thanks="Khác")
        assert codes(refused) == ("not_draft",)

    def test_not_by_an_official(self, draft, official):
        with pytest.raises(PermissionDenied):
            commands.write_words(draft, actor=official, version=1, intro="Khác")


class TestQuestions:
    def test_added_at_the_end_with_a_key_of_its_words(self, draft, secretary):
        first, second, third = ask(draft, secretary), ask(draft, secretary), ask(draft, secretary, text="…")
        assert [one.position for one in (first, second, third)] == [1, 2, 3]
        assert [one.key for one in (first, second, third)] == ["thai-do-phuc-vu", "thai-do-phuc-vu-2", "cau"]

    def test_moved_by_steps_and_numbered_without_gaps(self, draft, secretary):
        one, two, three = (ask(draft, secretary, text=text) for text in ("A", "B", "C"))
        commands.move_question(three, actor=secretary, version=1, up=True)
        assert texts(draft) == [(1, "A"), (2, "C"), (3, "B")]
        assert commands.move_question(one, actor=secretary, version=1, up=True) is UNCHANGED
        two.refresh_from_db()
        commands.remove_question(one, actor=secretary, version=1)
        assert texts(draft) == [(1, "C"), (2, "B")]
        assert acts(draft.questionnaire)[-2:] == ["question_moved", "question_removed"]

    def test_changed(self, draft, secretary):
        one = ask(draft, secretary)
        one = commands.change_question(
            one, actor=secretary, version=1, kind="SINGLE", options=["Có ", "", "Không"], options_en=["Yes", "No"]
        )
        assert (one.options, one.options_en, one.key) == (["Có", "Không"], ["Yes", "No"], "thai-do-phuc-vu")
        one = commands.change_question(one, actor=secretary, version=2, kind="NUMBER", lowest=0, highest=9)
        assert (one.options, one.lowest, one.highest) == ([], 0, 9)
        assert commands.change_question(one, actor=secretary, version=3, kind="NUMBER") is UNCHANGED

    def test_a_choice_may_lack_choices_while_it_is_written(self, draft, secretary):
        assert ask(draft, secretary, kind="SINGLE").options == []

    @pytest.mark.parametrize(
        ("values", "code"),
        [
            ({"text": " "}, "missing"),
            ({"kind": "SINGLE", "options": ["Có", "CO"]}, "option_twice"),
            ({"kind": "SINGLE", "options": ["Có", "Không"], "options_en": ["Yes"]}, "options_differ"),
            ({"kind": "MULTIPLE", "options": [f"Mục {n}" for n in range(31)]}, "too_many_options"),
            ({"kind": "MULTIPLE", "options": ["a" * 201, "b"]}, "option_too_long"),
            ({"kind": "NUMBER", "lowest": 5, "highest": 4}, "no_range"),
        ],
    )
    def test_what_is_wrong_is_refused(self, draft, secretary, values, code):
        with pytest.raises(Refused) as refused:
            ask(draft, secretary, **values)
        assert code in codes(refused)
        one = ask(draft, secretary, text="Đúng")
        with pytest.raises(Refused) as refused:
            commands.change_question(one, actor=secretary, version=1, **values)
        assert code in codes(refused)

    def test_thirty_choices_fit_the_number_they_are_kept_in(self, draft, secretary):
        one = ask(draft, secretary, kind="MULTIPLE", options=[f"Mục {n}" for n in range(30)])
        assert sum(1 << place for place in range(len(one.options))) < 2**31

    def test_not_sixty_one(self, draft, secretary):
        Question.objects.bulk_create(
            Question(agency=draft.agency, version_of=draft, key=f"k{n}", position=n, text="Câu") for n in range(1, 61)
        )
        with pytest.raises(Refused) as refused:
            ask(draft, secretary)
        assert codes(refused) == ("too_many",)

    def test_not_once_it_is_used(self, made, used, secretary):
        version = used(made("short").versions.get())
        one = version.questions.first()
        for act in (
            lambda: ask(version, secretary),
            lambda: commands.change_question(one, actor=secretary, version=1, text="Khác"),
            lambda: commands.move_question(one, actor=secretary, version=1, up=False),
            lambda: commands.remove_question(one, actor=secretary, version=1),
        ):
            with pytest.raises(Refused) as refused:
                act()
            assert codes(refused) == ("not_draft",)

    def test_not_by_an_official(self, draft, secretary, official):
        one = ask(draft, secretary)
        for act in (
            lambda: ask(draft, official),
            lambda: commands.change_question(one, actor=official, version=1, text="Khác"),
            lambda: commands.move_question(one, actor=official, version=1, up=False),
            lambda: commands.remove_question(one, actor=official, version=1),
        ):
            with pytest.raises(PermissionDenied):
                act()


class TestUse:
    def test_the_one_used_before_retires(self, made, used, secretary):
        one = made("short")
        first = used(one.versions.get(), date(2026, 1, 5))
        second = used(commands.start_version(one, actor=secretary), date(2026, 6, 1))
        first.refresh_from_db()
        assert (first.state, first.retired_date) == ("RETIRED", date(2026, 6, 1))
        assert (second.state, second.number, second.in_use_date) == ("IN_USE", 2, date(2026, 6, 1))

    def test_nothing_asked(self, draft, used):
        with pytest.raises(Refused) as refused:
            used(draft)
        assert codes(refused) == ("nothing_asked",)

    def test_a_choice_with_one_choice(self, draft, used, secretary):
        ask(draft, secretary, kind="SINGLE", options=["Có"])
        with pytest.raises(Refused) as refused:
            used(draft)
        assert codes(refused) == ("too_few_options",)
        assert refused.value.reasons[0].fix[0] == "evaluation:question_change"

    def test_not_before_its_day_nor_before_the_last(self, made, used, secretary):
        one = made("short")
        with pytest.raises(Refused) as refused:
            used(one.versions.get(), LATER)
        assert codes(refused) == ("later",)
        used(one.versions.get(), date(2026, 3, 1))
        with pytest.raises(Refused) as refused:
            used(commands.start_version(one, actor=secretary), date(2026, 2, 28))
        assert codes(refused) == ("before_the_last",)

    def test_not_twice(self, made, used):
        version = made("short").versions.get()
        used(version)
        with pytest.raises(Refused) as refused:
            used(version)
        assert codes(refused) == ("not_draft",)

    def test_not_by_an_official(self, draft, official):
        with pytest.raises(PermissionDenied):
            commands.put_in_use(draft, actor=official, version=1, in_use_date=TODAY, on=TODAY)


class TestNextVersion:
    def test_it_asks_the_same_with_the_same_keys(self, made, used, secretary):
        one = made("services")
        first = used(one.versions.get())
        second = commands.start_version(one, actor=secretary)
        kept = (
            "key",
            "position",
            "kind",
            "factor",
            "text",
            "text_en",
            "options",
            "options_en",
            "is_required",
            "lowest",
        )
        assert list(second.questions.values_list(*kept)) == list(first.questions.values_list(*kept))
        assert (second.intro, second.thanks_en) == (first.intro, first.thanks_en)

    def test_one_draft_at_a_time(self, made, secretary):
        with pytest.raises(Refused) as refused:
            commands.start_version(made("short"), actor=secretary)
        assert codes(refused) == ("draft_there",)

    def test_a_key_taken_out_is_not_given_again(self, made, used, secretary):
        one = made()
        first = one.versions.get()
        ask(first, secretary, text="Thời gian chờ")
        ask(first, secretary, text="Thái độ")
        used(first)
        second = commands.start_version(one, actor=secretary)
        commands.remove_question(second.questions.get(key="thoi-gian-cho"), actor=secretary, version=1)
        assert ask(second, secretary, text="Thời gian chờ").key == "thoi-gian-cho-2"

    def test_what_was_asked_keeps_its_kind_and_the_places_of_its_choices(self, made, used, secretary):
        one = made()
        first = one.versions.get()
        ask(first, secretary, text="Hẹn", kind="SINGLE", options=["Đúng", "Trễ"])
        used(first)
        question = commands.start_version(one, actor=secretary).questions.get()

        def change(**values):
            return commands.change_question(question, actor=secretary, version=question.version, **values)

        for values, code in (
            ({"kind": "LIKERT"}, "kind_changed"),
            ({"options": ["Trễ", "Đúng"]}, "options_moved"),
            ({"options": ["Sớm", "Đúng", "Trễ"]}, "options_moved"),
            ({"options": ["Đúng"]}, "options_moved"),
        ):
            with pytest.raises(Refused) as refused:
                change(**values)
            assert codes(refused) == (code,)
        assert change(options=["Đúng hẹn", "Trễ hẹn", "Sớm hẹn"]).options[2] == "Sớm hẹn"

    def test_a_draft_is_dropped_and_the_one_in_use_goes_on(self, made, used, secretary):
        one = made("short")
        used(one.versions.get())
        draft = commands.start_version(one, actor=secretary)
        commands.drop_version(draft, actor=secretary, version=1)
        assert [v.state for v in one.versions.all()] == ["IN_USE"]
        assert commands.start_version(one, actor=secretary).number == 2

    def test_neither_the_only_one_nor_one_a_survey_waits_for_is_dropped(self, agency, made, used, secretary):
        one = made("short")
        with pytest.raises(Refused) as refused:
            commands.drop_version(one.versions.get(), actor=secretary, version=1)
        assert codes(refused) == ("only_one",)
        used(one.versions.get())
        draft = commands.start_version(one, actor=secretary)
        SurveyFactory(agency=agency, asks=draft, state="DRAFT", opened_date=None)
        with pytest.raises(Refused) as refused:
            commands.drop_version(draft, actor=secretary, version=1)
        assert codes(refused) == ("survey_prepared",)

    def test_not_by_an_official(self, made, official):
        one = made("short")
        with pytest.raises(PermissionDenied):
            commands.start_version(one, actor=official)
        with pytest.raises(PermissionDenied):
            commands.drop_version(one.versions.get(), actor=official, version=1)


class TestEnd:
    def end(self, one, actor, **values):
        given = {"ended_date": TODAY, "reason": "Thay bằng phiếu khác"} | values
        return commands.end_questionnaire(one, actor=actor, version=one.version, on=TODAY, **given)

    def test_ended_and_taken_up_again(self, made, secretary):
        one = self.end(made("short"), secretary)
        assert one.ended_date == TODAY
        for act in (
            lambda: commands.start_version(one, actor=secretary),
            lambda: ask(one.versions.get(), secretary),
            lambda: self.end(one, secretary),
        ):
            with pytest.raises(Refused) as refused:
                act()
            assert "ended" in codes(refused)
        one = commands.resume_questionnaire(one, actor=secretary, version=one.version, reason="Nhầm")
        assert one.ended_date is None
        with pytest.raises(Refused) as refused:
            commands.resume_questionnaire(one, actor=secretary, version=one.version, reason="Nhầm")
        assert codes(refused) == ("not_ended",)

    def test_not_while_people_are_asked_by_it(self, agency, made, used, secretary):
        one = made("short")
        survey = SurveyFactory(agency=agency, asks=used(one.versions.get()))
        with pytest.raises(Refused) as refused:
            self.end(one, secretary)
        assert codes(refused) == ("survey_open",)
        survey.state, survey.closed_date = "CLOSED", TODAY
        survey.save()
        assert self.end(one, secretary).ended_date == TODAY

    def test_not_later_than_today_nor_without_a_reason(self, made, secretary):
        with pytest.raises(Refused) as refused:
            self.end(made(), secretary, ended_date=LATER, reason=" ")
        assert codes(refused) == ("later", "reason_missing")

    def test_not_by_an_official(self, made, official, secretary):
        with pytest.raises(PermissionDenied):
            self.end(made(), official)
        ended = self.end(made(), secretary)
        with pytest.raises(PermissionDenied):
            commands.resume_questionnaire(ended, actor=official, version=ended.version, reason="Nhầm")


def test_what_belongs_to_another_agency_is_not_touched(made, other_agency):
    assert made().agency != other_agency
    assert not Questionnaire.objects.filter(agency=other_agency).exists()
