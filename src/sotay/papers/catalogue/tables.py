"""Forms as a table."""

import django_tables2 as tables
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from sotay.papers.catalogue.queries import FormRow
from sotay.papers.catalogue.tabs import address
from sotay.papers.faces import DOCX, FACES, PDF
from sotay.ui.formats import ngay


class Forms(tables.Table):
    """Code of the catalogue, title, the agency's own code and edition, the blank to print, whether a template replaces it."""

    code = tables.Column(verbose_name=_("Mã"), attrs={"td": {"class": "code"}})
    title = tables.Column(
        verbose_name=_("Tên biểu mẫu"),
        linkify=lambda record, table: address(table.request.actor, "form_detail", code=record.code),
        attrs={"td": {"class": "lead"}, "th": {"class": "lead"}},
    )
    clause = tables.Column(verbose_name=_("Điều khoản"))
    own_code = tables.Column(verbose_name=_("Mã của cơ quan"), attrs={"td": {"class": "code"}})
    edition = tables.Column(verbose_name=_("Lần ban hành"), empty_values=())
    has_template = tables.BooleanColumn(verbose_name=_("Mẫu riêng"), yesno=(_("có"), "–"))
    blank = tables.Column(verbose_name=_("Bản trống"), accessor="has_blank", orderable=False)

    class Meta:
        order_by = ()

    def render_title(self, value: str, record: FormRow) -> SafeString | str:
        """Write the agency's own name with that of the catalogue below it where they differ."""
        usual = str(record.form.title)
        return value if value == usual else format_html('{}<span class="basis d-block">{}</span>', value, usual)

    def render_edition(self, value: str, record: FormRow) -> SafeString | str:
        """Write the edition with its day below it: a column of its own would push the blanks out of the page."""
        day = ngay(record.issued_date)
        return format_html('{}<span class="basis d-block">{}</span>', value, day) if day else value or "–"

    def render_has_template(self, value: bool) -> str:
        """Write the word."""
        return str(_("có")) if value else "–"

    def render_blank(self, value: bool, record: FormRow) -> SafeString | str:
        """Offer the blank as PDF and DOCX."""
        if not value:
            return "–"
        links = [
            (address(self.request.actor, "form_print", code=record.code, face=face), FACES[face].word, record.title)
            for face in (PDF, DOCX)
        ]
        return format_html_join(
            " · ", '<a class="paper-face" href="{}?blank=1">{}<span class="visually-hidden"> {}</span></a>', links
        )
