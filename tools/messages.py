"""Keep the English words complete: read every text of the source into locale/en.

`--check` changes nothing and fails when a text is missing, left over or not translated.

Vietnamese is the language of the source, so that only English needs a catalogue of ours.
"""

import io
import re
import sys
from collections import defaultdict
from pathlib import Path

import polib
from babel.messages.extract import extract_javascript, extract_python
from django.conf import settings
from django.utils.translation.template import templatize

ROOT = Path(__file__).resolve().parent.parent
SOURCE = ROOT / "src" / "sotay"
CATALOGUE = SOURCE / "locale" / "en" / "LC_MESSAGES" / "django.po"
KEYWORDS = {
    "_": None,
    "gettext": None,
    "_now": None,
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2),
}
PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|%[sd]")
Key = tuple[str | None, str, str | None]


def texts() -> dict[Key, list[tuple[str, str]]]:
    """Return every text of the source (context, text, plural) with the places it stands in."""
    found: dict[Key, list[tuple[str, str]]] = defaultdict(list)
    for path in sorted(SOURCE.rglob("*.py")):
        if "migrations" not in path.parts:
            content = path.read_text(encoding="utf-8")
            _gather(found, path, extract_python(io.BytesIO(content.encode()), KEYWORDS, [], {}))
    for path in sorted(SOURCE.rglob("*.html")):
        content = templatize(path.read_text(encoding="utf-8"), origin=str(path))
        _gather(found, path, extract_javascript(io.BytesIO(content.encode()), KEYWORDS, [], {}))
    return found


def _gather(found: dict[Key, list[tuple[str, str]]], path: Path, extracted: object) -> None:
    for line, function, words, _comments in extracted:  # type: ignore[attr-defined]
        said = words if isinstance(words, tuple) else (words,)
        if not said or not said[0]:
            continue
        if function.startswith("pgettext"):
            key: Key = (said[0], said[1], None)
        elif function.startswith("ngettext"):
            key = (None, said[0], said[1])
        else:
            key = (None, said[0], None)
        if any(char.isalpha() for char in key[1]):
            found[key].append((path.relative_to(ROOT).as_posix(), str(line)))


def merge() -> polib.POFile:
    """Bring the catalogue in line with the source, keeping what is translated."""
    catalogue = polib.pofile(str(CATALOGUE)) if CATALOGUE.exists() else polib.POFile()
    catalogue.wrapwidth = 110
    catalogue.metadata = {
        "Project-Id-Version": "Sotay",
        "Language": "en",
        "MIME-Version": "1.0",
        "Content-Type": "text/plain; charset=utf-8",
        "Content-Transfer-Encoding": "8bit",
        "Plural-Forms": "nplurals=2; plural=(n != 1);",
    }
    kept = {(entry.msgctxt, entry.msgid, entry.msgid_plural or None): entry for entry in catalogue}
    catalogue.clear()
    for key, places in sorted(texts().items(), key=lambda item: (item[1][0], item[0][1])):
        entry = kept.get(key) or _entry(key)
        entry.occurrences = [(place, "") for place in sorted({place for place, _line in places})]
        entry.flags = ["python-format"] if PLACEHOLDER.search(entry.msgid) else []
        entry.obsolete = False
        catalogue.append(entry)
    return catalogue


def _entry(key: Key) -> polib.POEntry:
    context, text, plural = key
    if plural:
        return polib.POEntry(msgctxt=context, msgid=text, msgid_plural=plural, msgstr_plural={0: "", 1: ""})
    return polib.POEntry(msgctxt=context, msgid=text, msgstr="")


def faults() -> list[str]:
    """Return what is wrong with the catalogue, a line each."""
    wanted, lines = texts(), []
    there = {(entry.msgctxt, entry.msgid, entry.msgid_plural or None): entry for entry in polib.pofile(str(CATALOGUE))}
    for key, places in wanted.items():
        where = ":".join(places[0])
        if key not in there:
            lines.append(f"{where}: not in the catalogue: {key[1]!r}")
            continue
        entry = there[key]
        said = list(entry.msgstr_plural.values()) if entry.msgid_plural else [entry.msgstr]
        if not all(said):
            lines.append(f"{where}: not translated: {key[1]!r}")
        elif any(sorted(PLACEHOLDER.findall(one)) != sorted(PLACEHOLDER.findall(entry.msgid)) for one in said):
            lines.append(f"{where}: other placeholders in English: {key[1]!r}")
    lines += [f"left over: {key[1]!r}" for key in there if key not in wanted]
    if not lines and CATALOGUE.read_text(encoding="utf-8").rstrip() != str(merge()).rstrip():
        lines.append("written in another way than `make messages` writes: run it, so that changes stay readable")
    return lines


def main() -> int:
    """Merge, or check and say what is missing."""
    settings.configure(USE_I18N=True)
    if "--check" in sys.argv:
        found = faults()
        print("\n".join(found[:60]))
        print(f"{len(found)} faults in {CATALOGUE.relative_to(ROOT)}")
        return 1 if found else 0
    catalogue = merge()
    CATALOGUE.parent.mkdir(parents=True, exist_ok=True)
    catalogue.save(str(CATALOGUE))
    print(f"{len(catalogue)} texts, {len(catalogue.untranslated_entries())} to translate")
    return 0


if __name__ == "__main__":
    sys.exit(main())
