"""Legal documents as somebody types or pastes them: one a line, by number or whole *căn cứ* clauses."""

from collections.abc import Iterable

from sotay.agency.actor import Actor
from sotay.agency.citations import LAW, find_citations
from sotay.agency.document_numbers import parse_document_number
from sotay.agency.vietnamese import nfc, one_line
from sotay.context.laws.same_number import meant_by, told
from sotay.context.models import Law


def read_laws(text: str, *, viewer: Actor) -> tuple[list[Law], list[str]]:
    """Return the legal documents of the register named in a text, and the lines in which none was found; two queries.

    A line may be a number (`61/2018/NĐ-CP`), the name it bears in the register, or a clause that names several.
    """
    lines = [one for line in nfc(text).splitlines() if (one := one_line(line).strip("-–•;., "))]
    keys = {line: _keys(line) for line in lines}
    wanted = {key for some in keys.values() for key in some}
    laws = Law.objects.of(viewer)
    by_key: dict[str, list[Law]] = {}
    for law in laws.bearing(*wanted):
        by_key.setdefault(Law.base_of(law.key), []).append(law)
    by_name = {name: law for law in laws.filter(number__in=lines) for name in (law.number,)}
    by_name |= {str(law): law for law in laws.filter(title__in=lines)} | {
        law.title: law for law in laws.filter(title__in=lines)
    }
    found: dict[int, Law] = {}
    unknown = []
    for line in lines:
        named = [meant_by(line, by_key[key])[0] for key in keys[line] if key in by_key]
        if not named and line in by_name:
            named.append(by_name[line])
        if not named:
            unknown.append(line)
        found |= {law.pk: law for law in named}
    return list(found.values()), unknown


def write_laws(laws: Iterable[Law]) -> str:
    """Return legal documents one a line, so that `read_laws` finds them again."""
    return "\n".join(told(law) for law in laws)


def _keys(line: str) -> list[str]:
    """Return the keys a line may mean: of the number it is, and of every law it cites."""
    keys = [parse_document_number(line).key, line.lower()]
    return list(dict.fromkeys(filter(None, [*keys, *(one.key for one in find_citations(line) if one.kind == LAW)])))
