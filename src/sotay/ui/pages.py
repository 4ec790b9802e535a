"""The three skeletons of a page, as functions a feature calls: a list, a record, a form."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.forms import BaseForm
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django_tables2 import RequestConfig, Table

from sotay.ui import forms as ui_forms
from sotay.ui import stale as stale_versions
from sotay.ui.htmx import wants_part
from sotay.ui.links import with_query
from sotay.ui.parts import Action, Empty, Link, RecordPage, Submit, Tab, Text

PER_PAGE = 25
EMPTY = "–"
FOLD_LABEL = _("Thêm chi tiết (không bắt buộc)")


def list_page(
    request: HttpRequest,
    *,
    title: Text,
    table: Table,
    filter: Any = None,  # noqa: A002  the word of django-filter
    kicker: Text = "",
    intro: Text = "",
    crumbs: Sequence[Link] = (),
    tabs: Sequence[Tab] = (),
    actions: Sequence[Action] = (),
    empty: Empty | None = None,
    exports: Sequence[str] = ("xlsx", "csv"),
    per_page: int = PER_PAGE,
    template: str = "ui/list.html",
    context: dict[str, Any] | None = None,
) -> HttpResponse:
    """Answer with a list: filters, sort, pages, exports; htmx gets the rows alone.

    `table` is made from `filter.qs`. `exports` names the formats the view answers by `?export=`. A template of the
    feature's own extends `ui/list.html`.
    """
    table.default = EMPTY
    RequestConfig(request, paginate={"per_page": per_page}).configure(table)
    filtering = bool(filter is not None and _narrowing(filter))
    values = {
        "title": title,
        "kicker": kicker,
        "intro": intro,
        "crumbs": crumbs,
        "tabs": tabs,
        "actions": actions,
        "table": table,
        "count": table.paginator.count,
        "filter": filter,
        "filtering": filtering,
        "sort": request.GET.get(table.prefixed_order_by_field, ""),
        "sort_field": table.prefixed_order_by_field,
        "empty": empty,
        "exports": [(word.upper(), with_query(request, export=word, page=None)) for word in exports],
    }
    chosen = "ui/list.html#rows" if wants_part(request) else template
    return render(request, chosen, values | (context or {}))


def record_page(
    request: HttpRequest,
    *,
    page: RecordPage,
    template: str = "ui/record.html",
    status: int = 200,
    context: dict[str, Any] | None = None,
) -> HttpResponse:
    """Answer with the page of a record; the feature's template extends `ui/record.html` and fills `body`."""
    return render(request, template, {"page": page} | (context or {}), status=status)


def form_page(
    request: HttpRequest,
    *,
    form: BaseForm,
    title: Text,
    submit: Text | Sequence[Submit],
    cancel_url: str = "",
    kicker: Text = "",
    intro: Text = "",
    crumbs: Sequence[Link] = (),
    folded: Iterable[str] | None = None,
    fold_label: Text = FOLD_LABEL,
    template: str = "ui/form.html",
    context: dict[str, Any] | None = None,
) -> HttpResponse:
    """Answer with a form; one that was refused comes back as 422 with a summary of what to mend.

    A form that cannot be sent now, for reasons known before, says so at once and answers 200.

    A form with `stale` (a record that moved on) comes back as 409, shows what stands now beside what was typed, and may
    be sent again over it.

    `submit` is the words of the one button or several `Submit`. `folded` names the fields under the fold; by None a form
    of more than five fields folds its optional ones. Reasons of a refusal are read from `form.reasons` (`.text`, `.url`
    or `.fix`).
    """
    front, back = ui_forms.part_fields(form, folded)
    stale = getattr(form, "stale", None)
    refused = bool(form.is_bound and form.errors) or bool(getattr(form, "reasons", ()))
    changed = stale_versions.differences(form, stale.subject) if stale else []
    if stale:
        stale_versions.renew_version(form, stale.subject.version)
    submits = submit if isinstance(submit, list | tuple) else [Submit(label=submit, primary=True)]  # type: ignore[arg-type]
    values = {
        "title": title,
        "kicker": kicker,
        "intro": intro,
        "crumbs": crumbs,
        "form": form,
        "front": front,
        "back": back,
        "back_open": ui_forms.fold_is_open(back),
        "fold_label": fold_label,
        "submits": submits,
        "cancel_url": cancel_url,
        "refused": refused,
        "changed": changed,
    }
    status = 409 if stale else 422 if refused and form.is_bound else 200
    return render(request, template, values | (context or {}), status=status)


def _narrowing(filter_set: Any) -> bool:
    if not filter_set.is_bound:
        return False
    return any(filter_set.data.get(name) not in (None, "") for name in filter_set.form.fields)
