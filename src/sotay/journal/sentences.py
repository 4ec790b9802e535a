"""The words for what happened: each area names its acts once; an act nobody named is shown by its code."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext as _

from sotay.journal.models import Entry

_sentences: dict[str, Promise | str] = {}


def register(sentences: Mapping[str, Promise | str]) -> None:
    """Name acts (`area.noun.past_tense` → a short sentence such as *Thêm đơn vị*)."""
    if doubled := _sentences.keys() & sentences.keys():
        message = f"these acts are named twice: {', '.join(sorted(doubled))}"
        raise ValueError(message)
    _sentences.update(sentences)


def sentence_of(action: str) -> str:
    """Return the words for an act."""
    return str(_sentences.get(action, action))


def told_of(entry: Entry) -> str:
    """Return an entry in words: the act, and the number of the signed paper it rests on where there is one."""
    said, paper = sentence_of(entry.action), entry.data.get("paper")
    return _("%(act)s theo văn bản %(number)s") % {"act": said, "number": paper} if paper else said


def name_of(actor_name: str) -> str:
    """Return who acted in words: a person's name as it is, the command line and jobs by what they are."""
    if actor_name == "command_line":
        return _("dòng lệnh")
    return _("tiến trình nền") if actor_name.startswith("job:") else actor_name


def known_actions() -> Mapping[str, Promise | str]:
    """Return every named act."""
    return dict(_sentences)
