"""Beside every record: the papers and forms that can be made of it."""

from collections.abc import Iterator
from typing import Any
from urllib.parse import urlencode

import rules
from django.db.models import Exists
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _

from sotay.agency import subjects
from sotay.agency.actor import Actor
from sotay.attachments.sides import Side, side
from sotay.commands import may
from sotay.papers import forms
from sotay.papers.catalogue.models import FormSetting
from sotay.papers.faces import FACES
from sotay.papers.forms import Form
from sotay.ui.parts import Line, Link

DRAFTING, DRAFT_PAGE = "support.draft_paper", "support:paper_draft"


@side("papers", order=0, exists=lambda _record, _viewer: Exists(FormSetting.objects.none()), first=True)
def papers_of(record: Any, *, viewer: Actor, there: bool) -> Side | None:  # noqa: ARG001  nothing is asked for it
    """Offer the forms about a record in their faces, and to draft those that go through issuing; one query for the codes."""
    known = [
        one for one in forms.forms_of(subjects.ref_of(record).type) if one.may(viewer, record) and one.when(record)
    ]
    if not known:
        return None
    codes = _codes(known, viewer=viewer)
    return Side(
        title=_("Văn bản, biểu mẫu"),
        lines=[
            Line(
                label=codes[one.code][1] or one.title,
                note=codes[one.code][0],
                links=list(_links(one, record, viewer=viewer)),
            )
            for one in known
        ],
    )


def _codes(known: list[Form], *, viewer: Actor) -> dict[str, tuple[str, str]]:
    """Return the agency's own code and name of each form, empty where it has none."""
    settings = FormSetting.objects.of(viewer).filter(form__in=[one.code for one in known])
    told = {form: (code, title) for form, code, title in settings.values_list("form", "code", "title")}
    return {one.code: told.get(one.code, ("", "")) for one in known}


def _links(form: Form, record: Any, *, viewer: Actor) -> Iterator[Link]:
    agency = viewer.agency.short_name
    for face in FACES.values():
        where = {"agency": agency, "code": form.code, "uuid": record.uuid, "face": face.key}
        yield Link(label=face.word, url=reverse("papers:record_print", kwargs=where))
    if form.is_drafted_by_anybody and (url := _draft_url(form, record, viewer=viewer)):
        yield Link(label=_("Soạn văn bản"), url=url)


def _draft_url(form: Form, record: Any, *, viewer: Actor) -> str:
    """Return where a paper is drafted from the form; nothing where the viewer may not."""
    if not rules.perm_exists(DRAFTING) or not may(viewer, DRAFTING):
        return ""
    try:
        url = reverse(DRAFT_PAGE, kwargs={"agency": viewer.agency.short_name})
    except NoReverseMatch:
        return ""
    ref = subjects.ref_of(record)
    return f"{url}?{urlencode({'form': form.code, 'type': ref.type, 'uuid': ref.uuid})}"
