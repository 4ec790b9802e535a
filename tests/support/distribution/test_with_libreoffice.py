"""Word to PDF by a real LibreOffice, where the machine has one."""

import io
from pathlib import Path

import pytest
from pypdf import PdfReader

from sotay.blobs.storage import open_blob, store
from sotay.support.distribution.rendering import make_rendition, program

pytestmark = [pytest.mark.django_db, pytest.mark.skipif(not program(), reason="no LibreOffice on this machine")]
PROCEDURES = sorted((Path(__file__).parents[2] / "cases" / "procedures_doc").glob("*.doc"))


@pytest.mark.parametrize("path", PROCEDURES[:3], ids=lambda path: path.stem[:20])
def test_a_real_procedure_of_word_97_becomes_a_pdf_with_its_words(path, settings, tmp_path):
    settings.SOTAY_BLOBS = tmp_path / "blobs"

    made = make_rendition(store(io.BytesIO(path.read_bytes()), name=path.name))

    assert made.failure == ""
    with open_blob(made.pdf) as file:
        pages = PdfReader(file).pages
        text = " ".join(page.extract_text() for page in pages)
    assert len(pages) > 1
    assert "QUY TRÌNH" in text.upper()
