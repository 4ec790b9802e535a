"""Fields for days and numbers, the look of a field, the order of a form."""

from datetime import date
from decimal import Decimal
from types import SimpleNamespace

import pytest
from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.template.loader import render_to_string

from sotay.ui.forms import ChoiceCards, DayField, NumberField, first_id, fold_is_open, part_fields
from sotay.ui.templatetags.ui import error_summary


class Plan(forms.Form):
    """Four required and three optional fields."""

    name = forms.CharField(label="Tên", help_text="Ngắn gọn.")
    day = DayField(label="Ngày")
    share = NumberField(label="Mức")
    grade = forms.ChoiceField(
        label="Mức độ", choices=[("LOW", "Nhẹ")], widget=ChoiceCards(descriptions={"LOW": "Không ảnh hưởng."})
    )
    note = forms.CharField(label="Ghi chú", required=False, widget=forms.Textarea)
    small = forms.BooleanField(label="Nhỏ", required=False)
    code = forms.CharField(label="Mã", required=False, max_length=10)


@pytest.mark.parametrize(
    "typed", ["05/02/2026", "5/2/2026", "05.02.2026", "5-2-2026", "05022026", "2026-02-05", " 05/02/2026 "]
)
def test_a_day_is_read_as_officials_type_it(typed):
    assert DayField().clean(typed) == date(2026, 2, 5)


@pytest.mark.parametrize("typed", ["31/11/2025", "02/13/2026", "29/02/2026", "2026-02-30"])
def test_a_day_the_calendar_does_not_have_is_said_to_be_none(typed):
    with pytest.raises(ValidationError) as error:
        DayField().clean(typed)

    assert error.value.messages == [f"Lịch không có ngày {typed}."]


@pytest.mark.parametrize("typed", ["hôm nay", "5/2/26", "20260205x"])
def test_what_is_no_day_is_refused_with_an_example(typed):
    with pytest.raises(ValidationError) as error:
        DayField().clean(typed)

    assert "05/02/2026" in error.value.messages[0]


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        ("1.234,5", "1234.5"),
        ("1234,5", "1234.5"),
        ("1.234", "1234"),
        ("98.5", "98.5"),
        ("1 234", "1234"),
        ("-0,5", "-0.5"),
    ],
)
def test_a_number_is_read_as_officials_type_it(typed, number):
    assert NumberField().clean(typed) == Decimal(number)


@pytest.mark.parametrize("typed", ["chín", "1,2,3", "nan", "Infinity", "--1"])
def test_what_is_no_number_is_refused(typed):
    with pytest.raises(ValidationError):
        NumberField().clean(typed)


def test_typed_text_stays_as_it_was_typed():
    form = Plan({"day": "31/02/2026", "share": "chín"})

    assert 'value="31/02/2026"' in str(form["day"])
    assert 'value="chín"' in str(form["share"])


def test_a_field_ties_its_label_help_and_errors_together():
    html = Plan({"name": ""})["name"].as_field_group()

    assert '<label class="form-label" for="id_name">Tên</label>' in html
    assert 'aria-describedby="id_name_helptext id_name_error"' in html
    assert 'id="id_name_helptext"' in html
    assert 'id="id_name_error"' in html
    assert 'aria-invalid="true"' in html


def test_choices_stand_in_a_fieldset_with_their_descriptions():
    html = Plan()["grade"].as_field_group()

    assert "<fieldset" in html
    assert "<legend" in html
    assert "Không ảnh hưởng." in html


def test_a_select_box_has_its_choices_escaped_in_groups_and_the_chosen_one_marked():
    class Chosen(forms.Form):
        unit = forms.ChoiceField(choices=[("", "Mọi"), ("p&q", "P <1>"), ("Khác", [(2, "Hai"), (3, "Ba")])])

    html = str(Chosen({"unit": "3"})["unit"])

    assert [line.strip() for line in html.splitlines()] == [
        '<select name="unit" required id="id_unit">',
        '<option value="">Mọi</option>',
        '<option value="p&amp;q">P &lt;1&gt;</option>',
        '<optgroup label="Khác">',
        '<option value="2">Hai</option>',
        '<option value="3" selected>Ba</option>',
        "</optgroup>",
        "</select>",
    ]


def test_an_optional_field_says_so():
    assert "không bắt buộc" in Plan()["note"].as_field_group()
    assert "không bắt buộc" not in Plan()["name"].as_field_group()


def test_an_empty_field_says_what_to_do():
    assert Plan({}).errors["name"] == ["Mục này chưa có; hãy nhập rồi gửi lại."]


def test_a_long_form_folds_its_optional_fields():
    front, back = part_fields(Plan(), None)

    assert [field.name for field in front] == ["name", "day", "share", "grade"]
    assert [field.name for field in back] == ["note", "small", "code"]


def test_named_fields_are_folded_and_no_form_is_folded_whole():
    front, back = part_fields(Plan(), ["share"])
    assert "share" not in [field.name for field in front]
    assert [field.name for field in back] == ["share"]

    front, back = part_fields(Plan(), list(Plan.base_fields))
    assert len(front) == len(Plan.base_fields)
    assert back == []


def test_the_fold_opens_for_errors_and_for_what_it_holds():
    assert not fold_is_open(part_fields(Plan(), None)[1])
    assert fold_is_open(part_fields(Plan({"note": "có"}), None)[1])
    assert fold_is_open(part_fields(Plan({"code": "x" * 11}), None)[1])


def test_a_link_goes_to_the_first_of_several_controls():
    form = Plan()

    assert first_id(form["name"]) == "id_name"
    assert first_id(form["grade"]) == "id_grade_0"
    assert 'id="id_grade_0"' in str(form["grade"])


def test_a_reason_that_stands_beside_its_field_is_told_once():
    form = Plan({"name": ""})
    form.add_error("name", "Mã này đã có đơn vị khác dùng.")
    form.reasons = [SimpleNamespace(text="Mã này đã có đơn vị khác dùng.", url="", fix=None)]

    summary = error_summary(form=form)

    assert summary["reasons"] == []
    assert [str(error) for _field, error, _url in summary["fields"]].count("Mã này đã có đơn vị khác dùng.") == 1


def test_a_reason_with_a_way_out_stands_on_top_with_its_link():
    form = Plan({"name": ""})
    form.add_error(None, "Chưa có ai giữ vai trò.")
    form.reasons = [SimpleNamespace(text="Chưa có ai giữ vai trò.", url="/stttt/organisation/people/", fix=None)]

    summary = error_summary(form=form)

    assert [reason["url"] for reason in summary["reasons"]] == ["/stttt/organisation/people/"]
    assert summary["others"] == []


def test_a_reason_beside_its_field_is_told_once_with_its_way_out():
    form = Plan({"name": ""})
    form.add_error("name", "Số 05 đã cấp cho văn bản khác.")
    form.reasons = [SimpleNamespace(text="Số 05 đã cấp cho văn bản khác.", url="/stttt/support/outgoing/a/", fix=None)]

    summary = error_summary(form=form)

    assert summary["reasons"] == []
    told = [(str(error), url) for field, error, url in summary["fields"] if field.name == "name"]
    assert ("Số 05 đã cấp cho văn bản khác.", "/stttt/support/outgoing/a/") in told


def test_only_what_was_sent_is_said_not_to_be_saved():
    closed = Plan()
    closed.reasons = [SimpleNamespace(text="Chưa đánh giá nội bộ.", url="", fix=None)]

    assert "Chưa thực hiện được" in render_to_string("ui/components/error_summary.html", error_summary(form=closed))
    sent = render_to_string("ui/components/error_summary.html", error_summary(form=Plan({"name": ""})))
    assert "Chưa lưu được, xin xem lại" in sent


@pytest.mark.parametrize(
    ("field", "typed", "words"),
    [
        (forms.CharField(max_length=5), "123456", "Nhiều nhất 5 ký tự, đang có 6; hãy viết ngắn lại."),
        (forms.CharField(min_length=5), "123", "Ít nhất 5 ký tự, mới có 3; hãy viết thêm."),
        (forms.IntegerField(min_value=2), "1", "Nhập số từ 2 trở lên."),
        (forms.IntegerField(max_value=2), "3", "Nhập số không quá 2."),
        (forms.IntegerField(), "x", "Nhập một số nguyên, ví dụ 12."),
        (forms.URLField(assume_scheme="https"), "không phải", "Địa chỉ trang viết đầy đủ, ví dụ https://sokhcn.gov.vn/cong-bo."),
        (forms.ChoiceField(choices=[("a", "A")]), "b", "Lựa chọn này không dùng được nữa; hãy chọn lại trong danh sách."),
        (forms.FileField(), SimpleUploadedFile("a.pdf", b""), "Tệp không có nội dung; hãy kiểm tra lại tệp trên máy rồi chọn lại."),
        (forms.CharField(), "", "Mục này chưa có; hãy nhập rồi gửi lại."),
    ],
)  # fmt: skip
def test_a_field_says_what_to_do_about_what_it_refuses(field, typed, words):
    with pytest.raises(ValidationError) as refused:
        field.clean(typed)

    assert refused.value.messages == [words]
