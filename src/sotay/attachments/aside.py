"""What stands beside every record: history, links, files, remarks, in a constant number of queries.

    return record_page(
        request, page=RecordPage(title=…, **aside(audit, viewer=request.actor)), template="evaluation/audits/detail.html"
    )

The template extends `attachments/record.html`, which adds remarks and the forms; one that extends `ui/record.html` shows
history, links and files alone.
"""

from functools import cached_property
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from sotay.agency import subjects
from sotay.agency.actor import Actor
from sotay.attachments import forms
from sotay.attachments.models import Attachment
from sotay.attachments.queries import comments_of, files_of, links_of, present_on
from sotay.attachments.sides import Side, parts
from sotay.commands import may
from sotay.journal.history import history_of
from sotay.pages import url_of_known
from sotay.ui.parts import Action, FileLine, Link


def aside(record: Any, *, viewer: Actor, listed: bool = True) -> dict[str, Any]:
    """Return `history`, `history_url`, `links`, `files`, `add_file` and `extra` of a `RecordPage` for a record the viewer may see.

    A guest sees the files alone: links lead to pages that are not open to guests. `listed=False` leaves links and files
    out, for the page that shows them in full.
    """
    there = Beside(record, viewer)
    return {
        "history": history_of(record, viewer=viewer),
        "history_url": reverse("web:record_journal", kwargs={"agency": viewer.agency.short_name, "uuid": record.uuid}),
        "links": there.links() if listed and viewer.is_member else None,
        "files": there.files() if listed else None,
        "add_file": Action(label=_("Thêm tệp"), url=there.address("file_add")) if there.may_add else None,
        "extra": {"beside": there},
    }


class Beside:
    """A record with all that stands on it, as templates read it."""

    def __init__(self, record: Any, viewer: Actor) -> None:
        self.record, self.viewer = record, viewer
        self.ref = subjects.ref_of(record)
        self.may_add = viewer.is_member and may(viewer, "attachments.add", record)
        self.is_member = viewer.is_member

    @cached_property
    def present(self) -> tuple[bool, ...]:
        """Whether there are files, remarks, links, and what each part of `sides` tells."""
        return present_on(self.record, viewer=self.viewer)

    def address(self, name: str, **kwargs: object) -> str:
        """Return the address of a page of this record's own."""
        place = {"subject_type": self.ref.type, "uuid": self.ref.uuid}
        return reverse(f"attachments:{name}", kwargs={"agency": self.viewer.agency.short_name, **place, **kwargs})

    def files(self) -> list[FileLine]:
        """Return the files on the record."""
        if not self.present[0]:
            return []
        return [file_line(one, viewer=self.viewer) for one in files_of(self.record, viewer=self.viewer)]

    def managed_files(self) -> list[dict[str, Any]]:
        """Return the files with the address where each is taken off, empty where the viewer may not; taken-off ones last."""
        files = list(files_of(self.record, viewer=self.viewer, with_removed=True))
        agency, is_open = self.viewer.agency.short_name, getattr(self.record, "TAKES_FILES", True)
        return [
            {
                "file": one,
                "line": file_line(one, viewer=self.viewer),
                "remove_url": reverse("attachments:file_remove", kwargs={"agency": agency, "uuid": one.uuid})
                if is_open and one.removed_at is None and may(self.viewer, "attachments.remove", one)
                else "",
            }
            for one in sorted(files, key=lambda one: one.removed_at is not None)
        ]

    def links(self) -> list[Link]:
        """Return the records linked to this one."""
        if not self.present[2]:
            return []
        agency = self.viewer.agency.short_name
        return [
            Link(label=known.title, url=url_of_known(known, agency=agency), note=made.note or known.label)
            for made, known in links_of(self.record, viewer=self.viewer)
        ]

    def linked(self) -> list[dict[str, Any]]:
        """Return the linked records with the address where each link is taken away."""
        agency = self.viewer.agency.short_name
        return [
            {
                "known": known,
                "url": url_of_known(known, agency=agency),
                "note": made.note,
                "remove_url": reverse("attachments:link_remove", kwargs={"agency": agency, "uuid": made.uuid}),
            }
            for made, known in links_of(self.record, viewer=self.viewer)
        ]

    @cached_property
    def sides(self) -> list[Side]:
        """What areas above tell of the record, for members."""
        return self._told(first=False)

    @cached_property
    def first(self) -> list[Side]:
        """The same of what stands above history and files."""
        return self._told(first=True)

    def _told(self, *, first: bool) -> list[Side]:
        if not self.is_member:
            return []
        there = zip(parts(), self.present[3:], strict=True)
        told = [part.tell(self.record, viewer=self.viewer, there=any_) for part, any_ in there if part.first == first]
        return [one for one in told if one is not None]

    def comments(self) -> list[Any]:
        """Return the remarks on the record, oldest first."""
        return list(comments_of(self.record, viewer=self.viewer)) if self.present[1] else []

    @property
    def comment_form(self) -> forms.CommentForm:
        """Return an empty form for a remark."""
        return forms.CommentForm()

    @property
    def file_form(self) -> forms.FileForm:
        """Return an empty form for a file."""
        return forms.FileForm()

    @property
    def add_file_url(self) -> str:
        """Where a file is added."""
        return self.address("file_add")

    @property
    def add_comment_url(self) -> str:
        """Where a remark is written."""
        return self.address("comment_add")

    @property
    def add_link_url(self) -> str:
        """Where a link is made."""
        return self.address("link_add")

    @property
    def url(self) -> str:
        """Where all that stands on the record is read in full."""
        return self.address("record_detail")


def file_line(one: Attachment, *, viewer: Actor) -> FileLine:
    """Return a file as pages list it, saying why it is not found by its content where it is not."""
    url = reverse("attachments:file_open", kwargs={"agency": viewer.agency.short_name, "uuid": one.uuid})
    read = getattr(one.blob, "read", None)
    told = [one.note or str(one.added_by), read.get_reason_display() if read and viewer.is_member else ""]
    return FileLine(name=one.name, url=url, size=one.blob.size, note=" · ".join(filter(None, map(str, told))))
