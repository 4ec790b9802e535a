"""What a public form sends, read: marks and words, the dossier or service it is about, contact freely given."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Final

from django.http import QueryDict
from django.utils.translation import gettext as _

from sotay.agency.models import Unit
from sotay.context.models import Service
from sotay.evaluation.open_forms import short_fields, why_wrong
from sotay.evaluation.satisfaction.marks import Marked, read
from sotay.evaluation.satisfaction.models import Question
from sotay.evaluation.satisfaction.public.commands import Contact
from sotay.evaluation.satisfaction.public.ways import Way, services_to_choose, settled_dossier
from sotay.evaluation.satisfaction.questionnaires.controls import sent
from sotay.operation.models import Dossier

LONGEST: Final = 10_000
"""Signs of a free answer."""


@dataclass(slots=True)
class Typed:
    """What was typed: by position for the questions, by name for the rest, with what is wrong with either."""

    answers: dict[int, Any] = field(default_factory=dict)
    rest: dict[str, str] = field(default_factory=dict)
    marked: Marked = field(default_factory=lambda: Marked([]))
    wrong: dict[str, str] = field(default_factory=dict)
    dossier: Dossier | None = None
    service: Service | None = None
    unit: Unit | None = None
    contact: Contact = field(default_factory=Contact)

    @property
    def is_right(self) -> bool:
        """Whether it can be kept."""
        return not self.wrong and not self.marked.wrong and not self.marked.is_empty


def typed_of(data: QueryDict, questions: Sequence[Question], way: Way, *, on: date) -> Typed:
    """Read a form. A code that names no settled dossier is left aside without a word: the page never tells which exist."""
    found = Typed(answers=_plain(sent(questions, data)), rest=short_fields(data))
    found.rest["service"] = data.get("service", "")[:40]
    found.marked = read(questions, found.answers)
    for place, text in found.marked.texts.items():
        if len(text) > LONGEST:
            found.marked.wrong[place] = _(
                "Ý kiến dài %(there)d ký tự, quá %(most)d. Hãy rút gọn, hoặc gửi phần còn lại bằng một phản ánh, kiến nghị."
            ) % {"there": len(text), "most": LONGEST}
    found.unit, found.service = way.unit, way.service
    if way.is_kiosk:
        found.rest = {}
        return found
    _read_rest(found, way, on=on)
    return found


def moved(typed: Typed, *, before: Sequence[Question], questions: Sequence[Question]) -> Typed:
    """Return what was typed into an older form as it stands in a new one: questions of one key and kind are one."""
    by_key = {(one.key, one.kind): typed.answers.get(one.position) for one in before}
    return Typed(answers={one.position: by_key.get((one.key, one.kind)) for one in questions}, rest=typed.rest)


def _read_rest(found: Typed, way: Way, *, on: date) -> None:
    found.wrong |= why_wrong(found.rest)
    found.contact = Contact(found.rest["name"], found.rest["phone"], found.rest["email"])
    if way.dossier is not None:
        return
    if chosen := found.rest["service"]:
        offered = {str(one.uuid): one for one in services_to_choose(way, on=on)}
        found.service = offered.get(chosen, found.service)
        if found.unit is None and found.service is not None:
            found.unit = found.service.unit
    if found.rest["code"] and "code" not in found.wrong:
        found.dossier = settled_dossier(way.agency, found.rest["code"])


def _plain(answers: dict[int, Any]) -> dict[int, Any]:
    """Return what was typed without signs the database cannot keep."""
    return {
        place: [one.replace("\x00", "") for one in value] if isinstance(value, list) else value.replace("\x00", "")
        for place, value in answers.items()
    }
