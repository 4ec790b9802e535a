"""Texts in old fonts become Unicode; texts in Unicode stay what they are."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sotay.blobs import fonts

SENTENCE = "Quy trình tiếp nhận hồ sơ tại Bộ phận Một cửa: kiểm tra, hướng dẫn, trả kết quả đúng hẹn; lỗi thì sửa ngay"
TO_TCVN3 = {letter: chr(sign) for sign, letter in fonts.TCVN3_TABLE.items()}
TO_VNI = {letter: signs for signs, letter in fonts.VNI_TABLE.items() if letter.islower() and signs.islower()}
TONED = sorted(TO_VNI)


def in_tcvn3(text):
    return "".join(TO_TCVN3.get(letter, letter) for letter in text)


def in_vni(text):
    return "".join(TO_VNI.get(letter, letter) for letter in text.lower())


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("B¶o Th¾ng", "Bảo Thắng"),
        ("M­êng Kh­¬ng", "Mường Khương"),
        ("§éc lËp - Tù do - H¹nh phóc", "Độc lập - Tự do - Hạnh phúc"),
        ("Céng hoµ x· héi chñ nghÜa ViÖt Nam", "Cộng hoà xã hội chủ nghĩa Việt Nam"),
        ("Uû ban nh©n d©n tØnh", "Uỷ ban nhân dân tỉnh"),
        ("®Æt ë ®Çu, gi÷ lÊy", "đặt ở đầu, giữ lấy"),
    ],
)
def test_tcvn3(typed, meant):
    assert fonts.from_tcvn3(typed) == meant


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("Xin chaøo caùc baïn", "Xin chào các bạn"),
        ("COÄNG HOØA XAÕ HOÄI CHUÛ NGHÓA VIEÄT NAM", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"),
        ("Ñoäc laäp - Töï do - Haïnh phuùc", "Độc lập - Tự do - Hạnh phúc"),
        ("Uûy ban nhaân daân tænh", "Ủy ban nhân dân tỉnh"),
        ("thò tröôøng, kyõ thuaät, kî, yù", "thị trường, kỹ thuật, kỵ, ý"),
        ("naêm, baèng, baét, ñaëc", "năm, bằng, bắt, đặc"),
    ],
)
def test_vni(typed, meant):
    assert fonts.from_vni(typed) == meant


def test_every_toned_letter_of_vietnamese_is_in_both_tables():
    whole = {
        unicodedata.normalize("NFC", base + tone) for base in "aeiouy" for tone in "\u0301\u0300\u0309\u0303\u0323"
    }
    for shaped in ("a\u0306", "a\u0302", "e\u0302", "o\u0302", "o\u031b", "u\u031b"):
        whole |= {unicodedata.normalize("NFC", shaped + tone) for tone in ("", *"\u0301\u0300\u0309\u0303\u0323")}
    whole.add("đ")

    assert len(whole) == 67
    assert whole <= set(fonts.TCVN3_TABLE.values()) | {"ý"}  # ý is ý in both
    assert whole <= set(fonts.VNI_TABLE.values())
    assert len(set(TO_TCVN3.values())) == len(TO_TCVN3)


@given(st.lists(st.sampled_from(TONED), max_size=40).map(" ".join))
def test_there_and_back(text):
    assert fonts.from_tcvn3(in_tcvn3(text)) == text
    assert fonts.from_vni(in_vni(text)) == text


@pytest.mark.parametrize(
    ("name", "reading"),
    [
        (".VnTime", fonts.from_tcvn3),
        (".VnTimeH", fonts.from_tcvn3),
        (".vnarial", fonts.from_tcvn3),
        ("VNI-Times", fonts.from_vni),
        ("VNI Helve", fonts.from_vni),
        ("Times New Roman", None),
        ("", None),
    ],
)
def test_a_font_is_known_by_its_name(name, reading):
    assert fonts.of_font(name) is reading


def test_a_text_of_unknown_font_is_read_as_it_makes_sense():
    assert fonts.converted(in_tcvn3(SENTENCE)) == SENTENCE
    assert fonts.converted(in_vni(SENTENCE)) == SENTENCE.lower()
    assert fonts.converted(SENTENCE) == SENTENCE


def test_a_short_line_goes_with_the_whole_and_a_line_of_unicode_stays():
    text = "\n".join([in_tcvn3(SENTENCE), in_tcvn3(SENTENCE), in_tcvn3("Số:"), SENTENCE, "Sở Tư pháp", "2026"])

    assert fonts.converted(text).split("\n") == [SENTENCE, SENTENCE, "Số:", SENTENCE, "Sở Tư pháp", "2026"]


@pytest.mark.parametrize(
    "text",
    [
        "café à la carte, déjà vu",
        "Übergröße für Straße und Äpfel",
        "© 2026 ® µm ±5 °C",
        "¡Hola! ¿Qué tal, señor?",
        "a b c",
    ],
)
def test_other_languages_and_signs_stay(text):
    assert fonts.converted(text) == text


@given(st.text(max_size=200))
def test_reading_never_fails_and_keeps_the_lines(text):
    assert fonts.converted(text).count("\n") == text.count("\n")
