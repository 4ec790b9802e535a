"""Forms as a table, group by group."""

from typing import Any, Final

import django_tables2 as tables
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from sotay.papers.catalogue.groups import GROUPS
from sotay.papers.catalogue.queries import FormRow
from sotay.papers.catalogue.tabs import address
from sotay.papers.faces import DOCX, FACES, PDF
from sotay.ui.formats import ngay

FEW: Final = 12
"""So many forms are read at a glance."""


class Forms(tables.Table):
    """The code people read, title, clause, edition, whether a template replaces it, the blank to print.

    What a form has not stays empty: a telephone leaves the line out.
    """

    read_code = tables.Column(verbose_name=_("Mã"), attrs={"td": {"class": "code"}})
    title = tables.Column(
        verbose_name=_("Tên biểu mẫu"),
        linkify=lambda record, table: address(table.request.actor, "form_detail", code=record.code),
        attrs={"td": {"class": "lead"}, "th": {"class": "lead"}},
    )
    clause = tables.Column(verbose_name=_("Điều khoản"), empty_values=())
    edition = tables.Column(verbose_name=_("Lần ban hành"), empty_values=())
    has_template = tables.Column(verbose_name=_("Mẫu riêng"))
    blank = tables.Column(verbose_name=_("Bản trống"), accessor="has_blank", attrs={"td": {"class": "faces"}})

    class Meta:
        order_by = ()
        orderable = False  # a catalogue has its order
        template_name = "papers/catalogue/table.html"

    @property
    def groups(self) -> list[tuple[str, list[Any]]]:
        """The rows by the groups of the catalogue, in its order."""
        found: dict[str, list[Any]] = {}
        for row in self.paginated_rows:
            found.setdefault(row.record.group, []).append(row)
        return [(title, found[title]) for title in map(str, GROUPS.values()) if title in found]

    @property
    def is_long(self) -> bool:
        """Whether its groups begin folded on a telephone."""
        return len(self.rows) > FEW

    def render_read_code(self, value: str, record: FormRow) -> SafeString | str:
        """Write the agency's own code with the number of the catalogue below it."""
        return format_html('{}<span class="basis">{}</span>', value, record.number) if record.own_code else value

    def render_title(self, value: str, record: FormRow) -> SafeString | str:
        """Write the agency's own name with that of the catalogue below it where they differ."""
        usual = str(record.form.title)
        return value if value == usual else format_html('{}<span class="basis d-block">{}</span>', value, usual)

    def render_edition(self, value: str, record: FormRow) -> SafeString | str:
        """Write the edition with its day below it: a column of its own would push the blanks out of the page."""
        day = ngay(record.issued_date)
        return format_html('{}<span class="basis d-block">{}</span>', value, day) if day else value

    def render_has_template(self, value: bool) -> str:
        """Write the word."""
        return str(_("có")) if value else ""

    def render_blank(self, value: bool, record: FormRow) -> SafeString | str:
        """Offer the blank as PDF and DOCX."""
        if not value:
            return ""
        links = [
            (address(self.request.actor, "form_print", code=record.code, face=face), FACES[face].word, record.title)
            for face in (PDF, DOCX)
        ]
        return format_html_join(
            " · ", '<a class="paper-face" href="{}?blank=1">{}<span class="visually-hidden"> {}</span></a>', links
        )
