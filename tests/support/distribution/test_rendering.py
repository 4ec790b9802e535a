"""Files turned into PDF by the program the server has; here a script stands in its place on the path."""

import sys

import pytest

from sotay.blobs.storage import open_blob, store
from sotay.support.distribution import rendering
from sotay.support.distribution.models import Rendition
from sotay.support.distribution.queries import list_sources_without_pdf
from sotay.support.jobs import make_renditions
from tests.factories.support import RevisionFactory
from tests.support.distribution.test_copies import pages, written

pytestmark = pytest.mark.django_db


@pytest.fixture
def source():
    return RevisionFactory(source=docx(), source_name="qt.docx").source


def docx():
    from io import BytesIO

    import docx

    file = BytesIO()
    document = docx.Document()
    document.add_paragraph("Quy trình")
    document.save(file)
    return store(file.getvalue(), name="qt.docx")


@pytest.fixture
def program(tmp_path, monkeypatch):
    """Return a function that puts a program of these lines on the path under the name of LibreOffice."""

    def put(lines):
        (tmp_path / "mau.pdf").write_bytes(written(pages()))
        script = tmp_path / "soffice"
        script.write_text(
            f"#!{sys.executable}\nimport os, sys, time, shutil\nMAU = {str(tmp_path / 'mau.pdf')!r}\n{lines}\n"
        )
        script.chmod(0o755)
        monkeypatch.setenv("PATH", str(tmp_path))

    return put


MAKES = "out = sys.argv[sys.argv.index('--outdir') + 1]; shutil.copy(MAU, os.path.join(out, 'ban.pdf'))"


def test_a_file_is_turned_into_a_pdf_once(source, program):
    program(MAKES)

    make_renditions()

    rendition = Rendition.objects.get()
    assert (rendition.source, rendition.failure) == (source, "")
    with open_blob(rendition.pdf) as file:
        assert file.read().startswith(b"%PDF")
    assert list_sources_without_pdf(most=5) == []


def test_without_the_program_nothing_is_tried(source, tmp_path, monkeypatch):
    monkeypatch.setenv("PATH", str(tmp_path))

    make_renditions()

    assert not Rendition.objects.exists()
    assert list_sources_without_pdf(most=5) == [source]


@pytest.mark.parametrize(
    "lines", ["sys.exit(3)", "pass", "os.kill(os.getpid(), 9)", MAKES.replace("MAU", "sys.argv[-1]")]
)
def test_what_fails_is_kept_as_failed_and_not_tried_again(source, program, lines):
    program(lines)

    make_renditions()

    assert Rendition.objects.get().failure == rendering.FAILED
    assert list_sources_without_pdf(most=5) == []


def test_what_takes_too_long_is_stopped_with_all_it_started(source, program, monkeypatch):
    monkeypatch.setattr(rendering, "SECONDS", 1)
    program("import subprocess; subprocess.Popen(['/bin/sleep', '60']); time.sleep(60)")

    make_renditions()

    assert Rendition.objects.get().failure == rendering.TOO_LONG


def test_the_program_gets_nothing_of_ours(source, program, monkeypatch, tmp_path):
    monkeypatch.setenv("SOTAY_SECRET_KEY", "x")
    program(f"open({str(tmp_path / 'env')!r}, 'w').write(' '.join(os.environ)); {MAKES}")

    make_renditions()

    assert "SOTAY" not in (tmp_path / "env").read_text()


def test_a_file_with_a_pdf_beside_it_needs_none(program):
    program(MAKES)
    RevisionFactory(source=docx(), pdf=store(written(pages()), name="a.pdf"))

    assert list_sources_without_pdf(most=5) == []
