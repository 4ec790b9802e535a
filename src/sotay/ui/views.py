"""The living page `/ui/`: every component with sample data, and the three skeletons."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET, require_http_methods

from sotay.ui import samples
from sotay.ui.pages import form_page, list_page, record_page
from sotay.ui.parts import Link, Submit


def _crumbs() -> list[Link]:
    return [Link(label=_("Giao diện"), url=reverse("ui:gallery"))]


@require_GET
def gallery(request: HttpRequest) -> HttpResponse:
    """Show every component."""
    return render(request, "ui/gallery.html", samples.frame() | samples.components())


@require_GET
def sample_list(request: HttpRequest) -> HttpResponse:
    """Show the skeleton of a list; `?none=1` shows it empty."""
    found = samples.SampleFilterSet(request.GET)
    none = "none" in request.GET
    return list_page(
        request,
        title=_("Việc phải làm"),
        kicker=_("Trang mẫu: danh sách"),
        crumbs=_crumbs(),
        filter=found,
        table=samples.SampleTable([] if none else found.qs),
        actions=[samples.components()["add"]],
        empty=samples.empty(),
        context=samples.frame(),
    )


@require_GET
def sample_record(request: HttpRequest) -> HttpResponse:
    """Show the skeleton of a record."""
    return record_page(
        request,
        page=samples.record_page(),
        template="ui/gallery_record.html",
        context=samples.frame() | samples.components(),
    )


@require_GET
def sample_book(request: HttpRequest) -> HttpResponse:
    """Show the manual as a book: tree and leaf."""
    return render(request, "ui/gallery_book.html", samples.frame() | samples.components())


@require_http_methods(["GET", "POST"])
def sample_form(request: HttpRequest) -> HttpResponse:
    """Show the skeleton of a form; it checks what is sent and keeps nothing."""
    form = samples.SampleForm(request.POST or None, request.FILES or None)
    return form_page(
        request,
        form=form,
        title=_("Thêm mục tiêu"),
        kicker=_("Trang mẫu: biểu mẫu"),
        intro=_("Mẫu này chỉ kiểm tra những gì được gửi, không lưu lại."),
        crumbs=_crumbs(),
        submit=[
            Submit(label=_("Trình duyệt"), primary=True),
            Submit(label=_("Lưu nháp"), name="draft", draft=True),
        ],
        cancel_url=reverse("ui:gallery"),
        context=samples.frame(),
    )
