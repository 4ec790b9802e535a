"""The words for what happened: each area names its acts once; an act nobody named is shown by its code."""

from collections.abc import Mapping

from django.utils.functional import Promise

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


def known_actions() -> Mapping[str, Promise | str]:
    """Return every named act."""
    return dict(_sentences)
