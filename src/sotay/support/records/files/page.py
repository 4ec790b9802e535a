"""What stands around a file on its page, and the parts of the page of what is due."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from sotay.agency.actor import Actor
from sotay.attachments.aside import aside
from sotay.commands import may
from sotay.pages import url_of
from sotay.standard.parameters.queries import values_of
from sotay.support.records.files import guards
from sotay.support.records.files.queries import (
    TO_ARCHIVE,
    TO_DISPOSE,
    TO_HISTORY,
    FilePage,
    due_files,
    due_of,
    left_out_this_year,
)  # fmt: skip
from sotay.support.records.models import RecordFile, Transfer
from sotay.support.records.nav import crumb_to_page
from sotay.support.records.retention import kept_until
from sotay.support.tabs import address
from sotay.ui.formats import ngay, so
from sotay.ui.parts import Action, NextAction, RecordPage, StateBadge, Step

State = RecordFile.State
TONES = {State.OPEN: "now", State.CLOSED: "done", State.HANDED_OVER: "done", State.DISPOSED: "stop"}


class FileShown:
    """A file as one viewer sees it."""

    def __init__(self, page: FilePage, viewer: Actor, *, on: date) -> None:
        self.page, self.file, self.viewer, self.on = page, page.file, viewer, on
        self.keeps = may(viewer, "support.keep_record_file", page.file)
        self.manages = may(viewer, "support.manage_records", page.file)

    def record_page(self) -> RecordPage:
        """Return the head and the sides of the page."""
        file = self.file
        return RecordPage(
            title=file.title,
            kicker=file.number,
            crumbs=[crumb_to_page(self.viewer, "files")],
            state=StateBadge(label=file.get_state_display(), tone=TONES[State(file.state)]),
            actions=self.actions,
            steps=self.steps,
            next_action=self.next_action,
            **aside(file, viewer=self.viewer) | self._closed_to_files(),
        )

    def _closed_to_files(self) -> dict[str, Any]:
        """Return nothing to add files by, once the file is handed over or gone."""
        return {"add_file": None} if self.page.is_over else {}

    def address(self, name: str) -> str:
        """Return the address of a page of this file."""
        return address(self.viewer, name, slug=self.file.slug)

    @property
    def next_action(self) -> NextAction | None:
        """The one thing to do next."""
        file, page = self.file, self.page
        if file.state == State.OPEN and self.keeps:
            action = Action(
                label=_("Kết thúc hồ sơ"), url=self.address("record_file_close"), icon="check", primary=True
            )
            note = _("Khi công việc đã xong và văn bản đã đủ.")
            return NextAction(title=_("Đưa văn bản vào hồ sơ, rồi kết thúc"), note=note, action=action)
        if listed := page.listed:
            if not may(self.viewer, "support.view_transfers", listed.transfer):
                return NextAction(title=_("Đang nằm trong danh sách %s") % listed.transfer.code)
            action = Action(label=_("Xem danh sách"), url=url_of(listed.transfer), icon="eye")
            return NextAction(
                title=_("Đang nằm trong danh sách %s") % listed.transfer.code,
                note=f"{listed.transfer.get_manner_display()}, {listed.transfer.get_state_display().lower()}",
                action=action,
            )
        if file.state == State.CLOSED and page.archive_due is not None:
            due = file.kept_until_date or page.archive_due
            url = f"{address(self.viewer, 'transfer_new')}?manner={Transfer.Manner.ARCHIVE}&file={file.slug}"
            action = Action(label=_("Lập danh sách nộp lưu"), url=url, icon="plus", primary=True)
            note = "" if self.manages else _("Văn thư lập danh sách; giao hồ sơ cho văn thư trước ngày này.")
            return NextAction(
                title=_("Nộp lưu trước hết ngày %s") % ngay(due), note=note, action=action if self.manages else None
            )
        return None

    @property
    def steps(self) -> list[Step]:
        """The way: opened, closed, handed over where it must be, kept until its last day."""
        file, page = self.file, self.page
        closed = file.state != State.OPEN
        found = [
            Step(label=_("Mở"), state="done", note=ngay(file.opened_date)),
            Step(
                label=_("Kết thúc"),
                state="done" if closed else "now",
                note=ngay(file.closed_date) if file.closed_date else "",
            ),
        ]
        if page.must_archive:
            handed = next((one.transfer for one in reversed(page.transfers) if _took(one)), None)
            note = ngay(handed.done_date) if handed else ngay(file.kept_until_date or page.archive_due)
            state = "done" if handed else "now" if file.state == State.CLOSED else "todo"
            found.append(Step(label=_("Nộp lưu"), state=state, note=note if closed else ""))
        if file.state == State.DISPOSED:
            gone = next(
                (one.transfer for one in page.transfers if one.transfer.manner == Transfer.Manner.DISPOSE), None
            )
            found.append(Step(label=_("Hủy"), state="done", note=ngay(gone.done_date) if gone else ""))
        else:
            label = _("Bảo quản")
            until = ngay(page.kept_until) if page.kept_until else _("vĩnh viễn")
            found.append(Step(label=label, state="todo", note=_("đến %s") % until if page.kept_until else until))
        return found

    @property
    def actions(self) -> list[Action]:
        """The buttons in the head."""
        found = []
        if self.keeps and not any(guards.why_not_change(self.file)):
            found.append(Action(label=_("Sửa"), url=self.address("record_file_change"), icon="pencil"))
        if self.keeps and self.page.listed is None and self.file.state == State.CLOSED:
            found.append(Action(label=_("Mở lại"), url=self.address("record_file_reopen"), icon="arrow-back-up"))
        if self.manages and not any(guards.why_not_keep_longer(self.file, due=self.page.archive_due)):
            found.append(Action(label=_("Giữ lại"), url=self.address("record_file_keep"), icon="clock"))
        return found

    @property
    def facts(self) -> list[tuple[Any, Any]]:
        """Class, retention, who keeps it and where, its days."""
        file, page = self.file, self.page
        one = file.record_class
        found: list[tuple[Any, Any]] = [
            (_("Loại hồ sơ"), f"{one.code} {one.title}"),
            (_("Thời hạn bảo quản"), one.retention_from),
            (_("Theo danh mục"), f"{file.line.number}, {file.line.list}"),
            (_("Đơn vị lập"), file.unit or _("toàn cơ quan")),
            (_("Người giữ"), file.keeper or _("trưởng đơn vị")),
            (_("Nơi để"), file.place),
        ]
        if file.sheets:
            found.append((_("Số tờ"), so(file.sheets)))
        if page.kept_until:
            found.append((_("Ngày cuối bảo quản"), ngay(page.kept_until)))
        if file.kept_until_date and file.kept_by:
            words = _("đến %(day)s, theo %(number)s ngày %(signed)s")
            said = {"day": ngay(file.kept_until_date), "number": file.kept_by.number, "signed": ngay(file.kept_by.date)}
            found.append((_("Được giữ lại"), words % said))
        return found


def _took(item: Any) -> bool:
    transfer = item.transfer
    return (
        transfer.manner == Transfer.Manner.ARCHIVE
        and transfer.state == Transfer.State.DONE
        and not item.left_out_reason
    )


@dataclass(frozen=True, slots=True)
class DuePart:
    """One kind of what is due: the oldest files with the day of each, how many there are, where a list is made."""

    title: str
    why: str
    basis: str
    column: str
    rows: tuple[tuple[RecordFile, date | None], ...]
    count: int
    all_url: str
    action: Action | None

    @property
    def more(self) -> int:
        """How many are not named here."""
        return self.count - len(self.rows)


def due_parts(viewer: Actor, *, on: date, shown: int) -> list[DuePart]:
    """Return what is due of each kind; a constant number of queries."""
    values = values_of([viewer.agency.pk])
    words = {
        TO_ARCHIVE: (
            _("Nộp vào lưu trữ cơ quan"),
            _("Hồ sơ có thời hạn từ 5 năm trở lên nộp lưu trong năm sau năm công việc kết thúc."),
            _("Nghị định 30/2020/NĐ-CP, Điều 30; Luật Lưu trữ 33/2024/QH15"),
            _("Hạn nộp lưu"),
        ),
        TO_DISPOSE: (
            _("Hết thời hạn bảo quản, xét hủy"),
            _("Chỉ hủy theo danh sách được người đứng đầu phê duyệt, có biên bản; không có gì tự bị xóa."),
            _("Luật Lưu trữ 33/2024/QH15"),
            _("Bảo quản đến"),
        ),
        TO_HISTORY: (
            _("Nộp vào lưu trữ lịch sử"),
            _("Hồ sơ vĩnh viễn nộp trong 5 năm kể từ năm nộp vào lưu trữ cơ quan; hồ sơ khác khi hết thời hạn."),
            _("Luật Lưu trữ 33/2024/QH15"),
            _("Bảo quản đến"),
        ),
    }
    found = []
    for what, (title, why, basis, column) in words.items():
        files = due_files(what, viewer=viewer, on=on)
        rows = [(file, _day(what, file, values)) for file in files[:shown]]
        count = files.count() if len(rows) == shown else len(rows)
        found.append(
            DuePart(
                title=title,
                why=why,
                basis=basis,
                column=column,
                rows=tuple(rows),
                count=count,
                all_url=f"{address(viewer, 'record_file_list')}?due={what}",
                action=_make_list(viewer, what, count) if count else None,
            )
        )
    return found


def left_out_lines(viewer: Actor, *, on: date) -> list[tuple[RecordFile, str]]:
    """Return the files left out of disposals this year, with the reason of each."""
    if not may(viewer, "support.view_transfers"):
        return []
    items = left_out_this_year(on).filter(agency=viewer.agency).exclude(file__state=State.DISPOSED)
    return [(item.file, item.left_out_reason) for item in items.select_related("file").order_by("file__number")]


def _make_list(viewer: Actor, what: str, count: int) -> Action | None:
    if not may(viewer, "support.manage_records"):
        return None
    manner = Transfer.Manner.DISPOSE if what == TO_DISPOSE else Transfer.Manner.ARCHIVE
    label = ngettext("Lập danh sách %d hồ sơ", "Lập danh sách %d hồ sơ", count) % count
    url = f"{address(viewer, 'transfer_new')}?manner={manner}&due={what}"
    return Action(label=label, url=url, icon="plus", primary=True)


def _day(what: str, file: RecordFile, values: Any) -> date | None:
    if what == TO_ARCHIVE:
        return file.kept_until_date or due_of(file, values)
    return kept_until(file.record_class, file.closed_date) if file.closed_date else None
