"""The registry of forms (biểu mẫu): each feature makes its own known in its `papers.py`, built from a record or blank.

A form's `code` is that of the catalogue (A1 … J8, or a name of ours); what people read is its `number`, the same unless told
otherwise. The agency's own code (BM.01.07) and edition are data (`FormSetting`). `of` is the type of the record it is about, as in `agency/subjects.py`; `""` for one of the whole agency,
asked by `asks` ("year", "half", "day").
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from functools import wraps
from importlib import import_module
from threading import RLock
from typing import Any, Literal

from django.utils import translation

from sotay.agency.actor import Actor
from sotay.agency.models import Agency
from sotay.papers.model import FormMark, Paper

Asks = Literal["", "year", "half", "day"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Making:
    """What a form is built with: for whom, as of which day, of which period, with the agency's own code of the form.

    `year` and `half` (1, 2; 0 for the whole year) are set for forms that ask for them, else they follow from `on`.
    """

    agency: Agency
    viewer: Actor
    on: date
    year: int
    half: int = 0
    mark: FormMark | None = None


Build = Callable[[Any, Making], Paper]
"""Gets the record (None for a blank, or for a form of the whole agency) and returns the paper; a constant number of queries."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """A form as a feature tells it.

    `may(viewer, record)` says who prints it beyond seeing the record. `has_blank` is False for lists, of which an empty one
    helps nobody. `related` are foreign keys the builder reads of a record. `when(record)` says whether there is anything to
    print yet. `edited` names a paper that goes through issuing (văn bản đi): it can be drafted from the record's page.
    `by_feature` names one that its feature alone drafts, which binds it to its record: nobody drafts a second one beside it.
    `known_as` is the number people read where the code is a name of ours.
    """

    code: str
    title: Any
    build: Build
    of: str = ""
    asks: Asks = ""
    clause: str = ""
    may: Callable[[Actor, Any], bool] = field(default=lambda _viewer, _record: True)
    when: Callable[[Any], bool] = field(default=lambda _record: True)
    has_blank: bool = True
    edited: bool = False
    by_feature: bool = False
    known_as: str = ""

    @property
    def number(self) -> str:
        """What the catalogue calls it before people."""
        return self.known_as or self.code

    @property
    def is_drafted_by_anybody(self) -> bool:
        """Whether the page of outgoing papers drafts it."""
        return self.edited and not self.by_feature


_forms: dict[str, Form] = {}
_modules: dict[str, None] = {}
_loading = RLock()


def forms_in(*modules: str) -> None:
    """Say in which modules an area's forms stand; they are read with the first question for a form.

    A server at rest and a worker that prints nothing hold none of them, and start the sooner.
    """
    _modules.update(dict.fromkeys(modules))


def _known() -> dict[str, Form]:
    """Return all forms, the modules read that were not yet; one that cannot be read is asked for again the next time."""
    with _loading:
        for module in tuple(_modules):
            import_module(module)
            _modules.pop(module, None)
    return _forms


def form(
    code: str,
    *,
    title: Any,
    of: str = "",
    asks: Asks = "",
    clause: str = "",
    may: Callable[[Actor, Any], bool] = lambda _viewer, _record: True,
    when: Callable[[Any], bool] = lambda _record: True,
    has_blank: bool = True,
    edited: bool = False,
    by_feature: bool = False,
    known_as: str = "",
) -> Callable[[Build], Build]:
    """Make a form known; decorates its builder."""

    def known(build: Build) -> Build:
        if code in _forms:
            message = f"the form {code} is registered twice"
            raise ValueError(message)
        _forms[code] = Form(
            code=code, title=title, build=in_vietnamese(build), of=of, asks=asks, clause=clause, may=may, when=when,
            has_blank=has_blank, edited=edited, by_feature=by_feature, known_as=known_as,
        )  # fmt: skip
        return build

    return known


def in_vietnamese(build: Build) -> Build:
    """Let words of choices and fields stand in Vietnamese on paper, whatever the language of the screen (NĐ 30 Điều 8)."""

    @wraps(build)
    def built(record: Any, making: Making) -> Paper:
        with translation.override("vi"):
            return build(record, making)

    return built


def find(code: str) -> Form | None:
    """Return a form, None for a code nobody registered."""
    return _known().get(code)


def everyone() -> tuple[Form, ...]:
    """Return all forms in the order of the catalogue: by letter, then by number."""
    return tuple(sorted(_known().values(), key=lambda one: (one.number[:1], len(one.number), one.number)))


def forms_of(subject_type: str) -> tuple[Form, ...]:
    """Return the forms about records of a type."""
    return tuple(one for one in everyone() if one.of == subject_type)
