"""The words, icons and colours of a standing: always the three together, never colour alone."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from sotay.ui.icons import icon


@dataclass(frozen=True, kw_only=True)
class Standing:
    """How one standing is shown."""

    key: str
    word: str | Promise
    icon: str


_ALL = (
    Standing(key="met", word=_("Đã thực hiện"), icon="circle-check"),
    Standing(key="due_soon", word=_("Sắp đến hạn"), icon="clock-exclamation"),
    Standing(key="overdue", word=_("Quá hạn"), icon="alert-triangle"),
    Standing(key="open", word=_("Chưa đến hạn"), icon="circle-dashed"),
    Standing(key="not_arisen", word=_("Chưa phát sinh"), icon="circle-dotted"),
    Standing(key="not_applicable", word=_("Không áp dụng"), icon="circle-minus"),
    Standing(key="not_checked", word=_("Chưa kiểm tra tự động"), icon="help-circle"),
)
STANDINGS = {one.key: one for one in _ALL}


def standing(kind: str) -> Standing:
    """Return how a standing is shown; LookupError for a word that is none."""
    return STANDINGS[kind.lower()]


def standing_badge(kind: str, *, late: bool = False, text: str | Promise = "") -> SafeString:
    """Return a standing as HTML: icon, word and colour; `late` adds "(trễ)", `text` stands instead of the word."""
    shown = standing(kind)
    return format_html(
        '<span class="standing standing-{}">{}<span>{}{}</span></span>',
        shown.key,
        icon(shown.icon, size=16),
        text or shown.word,
        format_html(" {}", _("(trễ)")) if late else "",
    )
