"""Sets as they really come: damaged or locked archives, names of old fonts, folders, lists that name files in them."""

import io
import zipfile

import pytest

from sotay.support.documents.models import Document, Revision
from sotay.support.takeover.archive import files_of
from tests.factories.agency import UnitFactory
from tests.support.takeover.test_takeover import listed, packed, page, said, take

pytestmark = pytest.mark.django_db


def stored(files):
    """Return an archive whose files lie in it as they are, so that one of them can be spoilt."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return out.getvalue()


def named_in(raw, content):
    """Return an archive with one file whose name is these bytes, as old programs write them."""
    stand_in = "x" * len(raw)
    return stored({stand_in: content}).replace(stand_in.encode(), raw)


def test_the_file_that_is_damaged_is_named_and_nothing_of_the_set_is_kept(agency, secretary):
    data = stored({"QT 01.txt": page("QT 01/VP"), "Hộ tịch/QT 02 Khai sinh.txt": page("QT 02/VP", more="SPOILT")})
    ((_where, what),) = said(take(agency, secretary, data.replace(b"SPOILT", b"spoilt")))

    assert "“Hộ tịch/QT 02 Khai sinh.txt”" in what
    assert not Document.objects.exists()


def test_an_archive_that_was_cut_off_says_what_to_do_with_an_archive(agency, secretary):
    outcome = take(agency, secretary, packed({"QT 01.txt": page("QT 01/VP")})[:-30])

    assert "nén lại" in outcome.errors[0]["mend"]
    assert "DOCX" not in outcome.errors[0]["mend"]


def test_a_locked_archive_names_the_first_file_that_is_locked(agency, secretary):
    data = bytearray(stored({"QT 01.txt": "a"}))
    for signature, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        data[data.index(signature) + at] |= 1
    outcome = take(agency, secretary, bytes(data))

    assert "“QT 01.txt”" in outcome.errors[0]["what"]
    assert "không đặt mật khẩu" in outcome.errors[0]["mend"]


@pytest.mark.parametrize(
    "raw",
    [
        "QT 01-VP Tiếp công dân.txt".encode(),
        "QT 01-VP TiÕp c«ng d©n.txt".encode("cp1252"),
        "QT 01-VP TiÕp c«ng d©n.txt".encode(),
        "QT 01-VP_TiÕp_c«ng_d©n.txt".encode("cp1252"),
        "QT 01-VP Tiê\u0301p công dân.txt".encode("cp1258"),
    ],
    ids=["utf-8", "tcvn3", "tcvn3-as-utf-8", "tcvn3-underscores", "windows-1258"],
)
def test_names_of_every_old_encoding_give_the_title(agency, secretary, raw):
    assert take(agency, secretary, named_in(raw, "Không có gì ở trang đầu.")).ok
    assert Document.objects.get().title == "Tiếp công dân"


def test_names_that_only_look_foreign_stay_as_they_are():
    for name in ("Résumé.txt", "QT 01 Đón tiếp.txt", "Văn phòng/QT 02 Hồ sơ.txt", "a.b/c"):
        assert [one.path for one in files_of(packed({name: "x"}))] == [name]


@pytest.mark.parametrize(
    "written", ["VP\\QT 02.txt", "VP/QT 02.txt", "./VP/QT 02", "bo/VP/QT 02.txt", "QT 02.txt", "vp/qt 02.TXT"]
)
def test_a_list_in_a_folder_names_files_from_where_it_lies(agency, secretary, written):
    UnitFactory(agency=agency, code="VP", name="Văn phòng")
    rows = listed(("QT 02", "Hai", "", "", "VP", "", "", "", "", written))

    assert said(take(agency, secretary, {"bo/ds.xlsx": rows, "bo/VP/QT 02.txt": page("QT 02")})) == []
    assert Revision.objects.get().source_name == "QT 02.txt"


def test_the_file_at_the_very_place_wins_over_one_of_the_same_name(agency, secretary):
    UnitFactory(agency=agency, code="VP", name="Văn phòng")
    rows = listed(
        ("QT 02", "Hai", "", "", "VP", "Hộ tịch", "", "", "", "a/QT 02.txt"),
        ("QT 02", "Khác", "", "", "VP", "Đất đai", "", "", "", "b/a/QT 02.txt"),
    )
    files = {"ds.xlsx": rows, "a/QT 02.txt": page("QT 02", more="1"), "b/a/QT 02.txt": page("QT 02", more="22")}

    assert said(take(agency, secretary, files)) == []
    sizes = {one.document.field: one.source.size for one in Revision.objects.select_related("document", "source")}
    assert sizes["Đất đai"] == sizes["Hộ tịch"] + 1


def test_one_name_in_two_folders_is_asked_about(agency, secretary):
    rows = listed(("QT 02", "Hai", "", "", "", "", "", "", "", "QT 02.txt"))
    files = {"ds.xlsx": rows, "a/QT 02.txt": page("QT 02", more="1"), "b/QT 02.txt": page("QT 02", more="2")}

    ((_where, what),) = said(take(agency, secretary, files))
    assert "a/QT 02.txt, b/QT 02.txt" in what
