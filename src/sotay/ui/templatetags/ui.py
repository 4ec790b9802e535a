"""The components of every page, one tag and one template each; arguments after the subject are keyword-only."""

from typing import Any

from django import template
from django.template.base import render_value_in_context
from django.template.loader import get_template
from django.utils.html import format_html, strip_tags
from django.utils.safestring import SafeString, mark_safe

from sotay.ui import formats, forms, icons, links, rail
from sotay.ui.standing import standing_badge

register = template.Library()

register.filter("ngay", formats.ngay)
register.filter("luc", formats.luc)
register.filter("so", formats.so)
register.filter("co", formats.co)
register.filter("control", forms.control)
register.filter("kind", forms.kind)
register.filter("options", forms.options)
register.filter("first_id", forms.first_id)


def _render(name: str, **values: Any) -> SafeString:
    return mark_safe(get_template(f"ui/components/{name}.html").render(values).strip())  # noqa: S308  a template escapes


@register.simple_tag
def icon(name: str, *, size: int = 20, label: str = "") -> SafeString:
    """Draw an icon of the vendored set."""
    return icons.icon(name, size=size, label=str(label))


@register.simple_tag(takes_context=True)
def once(context: template.Context) -> str:
    """Put the once-token of this form, so that the same sending counts once."""
    new_token = getattr(context.get("request"), "new_once_token", None)
    return format_html('<input type="hidden" name="once" value="{}">', new_token()) if new_token else ""


@register.simple_tag
def standing(*, kind: str, late: bool = False, text: str = "") -> SafeString:
    """Show a standing: icon, word and colour; `late` adds "(trễ)", `text` stands instead of the word."""
    return standing_badge(kind, late=late, text=text)


@register.simple_tag(takes_context=True)
def table_rows(context: template.Context, *, table: Any, rows: Any = None) -> SafeString:
    """Write the rows of a table, or those given of it; what a column's cells begin with is made once, for lists are what is opened most.

    A cell without anything is marked, so that a telephone leaves its line out.
    """
    openings = {
        column.name: format_html('<td data-label="{}" {}', strip_tags(str(column.header)), column.attrs["td"].as_html())
        for column in table.columns
    }
    nothing = ("", table.default)
    written = []
    for row in table.paginated_rows if rows is None else rows:
        cells = [
            f"{openings[column.name]}{' data-empty' * (cell in nothing)}>{render_value_in_context(formats.so(cell) if column.localize and cell not in nothing else cell, context)}</td>"
            for column, cell in row.items()
        ]
        written.append(format_html("<tr {}>{}</tr>", row.attrs.as_html(), mark_safe("".join(cells))))  # noqa: S308  cells are escaped
    return mark_safe("\n".join(written))  # noqa: S308  rows are


@register.inclusion_tag("ui/components/state_badge.html")
def state_badge(*, label: str, tone: str = "quiet") -> dict[str, Any]:
    """Show the state of a record; tone is quiet, now, done, warn or stop."""
    return {"label": label, "tone": tone}


@register.inclusion_tag("ui/components/steps.html")
def steps(*, steps: Any) -> dict[str, Any]:
    """Show the way of a record as a strip of `Step`."""
    return {"steps": steps}


@register.simple_block_tag
def next_action(content: SafeString, *, title: str, note: str = "") -> SafeString:
    """Show the one thing to do next; the content holds its button."""
    return _render("next_action", content=content, title=title, note=note)


@register.inclusion_tag("ui/components/blocked.html")
def blocked(*, title: str, reasons: Any) -> dict[str, Any]:
    """Show what is not possible now and why; each reason has `.text` and may have `.url`."""
    told = [{"text": reason.text, "url": links.reason_url(reason)} for reason in reasons]
    return {"title": title, "reasons": told}


@register.simple_block_tag
def card(
    content: SafeString, *, title: str = "", note: str = "", level: int = 2, flush: bool = False, anchor: str = ""
) -> SafeString:
    """Frame a block of a page; `flush` lets a table touch the frame."""
    return _render("card", content=content, title=title, note=note, level=level, flush=flush, anchor=anchor)


@register.simple_block_tag
def page_header(content: SafeString, *, title: str, kicker: str = "", note: str = "") -> SafeString:
    """Head a page; the content holds its buttons."""
    return _render("page_header", content=_trimmed(content), title=title, kicker=kicker, note=note)


@register.inclusion_tag("ui/components/crumbs.html")
def crumbs(*, items: Any) -> dict[str, Any]:
    """Show the way to this page as links."""
    return {"items": items}


@register.inclusion_tag("ui/components/tabs.html")
def tabs(*, items: Any, label: str) -> dict[str, Any]:
    """Show the pages on one subject; `label` names the row of tabs to screen readers."""
    return {"items": items, "label": label}


@register.simple_block_tag
def empty(content: SafeString, *, title: str, why: str, basis: str = "") -> SafeString:
    """Teach where nothing stands yet; the content holds the button to begin and the one for a sample."""
    return _render("empty", content=_trimmed(content), title=title, why=why, basis=basis)


@register.inclusion_tag("ui/components/history.html")
def history(*, lines: Any) -> dict[str, Any]:
    """Show who did what, when and why, from `HistoryLine`."""
    return {"lines": lines}


@register.inclusion_tag("ui/components/definitions.html")
def definitions(*, rows: Any) -> dict[str, Any]:
    """Show pairs of name and value; an empty value reads "chưa có"."""
    return {"rows": rows}


@register.simple_tag
def avatar(*, name: str) -> SafeString:
    """Show the first letters of a name."""
    return format_html('<span class="avatar avatar-sm" aria-hidden="true">{}</span>', formats.initials(str(name)))


@register.inclusion_tag("ui/components/pagination.html", takes_context=True)
def pagination(context: template.Context, *, page: Any, field: str = "page", target: str = "") -> dict[str, Any]:
    """Turn the pages of a list, keeping filters and sort; `target` is the part htmx swaps."""
    request = context["request"]
    around = {
        "before": links.with_query(request, **{field: page.number - 1}) if page.has_previous() else "",
        "after": links.with_query(request, **{field: page.number + 1}) if page.has_next() else "",
    }
    return {"page": page, "pages": links.page_links(request, page, field=field), "target": target, **around}


@register.simple_tag(takes_context=True)
def sort_url(context: template.Context, *, table: Any, column: Any) -> str:
    """Return the address that sorts a table by a column, from its first page."""
    changes = {table.prefixed_order_by_field: column.order_by_alias.next, table.prefixed_page_field: None}
    return links.with_query(context["request"], **changes)


@register.inclusion_tag("ui/components/side.html")
def side(side: Any) -> dict[str, Any]:
    """Draw what an area tells beside a record: a title, its lines with their links, one link to act."""
    return {"side": side}


@register.inclusion_tag("ui/components/chips.html")
def chips(*, items: Any) -> dict[str, Any]:
    """Show related things as small links."""
    return {"items": items}


@register.inclusion_tag("ui/components/action.html", takes_context=True)
def action(context: template.Context, action: Any, *, small: bool = False) -> dict[str, Any]:
    """Draw an `Action`: a link, a form that posts, or a greyed button with its reason."""
    return {
        "request": context.get("request"),
        "csrf_token": context.get("csrf_token"),
        "action": action,
        "small": small,
    }


@register.simple_block_tag(takes_context=True)
def confirm(
    context: template.Context,
    content: SafeString,
    *,
    anchor: str,
    label: str,
    title: str,
    url: str,
    submit: str,
    fallback: str,
    danger: bool = False,
) -> SafeString:
    """Ask before doing: a dialog that posts to `url`; without JavaScript the link leads to the page `fallback`."""
    return _render(
        "confirm",
        content=content,
        anchor=anchor,
        label=label,
        title=title,
        url=url,
        submit=submit,
        fallback=fallback,
        danger=danger,
        request=context.get("request"),
        csrf_token=context.get("csrf_token"),
    )


@register.simple_block_tag
def table_wrap(content: SafeString, *, label: str = "") -> SafeString:
    """Wrap a table whose rows become cards on a phone; each `td` needs a `data-label`."""
    return format_html('<div class="table-cards" {}>{}</div>', _labelled(label), content)


@register.simple_block_tag
def notice(content: SafeString, *, tone: str = "info", title: str = "") -> SafeString:
    """Say something that stays on the page; tone is info, good, warn or bad."""
    sign = {"info": "info-circle", "good": "circle-check", "warn": "alert-circle", "bad": "alert-triangle"}[tone]
    return _render("notice", content=content, tone=tone, title=title, icon=sign)


@register.inclusion_tag("ui/components/files.html")
def files(*, files: Any) -> dict[str, Any]:
    """List files that can be opened."""
    return {"files": files}


@register.inclusion_tag("ui/components/fact.html")
def fact(*, value: str, label: str, note: str = "", url: str = "") -> dict[str, Any]:
    """Show one figure that opens onto the records it counts."""
    return {"value": value, "label": label, "note": note, "url": url}


@register.inclusion_tag("ui/components/progress.html")
def progress(*, value: int, total: int, label: str) -> dict[str, Any]:
    """Show how far something has come."""
    return {"value": value, "total": total, "label": label, "percent": round(100 * value / total) if total else 0}


@register.inclusion_tag("ui/components/rail.html", takes_context=True)
def rail_nav(context: template.Context) -> dict[str, Any]:
    """Draw the rail: at the left, and at the foot of a phone."""
    all_entries = list(context.get("rail") or [])
    front, folded = rail.foot(all_entries)
    return {"rail": all_entries, "front": front, "folded": folded, "folded_active": any(one.active for one in folded)}


@register.inclusion_tag("ui/components/error_summary.html")
def error_summary(*, form: Any) -> dict[str, Any]:
    """List what keeps a form from being accepted, with links to the fields and to the places to put it right."""
    errors = form.errors if form.is_bound else {}
    reasons = [{"text": reason.text, "url": links.reason_url(reason)} for reason in getattr(form, "reasons", ())]
    places = {str(reason["text"]): reason["url"] for reason in reasons}
    fields = [(field, error, places.get(str(error))) for field in form for error in errors.get(field.name, ())]
    by_field = {str(error) for _field, error, _url in fields}
    reasons = [reason for reason in reasons if str(reason["text"]) not in by_field]
    told = {str(reason["text"]) for reason in reasons}
    others = [error for error in errors.get("__all__", ()) if str(error) not in told]
    return {"reasons": reasons, "others": others, "fields": fields, "tried": form.is_bound}


@register.inclusion_tag("ui/charts/ring.html")
def ring_figure(*, ring: Any) -> dict[str, Any]:
    """Draw the ISO year made by `charts.ring`, with its legend and its table."""
    return {"ring": ring}


@register.inclusion_tag("ui/charts/strip.html")
def strip_figure(*, rows: Any) -> dict[str, Any]:
    """Draw the clauses made by `charts.strip`."""
    return {"rows": rows}


@register.inclusion_tag("ui/charts/line.html")
def line_figure(*, line: Any) -> dict[str, Any]:
    """Draw a series made by `charts.line`, with its table."""
    return {"line": line}


@register.inclusion_tag("ui/charts/bars.html")
def bars_figure(*, bars: Any) -> dict[str, Any]:
    """Draw bars made by `charts.bars`."""
    return {"bars": bars}


@register.inclusion_tag("ui/charts/diagram.html")
def diagram_figure(*, diagram: Any) -> dict[str, Any]:
    """Draw boxes and arrows made by `charts.diagram`, with its table."""
    return {"diagram": diagram}


def _trimmed(content: SafeString) -> SafeString:
    return mark_safe(content.strip())  # noqa: S308  rendered and escaped by its own template


def _labelled(label: str) -> SafeString:
    return format_html('role="region" tabindex="0" aria-label="{}"', label) if label else mark_safe("")
