"""The mail of notices as HTML: tables and letters every program knows, old Outlook too; nothing is fetched from anywhere.

Programs for mail drop style sheets, hence styles beside each word; they are the only ones of the house.
"""

from typing import Final

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from sotay.work.notices.letter import LATE, NEW, SOON, Group, Letter, Row

FACE: Final = "font-family:Arial,Helvetica,sans-serif;font-size:15px;line-height:22px;color:#1f2937"
SMALL: Final = "font-family:Arial,Helvetica,sans-serif;font-size:13px;line-height:19px;color:#4b5563"
TONES: Final = {LATE: ("#b42318", "#fef3f2"), SOON: ("#8a5a00", "#fffaeb"), NEW: ("#1d4e89", "#eef4fb")}
"""Letters and ground of the head of each group; both are told apart by words as well."""


def as_html(letter: Letter) -> str:
    """Return a mail as HTML that says what its plain text says, word for word."""
    return format_html(
        '<!DOCTYPE html>\n<html lang="vi"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1"><title>{}</title></head>\n'
        '<body bgcolor="#f3f4f6" style="margin:0;padding:0;background-color:#f3f4f6">\n'
        '<table role="presentation" width="100%" cellpadding="0" cellspacing="0" border="0" bgcolor="#f3f4f6"><tr>'
        '<td align="center" style="padding:16px 8px">\n'
        '<table role="presentation" width="640" cellpadding="0" cellspacing="0" border="0" bgcolor="#ffffff"'
        ' style="width:100%;max-width:640px;background-color:#ffffff;border:1px solid #d1d5db">\n'
        '<tr><td style="padding:20px 24px 8px 24px;{}"><p style="margin:0 0 12px 0">{}</p><p style="margin:0">{}</p></td></tr>\n'
        "{}"
        '<tr><td style="padding:16px 24px 8px 24px;{}">'
        '<p style="margin:0 0 16px 0">{} <a href="{}" style="color:#1d4e89">{}</a></p>'
        '<p style="margin:0">{}<br>{}</p></td></tr>\n'
        '<tr><td style="padding:12px 24px 20px 24px;border-top:1px solid #e5e7eb;{}">{} '
        '<a href="{}" style="color:#1d4e89">{}</a></td></tr>\n'
        "</table>\n</td></tr></table>\n</body></html>\n",
        letter.subject,
        FACE,
        letter.greeting,
        letter.intro,
        format_html_join("", "{}", ((_group(one),) for one in letter.groups)),
        FACE,
        letter.all_words,
        letter.all_url,
        letter.all_url,
        letter.closing,
        letter.signed,
        SMALL,
        letter.choice_words,
        letter.choice_url,
        letter.choice_url,
    )


def _group(group: Group) -> SafeString:
    ink, ground = TONES[group.key]
    return format_html(
        '<tr><td style="padding:12px 24px 4px 24px">\n'
        '<table width="100%" cellpadding="0" cellspacing="0" border="0" style="border-collapse:collapse">\n'
        '<tr><th colspan="2" align="left" bgcolor="{}" style="padding:6px 8px;background-color:{};{};color:{};font-weight:bold">'
        "{} ({})</th></tr>\n{}</table></td></tr>\n",
        ground,
        ground,
        FACE,
        ink,
        group.title.upper(),
        len(group.rows),
        format_html_join("", "{}", ((_row(one),) for one in group.rows)),
    )


def _row(row: Row) -> SafeString:
    """Draw a notice: what it is and of what, a link, in the first column; what is said of it in the second."""
    told = " ".join(filter(None, [f"({row.who})" if row.who else "", row.told]))
    return format_html(
        '<tr><td width="60%" valign="top" style="padding:8px;border-bottom:1px solid #e5e7eb;{}">{}: '
        '<a href="{}" style="color:#1d4e89">{}</a></td>'
        '<td width="40%" valign="top" style="padding:8px;border-bottom:1px solid #e5e7eb;{}">{}</td></tr>\n',
        FACE,
        row.kind,
        row.url,
        row.title,
        SMALL,
        told or "\N{NO-BREAK SPACE}",
    )
