"""Names in a pack: safe on every system, short, never two alike, whatever people called their files."""

import re

from hypothesis import given, settings
from hypothesis import strategies as st

from sotay.manual.packs.naming import LONGEST_PATH, file_of, folder_of, pack_name
from sotay.manual.packs.verifier import unsafe
from tests.soaking import tries

SAFE = re.compile(r"[A-Za-z0-9._/-]+\Z")
RESERVED = re.compile(r"(?i)(con|prn|aux|nul|com\d|lpt\d)(\.|\Z)")
NAMES = st.text(max_size=300) | st.sampled_from(
    [
        "con.txt",
        "../../etc/passwd",
        "C:\\a\\b.doc",
        "a" * 400 + ".pdf",
        ".",
        "..",
        "Biên bản.",
        "x.tar.gz",
        "ĐĂNG KÝ .PDF",
    ]
)


@settings(max_examples=tries(200))
@given(name=NAMES, words=st.text(max_size=120), number=st.integers(1, 99_999), position=st.integers(1, 999))
def test_a_path_is_safe_and_short_whatever_the_names(name, words, number, position):
    path = file_of(folder_of("ho-so/10.2", number, words), position, name)

    assert SAFE.match(path)
    assert len(path) <= LONGEST_PATH
    assert not unsafe(path)
    for part in path.split("/"):
        assert not RESERVED.match(part)
        assert not part.endswith((".", " "))


@settings(max_examples=tries(100))
@given(names=st.lists(NAMES, min_size=2, max_size=20), words=st.lists(st.text(max_size=60), min_size=2, max_size=2))
def test_two_files_never_get_one_name_in_whatever_case(names, words):
    paths = [
        file_of(folder_of("ho-so/9.2", number, said), position, name)
        for number, said in enumerate(words, start=1)
        for position, name in enumerate(names, start=1)
    ]

    assert len({path.lower() for path in paths}) == len(paths)


def test_a_name_keeps_what_can_be_read_of_it():
    folder = folder_of("ho-so/9.2", 12, "ĐG-2026-01")

    assert folder == "ho-so/9.2/0012-dg-2026-01"
    assert file_of(folder, 3, "Biên bản họp kết thúc.PDF") == f"{folder}/03-bien-ban-hop-ket-thuc.pdf"
    assert file_of(folder, 1, "D7 Báo cáo", ending=".pdf") == f"{folder}/01-d7-bao-cao.pdf"
    assert pack_name("9.2 20260101-20261231", "stttt") == "goi-bang-chung-9-2-20260101-20261231-stttt.zip"
