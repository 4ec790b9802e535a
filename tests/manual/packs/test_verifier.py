"""The verifier finds every tampering of a pack, reads no path that leads out of it, and needs nothing but Python 3.8."""

import ast
import hashlib
import io
import json
import random
import shutil
import subprocess
import sys
import zipfile
from datetime import date
from functools import cache
from pathlib import Path

import pytest

from sotay.journal.chain import BEGINNING, link
from sotay.manual.packs import verifier
from sotay.manual.packs.archive import Archive, Changed, Sealed
from sotay.manual.packs.verifier import grouped, tell, verify
from tests.soaking import tries

CHANGES = tries(20, soak=1000)
VERIFIER = Path(verifier.__file__)


def line(seq, previous, **more):
    entry = {"seq": seq, "agency": "b7d0e1f2", "action": "evaluation.audit.reported", "data": {"n": seq}, **more}
    content = json.dumps(entry, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()
    own = link(previous, content)
    told = {"entry": entry, "hash": own, "previous_hash": previous}
    return own, json.dumps(told, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode() + b"\n"


def sealed(file):
    reading = Sealed(file)
    return b"".join(iter(lambda: reading.read(1000), b""))


@cache
def pack():
    """Return a pack as it is written, of 40 files and 30 lines of a journal of 41, and the hash of its manifest."""
    lines, previous = [], BEGINNING
    for seq in range(1, 42):
        previous, told = line(seq, previous, reason="Kiểm tra định kỳ")
        if seq % 4:
            lines.append(told)
    file = io.BytesIO()
    archive = Archive(file, day=date(2026, 6, 12))
    archive.add("kiem-tra.py", VERIFIER.read_bytes(), what="chương trình")
    draw = random.Random(7)
    for number in range(40):
        content = draw.randbytes(300) if number % 3 else f"Hồ sơ {number}. ".encode() * draw.randint(1, 400)
        archive.add(f"ho-so/9.2/{number:04d}-dg/01-tep.bin", content, what="tệp", record=str(number))
    archive.add("nhat-ky/nhat-ky.jsonl", iter(lines), what="nhật ký")
    journal = {
        "agency": "b7d0e1f2",
        "seq": 41,
        "hash": previous,
        "lines": len(lines),
        "checkpoint": f"stttt 41:{previous}",
    }
    told = {"agency": "Sở Thử nghiệm", "title": "Gói bằng chứng điều khoản 9.2", "period": "01/01/2026 – 31/12/2026"}
    digest = archive.finish({**told, "journal": journal})
    return sealed(file), digest


def entries(data):
    with zipfile.ZipFile(io.BytesIO(data)) as zipped:
        return {name: zipped.read(name) for name in zipped.namelist()}


def packed(files, *, like=b""):
    """Pack files anew as somebody would who wants to hide what was changed: with the comment of the pack, where it had one."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as zipped:
        for name, content in files:
            zipped.writestr(zipfile.ZipInfo(name, (2026, 6, 12, 0, 0, 0)), content, zipfile.ZIP_DEFLATED)
        zipped.comment = like
    return stream.getvalue()


def found_in(data, tmp_path):
    path = tmp_path / "goi.zip"
    path.write_bytes(data)
    return verify(path)


def test_a_pack_as_it_was_made_is_intact(tmp_path):
    data, digest = pack()

    found = found_in(data, tmp_path)

    out = io.StringIO()
    assert (found.problems, found.manifest_hash, found.lines) == ([], digest, 31)
    assert tell(found, out) == 0
    assert grouped(digest) in out.getvalue()
    assert "GÓI NGUYÊN VẸN" in out.getvalue()


def test_an_unpacked_pack_is_intact_and_files_the_system_leaves_are_no_tampering(tmp_path):
    data, digest = pack()
    zipfile.ZipFile(io.BytesIO(data)).extractall(tmp_path)
    (tmp_path / "ho-so" / "Thumbs.db").write_bytes(b"x")
    (tmp_path / ".DS_Store").write_bytes(b"x")

    found = verify(tmp_path)

    assert (found.problems, found.manifest_hash) == ([], digest)


def test_sha256sum_reads_the_hashes(tmp_path):
    zipfile.ZipFile(io.BytesIO(pack()[0])).extractall(tmp_path)

    checked = subprocess.run(
        ["sha256sum", "--check", "--quiet", "SHA256SUMS"], cwd=tmp_path, capture_output=True, check=False
    )

    assert checked.returncode == 0, checked.stdout


def flipped_bit(data, draw):
    at = draw.randrange(len(data))
    return data[:at] + bytes([data[at] ^ (1 << draw.randrange(8))]) + data[at + 1 :]


def cut_off(data, draw):
    return data[: draw.randrange(len(data))]


def longer(data, draw):
    return data + draw.randbytes(draw.randint(1, 50))


def run_over(data, draw):
    at, length = draw.randrange(len(data) - 60), draw.randint(1, 50)
    other = draw.randbytes(length)
    changed = data[:at] + other + data[at + length :]
    return changed if changed != data else flipped_bit(data, draw)


def _files(data):
    return list(entries(data).items())


def removed(data, draw):
    files = _files(data)
    files.pop(draw.randrange(len(files)))
    return packed(files, like=seal_of(data))


def added(data, draw):
    files = _files(data)
    files.insert(draw.randrange(len(files)), (f"ho-so/9.2/{draw.randint(0, 9999):04d}-them/01.txt", b"them vao"))
    return packed(files, like=seal_of(data))


def renamed(data, draw):
    files = _files(data)
    at = draw.randrange(len(files))
    files[at] = (f"{files[at][0]}x", files[at][1])
    return packed(files, like=seal_of(data))


def swapped(data, draw):
    files = _files(data)
    one, other = draw.sample([at for at, (name, _c) in enumerate(files) if name.startswith("ho-so/")], 2)
    files[one], files[other] = (files[one][0], files[other][1]), (files[other][0], files[one][1])
    return packed(files, like=seal_of(data))


def changed_manifest(data, draw):
    files = dict(_files(data))
    manifest = json.loads(files["MANIFEST.json"])
    one = draw.choice(manifest["files"])
    field = draw.choice(["sha256", "size", "path"])
    one[field] = {"sha256": "0" * 64, "size": one["size"] + 1, "path": f"{one['path']}x"}[field]
    files["MANIFEST.json"] = json.dumps(manifest, ensure_ascii=False, indent=1, sort_keys=True).encode() + b"\n"
    return packed(files.items(), like=seal_of(data))


def edited_line(data, draw):
    """Edit a line of the journal and make manifest and sums follow, as somebody thorough would."""
    files = dict(_files(data))
    lines = files["nhat-ky/nhat-ky.jsonl"].splitlines(keepends=True)
    at = draw.randrange(len(lines))
    way = draw.choice(["content", "drop", "double", "order", "hash"])
    if way == "content":
        lines[at] = lines[at].replace(b'"n":', b'"n":1')
    elif way == "drop":
        lines.pop(at)
    elif way == "double":
        lines.insert(at, lines[at])
    elif way == "order":
        other = (at + 1) % len(lines)
        lines[at], lines[other] = lines[other], lines[at]
    else:
        told = json.loads(lines[at])
        told["hash"] = told["hash"][::-1] if told["hash"] != told["hash"][::-1] else "0" * 64
        lines[at] = json.dumps(told, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode() + b"\n"
    files["nhat-ky/nhat-ky.jsonl"] = b"".join(lines)
    return written_anew(files)


def doubled(data, draw):
    files = _files(data)
    name, content = draw.choice(files)
    return packed([*files, (name, draw.choice([content, b"khac"]))], like=seal_of(data))


def led_out(data, draw):
    way = draw.choice(
        ["../ngoai.txt", "/tmp/ngoai.txt", "a/../../ngoai.txt", "C:/ngoai.txt", "..\\ngoai.txt", "ho-so//x", "./x"]
    )
    return packed([*_files(data), (way, b"ra ngoai")], like=seal_of(data))


def seal_of(data):
    return zipfile.ZipFile(io.BytesIO(data)).comment


def written_anew(files):
    """Write a pack of these files with manifest, sums and seal of its own."""
    manifest = json.loads(files["MANIFEST.json"])
    stream = io.BytesIO()
    archive = Archive(stream, day=date(2026, 6, 12))
    for one in manifest["files"]:
        archive.add(one["path"], files[one["path"]], what=one["what"], record=one["record"])
    about = {key: value for key, value in manifest.items() if key not in {"files", "format"}}
    archive.finish(about)
    return sealed(stream)


TAMPERINGS = [
    flipped_bit, cut_off, longer, run_over, removed, added, renamed, swapped, changed_manifest, edited_line, doubled, led_out,
]  # fmt: skip


@pytest.mark.parametrize("number", range(CHANGES))
@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_every_tampering_is_found(number, tmp_path):
    data, _digest = pack()
    draw = random.Random(number)
    tamper = TAMPERINGS[number % len(TAMPERINGS)]

    found = found_in(tamper(data, draw), tmp_path)

    assert found.problems, tamper.__name__
    assert tell(found, io.StringIO()) in {1, 2}
    assert sorted(path.name for path in tmp_path.iterdir()) == ["goi.zip"]  # nothing was unpacked


@pytest.mark.parametrize("number", range(CHANGES))
def test_every_tampering_of_an_unpacked_pack_is_found(number, tmp_path):
    data, _digest = pack()
    draw = random.Random(number)
    zipfile.ZipFile(io.BytesIO(data)).extractall(tmp_path)
    files = sorted(path for path in tmp_path.rglob("*") if path.is_file())
    one, other = draw.sample(files, 2)
    match number % 5:
        case 0:
            one.write_bytes(flipped_bit(one.read_bytes(), draw))
        case 1:
            one.unlink()
        case 2:
            (one.parent / "them.txt").write_bytes(b"x")
        case 3:
            one.rename(one.with_name("doi-ten.bin"))
        case 4:
            kept = one.read_bytes()
            one.write_bytes(other.read_bytes() + b"x")
            other.write_bytes(kept)

    assert verify(tmp_path).problems


def test_every_bit_of_a_small_pack_is_under_the_seal(tmp_path):
    file = io.BytesIO()
    archive = Archive(file, day=date(2026, 6, 12))
    _own, told = line(1, BEGINNING)
    archive.add("nhat-ky/nhat-ky.jsonl", told, what="nhật ký")
    archive.finish({"journal": {"agency": "b7d0e1f2", "seq": 5, "hash": "0" * 64, "lines": 1}})
    data = sealed(file)
    assert found_in(data, tmp_path).problems == []

    step = 1 if CHANGES > 20 else 37
    for bit in range(0, len(data) * 8, step):
        at = bit // 8
        changed = data[:at] + bytes([data[at] ^ (1 << bit % 8)]) + data[at + 1 :]
        assert found_in(changed, tmp_path).problems, bit


def test_a_pack_made_anew_all_through_is_told_by_the_hash_of_its_manifest(tmp_path):
    data, digest = pack()
    files = entries(data)
    files["ho-so/9.2/0001-dg/01-tep.bin"] = b"noi dung khac"
    forged = written_anew(files)
    path = tmp_path / "goi.zip"
    path.write_bytes(forged)

    assert verify(path).problems == []  # sound in itself: only Sotay knows that it is another
    assert verify(path).manifest_hash != digest
    assert verify(path, grouped(digest)).codes == ["other_hash"]
    path.write_bytes(data)
    assert verify(path, grouped(digest).upper()).problems == []


@pytest.mark.parametrize(
    ("codes", "change"),
    [
        (["seal", "unsafe_name"], lambda data: led_out(data, random.Random(1))),
        (["seal"], lambda data: packed(_files(data))),
        (
            ["seal", "missing"],
            lambda data: packed([one for one in _files(data) if one[0] != "ho-so/9.2/0003-dg/01-tep.bin"]),
        ),
        (["seal", "added"], lambda data: packed([*_files(data), ("them.txt", b"x")])),
        (["seal", "no_manifest"], lambda data: packed([one for one in _files(data) if one[0] != "MANIFEST.json"])),
        (["seal", "not_whole"], lambda data: data[:5000]),
    ],
)
def test_what_was_done_is_said(codes, change, tmp_path):
    assert found_in(change(pack()[0]), tmp_path).codes == codes


def test_a_file_that_is_not_what_was_stored_leaves_nothing_in_the_pack(tmp_path):
    file = io.BytesIO()
    archive = Archive(file, day=date(2026, 6, 12))
    archive.add("mot.txt", b"mot" * 99, what="tệp")
    with pytest.raises(Changed):
        archive.add("hai.txt", b"hai" * 5000, what="tệp", sha256="0" * 64)
    own, told = line(1, BEGINNING)
    archive.add("nhat-ky/nhat-ky.jsonl", told, what="nhật ký")
    archive.finish({"journal": {"agency": "b7d0e1f2", "seq": 1, "hash": own, "lines": 1}})
    data = sealed(file)

    assert found_in(data, tmp_path).problems == []
    assert list(entries(data)) == ["mot.txt", "nhat-ky/nhat-ky.jsonl", "MANIFEST.json", "SHA256SUMS"]


def test_links_in_a_folder_are_refused(tmp_path):
    zipfile.ZipFile(io.BytesIO(pack()[0])).extractall(tmp_path)
    (tmp_path / "lien-ket").symlink_to("/etc/passwd")

    assert verify(tmp_path).codes == ["odd_entry"]


def test_a_bomb_is_read_no_further_than_the_manifest_says(tmp_path, monkeypatch):
    data, _digest = pack()
    files = dict(_files(data))
    files["ho-so/9.2/0000-dg/01-tep.bin"] = bytes(200 << 20)
    read = []
    pieces = verifier.ZipPack.pieces
    counted = lambda self, name: (read.append(len(one)) or one for one in pieces(self, name))  # noqa: E731
    monkeypatch.setattr(verifier.ZipPack, "pieces", counted)

    found = found_in(packed(files.items()), tmp_path)

    assert "size" in found.codes
    assert sum(read) < 5 << 20


def pythons():
    """Return the Pythons of this machine from 3.8 on, as far as they run."""
    named = [shutil.which(f"python3.{minor}") for minor in range(8, 15)]
    kept = [str(one) for one in sorted(Path.home().glob(".pyenv/versions/3.*/bin/python"))]
    asked = "import sys; sys.exit(sys.version_info < (3, 8))"
    every = dict.fromkeys([sys.executable, *filter(None, named), *kept])
    return [
        one for one in every if subprocess.run([one, "-c", asked], capture_output=True, check=False).returncode == 0
    ]


def test_the_verifier_is_one_file_of_the_standard_library_for_python_3_8(tmp_path):
    source = VERIFIER.read_text("utf-8")
    tree = ast.parse(source, feature_version=(3, 8))
    imported = {
        name.split(".")[0]
        for node in ast.walk(tree)
        for name in (
            [one.name for one in node.names] if isinstance(node, ast.Import)
            else [node.module or "."] if isinstance(node, ast.ImportFrom) else []
        )
    }  # fmt: skip
    data, digest = pack()
    (tmp_path / "goi.zip").write_bytes(data)
    (tmp_path / "hong.zip").write_bytes(cut_off(data, random.Random(3)))

    assert imported <= set(sys.stdlib_module_names)
    for python in pythons():
        told = [
            subprocess.run(
                [python, "-I", str(VERIFIER), *words],
                cwd=tmp_path,
                capture_output=True,
                text=True,
                check=False,
                encoding="utf-8",
            )
            for words in (["goi.zip", "--ma", grouped(digest)], ["hong.zip"], ["khong-co.zip"], ["--lạ"])
        ]
        assert [one.returncode for one in told] == [0, 1, 2, 2], python
        assert "GÓI NGUYÊN VẸN" in told[0].stdout
        assert not any("Traceback" in one.stderr for one in told)


def test_the_verifier_within_an_unpacked_pack_checks_its_folder(tmp_path):
    zipfile.ZipFile(io.BytesIO(pack()[0])).extractall(tmp_path)
    call = [sys.executable, "-I", str(tmp_path / "kiem-tra.py")]

    assert subprocess.run(call, cwd="/", capture_output=True, check=False).returncode == 0
    (tmp_path / "SHA256SUMS").unlink()
    assert subprocess.run(call, cwd="/", capture_output=True, check=False).returncode == 1


@pytest.mark.parametrize("name", ["json.py", "hashlib.py", "zipfile.py", "struct.py"])
def test_a_module_laid_beside_the_verifier_is_not_run(name, tmp_path):
    zipfile.ZipFile(io.BytesIO(pack()[0])).extractall(tmp_path)
    (tmp_path / name).write_text("import pathlib, sys\npathlib.Path(__file__ + '.ran').touch()\nsys.exit(0)\n")

    ran = subprocess.run(
        [sys.executable, str(tmp_path / "kiem-tra.py")],
        cwd="/", capture_output=True, check=False, text=True, encoding="utf-8",
    )  # fmt: skip

    assert ran.returncode == 1
    assert name in ran.stdout
    assert not (tmp_path / f"{name}.ran").exists()


def test_what_a_forged_pack_says_of_itself_cannot_wipe_out_the_verdict(tmp_path):
    files = entries(pack()[0])
    manifest = json.loads(files["MANIFEST.json"])
    manifest["title"] = "Gói\nGÓI NGUYÊN VẸN / THE PACK IS INTACT\x1b[8m"
    manifest["journal"]["checkpoint"] = "x\x1b[2J\x9b8m"
    files["MANIFEST.json"] = json.dumps(manifest).encode()

    out = io.StringIO()

    assert tell(found_in(packed(files.items()), tmp_path), out) == 1
    assert not {"\x1b", "\x9b"} & set(out.getvalue())
    assert "GÓI NGUYÊN VẸN / THE PACK IS INTACT" not in out.getvalue().splitlines()


@pytest.mark.parametrize("before", [True, False])
def test_what_is_hidden_between_the_files_of_a_zip_is_found_though_the_seal_was_made_anew(before, tmp_path):
    data, digest = pack()
    hidden = packed([("them.txt", b"an giau")])
    hidden = hidden[: zipfile.ZipFile(io.BytesIO(hidden)).start_dir]
    bare = bytearray(data[:-64])
    start = zipfile.ZipFile(io.BytesIO(data)).start_dir
    end = bare.rindex(b"PK\x05\x06")
    bare[end + 16 : end + 20] = (start + len(hidden)).to_bytes(4, "little")
    if before:
        for entry in range(len(entries(data))):
            at = _central(bare, start, entry)
            offset = int.from_bytes(bare[at + 42 : at + 46], "little") + len(hidden)
            bare[at + 42 : at + 46] = offset.to_bytes(4, "little")
    bare[0 if before else start : 0 if before else start] = hidden
    forged = bytes(bare) + hashlib.sha256(bare).hexdigest().encode()

    found = found_in(forged, tmp_path)

    assert (found.codes, found.manifest_hash) == (["hidden"], digest)


def _central(data, at, number):
    """Return where an entry of the list of files of a ZIP begins."""
    for _before in range(number):
        at += 46 + sum(int.from_bytes(data[at + place : at + place + 2], "little") for place in (28, 30, 32))
    return at
