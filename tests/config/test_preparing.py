"""What stands between new code and a running one."""

import os

import polib
import pytest

from sotay.config import freshness, preparing
from sotay.config.installation import ensure_secret_key
from sotay.config.translations import compile_translations


@pytest.fixture
def locale(tmp_path):
    folder = tmp_path / "en" / "LC_MESSAGES"
    folder.mkdir(parents=True)
    catalogue = polib.POFile()
    catalogue.metadata = {"Content-Type": "text/plain; charset=utf-8"}
    catalogue.append(polib.POEntry(msgid="Sổ tay", msgstr="Manual"))
    catalogue.save(str(folder / "django.po"))
    return tmp_path


def test_a_translation_is_compiled_once_and_again_when_it_changed(locale):
    (written,) = compile_translations(locale=locale)
    assert [entry.msgstr for entry in polib.mofile(str(written))] == ["Manual"]
    assert compile_translations(locale=locale) == []

    source = written.with_suffix(".po")
    source.write_text(source.read_text().replace("Manual", "Handbook"))
    later = written.stat().st_mtime_ns + 1_000_000
    os.utime(source, ns=(later, later))
    assert compile_translations(locale=locale) == [written]
    assert [entry.msgstr for entry in polib.mofile(str(written))] == ["Handbook"]
    assert [path.name for path in written.parent.iterdir() if path.suffix not in {".po", ".mo"}] == []


def test_static_files_are_gathered_when_one_changed_and_only_then(tmp_path, settings, capsys):
    source, root = tmp_path / "source", tmp_path / "static"
    source.mkdir()
    settings.STATICFILES_DIRS = [source]
    settings.STATICFILES_FINDERS = ["django.contrib.staticfiles.finders.FileSystemFinder"]
    settings.STATIC_ROOT = root
    preparing.get_finders.__globals__["get_finder"].cache_clear()
    (source / "a.css").write_text("a {}")

    assert preparing.collect_static(root)
    assert (root / "a.css").read_text() == "a {}"
    assert not preparing.collect_static(root)

    (source / "a.css").unlink()
    (source / "b.css").write_text("b {}")
    assert preparing.collect_static(root)
    assert not (root / "a.css").exists()
    preparing.get_finders.__globals__["get_finder"].cache_clear()


@pytest.mark.django_db
def test_an_external_database_that_psql_cannot_ask_is_prepared_every_time(tmp_path, monkeypatch):
    monkeypatch.setenv("DATABASE_URL", "postgresql://x:y@127.0.0.1:1/none")
    freshness.note_prepared(tmp_path)
    assert not freshness.was_prepared(tmp_path)


def test_the_key_is_made_once_for_our_eyes_alone(tmp_path, monkeypatch):
    monkeypatch.setenv("SOTAY_VAR", str(tmp_path / "var"))
    monkeypatch.delenv("SOTAY_SECRET_KEY", raising=False)
    ensure_secret_key()
    path = tmp_path / "var" / "secret-key"
    first = path.read_text()
    ensure_secret_key()
    assert path.read_text() == first
    assert len(first) >= 50
    assert path.stat().st_mode & 0o777 == 0o600


def test_a_key_from_outside_leaves_no_file(tmp_path, monkeypatch):
    monkeypatch.setenv("SOTAY_VAR", str(tmp_path / "var"))
    monkeypatch.setenv("SOTAY_SECRET_KEY", "kept elsewhere")
    ensure_secret_key()
    assert not (tmp_path / "var").exists()
