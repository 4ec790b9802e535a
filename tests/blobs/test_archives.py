import struct
import tracemalloc
import zipfile
import zlib
from io import BytesIO

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sotay.blobs.archives import ZipLimits, measured
from sotay.blobs.kinds import recognise
from sotay.blobs.refusals import BlobRefused
from tests.factories import blobs as files

MEGABYTE = 1 << 20


def refused(content, **limits):
    with pytest.raises(BlobRefused) as refusal:
        measured(BytesIO(content), limits=ZipLimits(**limits))
    return refusal.value.code


def nothing_but_zeros(size):
    """Return one zip part of zeros without ever holding them."""
    stream = BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive, archive.open("xl/sheet.xml", "w") as part:
        for _ in range(size // MEGABYTE):
            part.write(b"\0" * MEGABYTE)
    return stream.getvalue()


def test_a_sound_container_is_opened():
    assert measured(BytesIO(files.zipped({"a": b"x" * 100, "b": b""}))).namelist() == ["a", "b"]


def test_a_bomb_is_refused_before_it_unfolds_in_memory():
    bomb = nothing_but_zeros(64 * MEGABYTE)
    assert len(bomb) < MEGABYTE

    tracemalloc.start()
    with pytest.raises(BlobRefused) as refusal:
        recognise(BytesIO(bomb), name="so.xlsx")
    most = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()

    assert refusal.value.code == "zip_bomb"
    assert most < 8 * MEGABYTE


def test_many_small_parts_count_together():
    content = files.zipped({f"part{n}": b"ab" * 5000 for n in range(20)})

    assert refused(content, total=100_000) == "zip_bomb"


def test_too_many_parts_are_refused():
    assert refused(files.zipped({f"part{n}": b"" for n in range(11)}), entries=10) == "zip_bomb"


def test_a_list_of_parts_too_long_to_read_is_refused_unread():
    assert refused(files.zipped({f"part{n}": b"" for n in range(50)}), directory=1000) == "zip_bomb"


def test_a_container_that_lies_about_its_sizes_is_counted_not_believed():
    content = bytearray(files.zipped({"a": b"\0" * (8 * MEGABYTE)}))
    for signature, at_size in ((b"PK\3\4", 22), (b"PK\1\2", 24)):
        at = content.rindex(signature) + at_size
        content[at : at + 4] = struct.pack("<I", 10)

    assert refused(bytes(content), ratio=10_000) == "damaged"
    assert refused(bytes(content)) == "zip_bomb"


def test_parts_that_overlap_are_each_counted():
    """Ten thousand names for the same folded bytes: small on disk, vast when opened."""
    folded = zlib.compressobj(wbits=-15)
    data = folded.compress(b"\0" * MEGABYTE) + folded.flush()
    sums = (zlib.crc32(b"\0" * MEGABYTE), len(data), MEGABYTE)
    head = struct.pack("<4s5H3I2H", b"PK\3\4", 20, 0, 8, 0, 0, *sums, 1, 0) + b"a" + data
    names = [f"{n:04}".encode() for n in range(400)]
    directory = b"".join(
        struct.pack("<4s6H3I5H2I", b"PK\1\2", 20, 20, 0, 8, 0, 0, *sums, len(name), 0, 0, 0, 0, 0, 0) + name
        for name in names
    )
    end = struct.pack("<4s4H2IH", b"PK\5\6", 0, 0, len(names), len(names), len(directory), len(head), 0)

    assert refused(head + directory + end, ratio=10_000) == "zip_bomb"


def test_two_parts_of_one_name_are_damage():
    content = files.zipped({"word/document.xml": b"shown", "word/documenT.xml": b"hidden"})

    assert refused(content.replace(b"documenT", b"document")) == "damaged"


SOUND = files.docx(), files.doc(), files.open_document()


@settings(deadline=None)
@given(
    st.sampled_from(SOUND),
    st.lists(st.tuples(st.integers(0, 100_000), st.integers(0, 255)), max_size=20),
    st.integers(0),
)
def test_whatever_is_broken_is_refused_and_never_crashes(content, changes, cut):
    broken = bytearray(content)
    for at, byte in changes:
        broken[at % len(broken)] = byte
    del broken[len(broken) - cut % 200 :]

    try:
        recognise(BytesIO(bytes(broken)), name="don.docx")
    except BlobRefused as refusal:
        assert refusal.code  # noqa: PT017  refusing is one of two right answers
