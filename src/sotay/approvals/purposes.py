"""What can be approved: each area names its purposes once, with the content that is pinned and what follows."""

import hashlib
import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from sotay.agency.models import Seat
from sotay.approvals.wording import APPROVING, Wording
from sotay.journal.chain import plain


@dataclass(frozen=True, slots=True)
class DefaultStep:
    """A step when the agency chose no route: a role, by its holder or whoever stands in for an empty seat."""

    role: str
    label: Any
    rule: str = "ONE"

    @property
    def role_label(self) -> str:
        """The role as it is called."""
        return str(Seat.Role(self.role).label)


@dataclass(frozen=True, slots=True)
class Purpose:
    """What an area tells about one kind of approval.

    `content` gives what the approver sees of a record as plain data; its hash is what the approval holds for.
    `on_approved(approval, actor=…, kept=…)` and `on_returned(approval, actor=…, reason=…)` are commands of the area, run
    in the same transaction; `kept` are the records not taken out of the set. `template` shows a record of the set to who
    decides, with what `show` gives of it; without one its content is listed. `authors` gives the keys of the people who
    wrote a record: they do not review it alone (`reviewers`); None where nobody writes what is approved. `wording` is what
    giving the last word is called.
    """

    code: str
    label: Any
    steps: tuple[DefaultStep, ...]
    content: Callable[[Any], Any]
    on_approved: Callable[..., Any]
    on_returned: Callable[..., Any]
    may_submit: str = field(default="approvals.submit")
    template: str = ""
    show: Callable[[Any], Mapping[str, Any]] = lambda _record: {}
    authors: Callable[[Any], Iterable[int]] | None = None
    wording: Wording = APPROVING


_purposes: dict[str, Purpose] = {}


def register(purpose: Purpose) -> None:
    """Make a purpose known; called once per purpose at start."""
    if purpose.code in _purposes:
        message = f"the purpose {purpose.code} is registered twice"
        raise ValueError(message)
    _purposes[purpose.code] = purpose


def get(code: str) -> Purpose:
    """Return a purpose; LookupError for one nobody registered."""
    return _purposes[code]


def find(code: str) -> Purpose | None:
    """Return a purpose, None for one nobody registered."""
    return _purposes.get(code)


def everyone() -> tuple[Purpose, ...]:
    """Return all purposes, in the order of their codes."""
    return tuple(_purposes[code] for code in sorted(_purposes))


def hash_of(content: Any) -> str:
    """Return the SHA-256 of content as plain data (canonical JSON)."""
    text = json.dumps(plain(content), ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def hash_of_set(hashes: list[str]) -> str:
    """Return the hash of a set from the hashes of its records, whatever their order."""
    return hashlib.sha256("".join(sorted(hashes)).encode()).hexdigest()
