"""Why an audit cannot be planned so, submitted, begun, closed or given up now; asked by page and command alike."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from sotay.agency.models import User
from sotay.commands import Reason, why_no_reason
from sotay.evaluation.audits.models import Audit, AuditMember, Auditor, Visit
from sotay.evaluation.audits.plan.independence import Ties, Weight, day_of, said, ties_of
from sotay.standard.registry.gates import declare_gate
from sotay.ui.formats import ngay

State, Part = Audit.State, AuditMember.Part
CLOSE_MEETING = declare_gate("audit.close_meeting")
"""Asked with the audit before its closing meeting is held: areas tell what is not finished or not sent yet."""
BEGUN = (State.UNDERWAY, *Audit.AFTER_MEETING)


def why_not_write(audit: Audit) -> Iterator[Reason]:
    """Yield the reasons the plan cannot be changed: only while it is being written."""
    if audit.state == State.SUBMITTED:
        yield Reason(
            _("Kế hoạch đang trình; rút lại rồi mới sửa được."),
            code="submitted",
            fix=("evaluation:audit_detail", audit),
        )
    elif audit.state in Audit.IN_THE_ROOM:
        yield Reason(
            _("Kế hoạch đã phê duyệt. Đổi giờ, địa điểm thì ghi từng lịch; đổi nội dung khác thì mở lại để trình lại."),
            code="approved",
            fix=("evaluation:audit_reopen", audit),
        )
    elif audit.state != State.PLANNING:
        yield _standing(audit)


def why_not_so(audit: Audit, visits: Iterable[Visit] = ()) -> Iterator[Reason]:
    """Yield what is wrong with an audit as it is filled in: title, days, meetings; visits must stay within its days."""
    if not audit.title:
        yield Reason(_("Chưa ghi tên cuộc đánh giá."), code="title_missing", field="title")
    if audit.from_date.year != audit.year:
        yield Reason(
            _("%(code)s là cuộc đánh giá của năm %(year)s; sang năm khác thì lập cuộc mới.")
            % {"code": audit.code, "year": audit.year},
            code="another_year",
            field="from_date",
        )
    if audit.to_date < audit.from_date:
        yield Reason(_("Ngày kết thúc trước ngày bắt đầu."), code="ends_before_it_starts", field="to_date")
        return
    if audit.opening_at and audit.closing_at and audit.closing_at <= audit.opening_at:
        yield Reason(_("Họp kết thúc phải sau họp khai mạc."), code="closing_before_opening", field="closing_at")
    for field, moment in (("opening_at", audit.opening_at), ("closing_at", audit.closing_at)):
        if moment and not audit.from_date <= localdate(moment) <= audit.to_date:
            yield Reason(_("Ngoài những ngày đánh giá."), code="meeting_outside", field=field)
    outside = [visit for visit in visits if not audit.from_date <= day_of(visit) <= audit.to_date]
    if outside:
        yield Reason(
            _("Có lịch đánh giá ngoài những ngày này: %s.") % ", ".join(sorted({str(one.unit) for one in outside})),
            code="visits_outside",
            field="from_date",
        )


def why_not_programme(audit: Audit) -> Iterator[Reason]:
    """Yield the reasons the programme chosen cannot be the one it follows: another agency's or year's, or not approved."""
    programme = audit.programme
    if programme is None:
        return
    if programme.agency_id != audit.agency_id or programme.year != audit.year:
        yield Reason(_("Chương trình của năm khác."), code="programme_of_another_year", field="programme")
    elif programme.state != programme.State.APPROVED:
        yield Reason(_("Chương trình năm chưa được phê duyệt."), code="programme_not_approved", field="programme")


def why_not_team(
    members: Sequence[tuple[User, str]], entries: Mapping[int, Auditor], *, seated: Collection[int]
) -> Iterator[Reason]:
    """Yield the reasons a team cannot be so: one leads, only valid auditors lead and audit (9.2.2 c), all are of the agency.

    `entries` are the entries of the register of auditors that hold on the first day, `seated` the people of the agency.
    """
    people = [user.pk for user, _part in members]
    if len(set(people)) < len(people):
        yield Reason(_("Mỗi người có một vai trò trong đoàn."), code="member_twice", field="auditors")
    if sum(part == Part.LEAD for _user, part in members) != 1:
        yield Reason(_("Đoàn đánh giá cần đúng một trưởng đoàn."), code="one_lead", field="lead")
    for user, part in members:
        if user.pk not in seated:
            yield Reason(_("%s không thuộc cơ quan.") % user, code="not_of_the_agency", field=FIELDS[part])
        elif part in {Part.LEAD, Part.AUDITOR} and user.pk not in entries:
            yield Reason(
                _("%s không có trong danh sách đánh giá viên đang có hiệu lực.") % user,
                code="no_valid_auditor",
                fix=("evaluation:auditor_list", None),
                field=FIELDS[part],
            )
        elif part == Part.LEAD and not entries[user.pk].can_lead:
            yield Reason(
                _("%s chưa được ghi nhận có thể làm trưởng đoàn.") % user,
                code="may_not_lead",
                fix=("evaluation:auditor_list", None),
                field="lead",
            )


FIELDS: dict[str, str] = {Part.LEAD: "lead", Part.AUDITOR: "auditors", Part.EXPERT: "experts", Part.TRAINEE: "trainees"}


def why_not_name_decision(audit: Audit, decision: Any) -> Iterator[Reason]:
    """Yield the reasons no decision can be named: none is given, or the audit is over."""
    if audit.state in {State.REPORTED, State.CANCELLED}:
        yield _standing(audit)
    if decision is None:
        yield Reason(_("Cần chọn hoặc ghi quyết định."), code="decision_missing", field="decision")
    elif getattr(decision, "agency_id", audit.agency_id) != audit.agency_id:
        yield Reason(_("Không có trong cơ quan."), code="of_another_agency", field="decision")


def why_not_visit(
    audit: Audit, visit: Visit, *, auditors: Iterable[User], documents: Iterable[Any]
) -> Iterator[Reason]:
    """Yield what is wrong with a visit as it is filled in; independence is asked apart."""
    if visit.unit.agency_id != audit.agency_id:
        yield Reason(_("Không có trong cơ quan."), code="of_another_agency", field="unit")
    if any(one.agency_id != audit.agency_id for one in documents):
        yield Reason(_("Không có trong cơ quan."), code="of_another_agency", field="documents")
    yield from why_not_time(audit, starts_at=visit.starts_at, ends_at=visit.ends_at)
    team = {one.user_id for one in audit.members.all() if one.part in {Part.LEAD, Part.AUDITOR}}
    auditors = list(auditors)
    for user in auditors:
        if user.pk not in team:
            yield Reason(
                _("%s không phải trưởng đoàn hay đánh giá viên của đoàn.") % user,
                code="not_of_the_team",
                fix=("evaluation:audit_team", audit),
                field="auditors",
            )
    yield from why_represents(visit, auditors)


def why_represents(visit: Visit, auditors: Iterable[User]) -> Iterator[Reason]:
    """Yield that somebody cannot stand for the unit and audit it at the same visit."""
    for user in auditors:
        if user.pk == visit.representative_id:
            yield Reason(
                _("%s không thể vừa đại diện đơn vị vừa đánh giá.") % user,
                code="represents_and_audits",
                field="representative",
            )


def why_not_time(audit: Audit, *, starts_at: datetime, ends_at: datetime) -> Iterator[Reason]:
    """Yield what is wrong with the time of a visit."""
    if ends_at <= starts_at:
        yield Reason(_("Giờ kết thúc phải sau giờ bắt đầu."), code="ends_before_it_starts", field="to_time")
    if localdate(starts_at) != localdate(ends_at):
        yield Reason(_("Mỗi lịch đánh giá nằm trong một ngày."), code="over_night", field="to_time")
    if not audit.from_date <= localdate(starts_at) <= audit.to_date:
        yield Reason(
            _("Ngoài những ngày đánh giá: %(first)s – %(last)s.")
            % {"first": ngay(audit.from_date), "last": ngay(audit.to_date)},
            code="outside",
            field="day",
        )


def why_dependent(visit: Visit, given: Iterable[tuple[User, str]], ties: Ties, *, field: str = "") -> Iterator[Reason]:
    """Yield a reason for each auditor (with the reason of an override) who may not audit at a visit (9.2.2 c)."""
    for user, override_reason in given:
        barred = [one for one in ties_of(visit, user.pk, ties) if not one.is_accepted(override_reason)]
        if not barred:
            continue
        own = any(one.weight == Weight.OWN_WORK for one in barred)
        words = (
            _("%(who)s không độc lập với %(unit)s: %(why)s.")
            if own
            else _("%(who)s không độc lập với %(unit)s: %(why)s. Vẫn phân công thì cần nêu lý do.")
        )
        yield Reason(
            words % {"who": user, "unit": visit.unit, "why": said(barred)},
            code="own_work" if own else "same_unit",
            fix=None if field else ("evaluation:visit_change", visit),
            field=field,
        )


def why_not_submit(audit: Audit, visits: Sequence[Visit], ties: Ties, valid: Mapping[int, Auditor]) -> Iterator[Reason]:
    """Yield what a plan lacks before it is submitted; `valid` are the entries that hold on the first day."""
    yield from why_not_write(audit)
    yield from why_incomplete(audit, visits, ties, valid)


def why_incomplete(audit: Audit, visits: Sequence[Visit], ties: Ties, valid: Mapping[int, Auditor]) -> Iterator[Reason]:
    """Yield what a plan lacks: a leader, visits, an independent and valid auditor at each."""
    members = list(audit.members.all())
    if not any(one.part == Part.LEAD for one in members):
        yield Reason(_("Đoàn đánh giá chưa có trưởng đoàn."), code="no_lead", fix=("evaluation:audit_team", audit))
    for one in members:
        if one.part in {Part.LEAD, Part.AUDITOR} and one.user_id not in valid:
            yield Reason(
                _("%s không còn trong danh sách đánh giá viên đang có hiệu lực.") % one.user,
                code="no_valid_auditor",
                fix=("evaluation:audit_team", audit),
            )
    if not visits:
        yield Reason(_("Chưa có lịch đánh giá nào."), code="no_visits", fix=("evaluation:visit_new", audit))
    for visit in visits:
        given = [(one.user, one.override_reason) for one in visit.auditors.all()]
        if not given:
            yield Reason(
                _("%s: chưa phân công đánh giá viên.") % visit.unit,
                code="no_auditor",
                fix=("evaluation:visit_change", visit),
            )
        yield from why_no_longer_valid(visit, [user for user, _reason in given], valid)
        yield from why_dependent(visit, given, ties)


def why_no_longer_valid(
    visit: Visit, auditors: Iterable[User], valid: Mapping[int, Auditor], *, field: str = ""
) -> Iterator[Reason]:
    """Yield the auditors of a visit whose entry in the register ends before it."""
    for user in auditors:
        entry = valid.get(user.pk)
        if entry is not None and entry.to_date is not None and entry.to_date < day_of(visit):
            yield Reason(
                _("%(who)s là đánh giá viên đến hết ngày %(day)s, trước lịch của %(unit)s.")
                % {"who": user, "day": ngay(entry.to_date), "unit": visit.unit},
                code="no_longer_valid",
                fix=None if field else ("evaluation:visit_change", visit),
                field=field,
            )


def why_nothing_to_propose(audit: Audit, wanted: Sequence[Any], missing: Sequence[Any]) -> Iterator[Reason]:
    """Yield the reasons no visits can be proposed: the programme has nothing in these months, or all units have theirs."""
    if not wanted:
        yield Reason(
            _("Chương trình năm không có đơn vị nào trong tháng này."),
            code="nothing_in_programme",
            fix=("evaluation:visit_new", audit),
        )
    elif not missing:
        yield Reason(_("Mọi đơn vị đã có lịch đánh giá."), code="all_have_visits")


def why_none_given(audit: Audit, given: int) -> Iterator[Reason]:
    """Yield that nobody could be given a visit: there is no team, or none of it is independent and free."""
    if not given:
        yield Reason(
            _("Không có đánh giá viên nào của đoàn vừa độc lập vừa rảnh trong các lịch còn trống."),
            code="nobody_free",
            fix=("evaluation:audit_team", audit),
        )


def why_answered(visit: Visit, *, but_dropped: bool = False) -> Iterator[Reason]:
    """Yield that something was found at a visit: what was seen is not thrown away, nor moved to another unit.

    `but_dropped` says that findings which were dropped do not count.
    """
    if visit.lines.exclude(result="", evidence="", samples="").exists():
        yield Reason(
            _("Phiếu của %s đã có ghi nhận.") % visit.unit, code="answered", fix=("evaluation:visit_detail", visit)
        )
    findings = visit.findings.filter(is_dropped=False) if but_dropped else visit.findings.all()
    if (first := findings.order_by("number").first()) is not None:
        yield Reason(
            _("Lịch của %(unit)s đã có phát hiện %(code)s.") % {"unit": visit.unit, "code": first.code},
            code="has_findings",
            fix=("evaluation:finding_detail", first),
        )


def why_not_withdraw(audit: Audit) -> Iterator[Reason]:
    """Yield the reasons a plan cannot be taken back: only while it is submitted."""
    if audit.state != State.SUBMITTED:
        yield _standing(audit)


def why_not_reopen(audit: Audit, *, reason: str) -> Iterator[Reason]:
    """Yield the reasons an approved plan cannot be opened to be submitted anew."""
    if audit.state not in Audit.IN_THE_ROOM:
        yield _standing(audit)
    yield from why_no_reason(reason)


def why_not_notify(audit: Audit, *, notice_date: date, on: date) -> Iterator[Reason]:
    """Yield the reasons units cannot be told now: the plan stands, and the day has come."""
    if audit.state not in {*Audit.IN_THE_ROOM, State.MET}:
        yield Reason(_("Kế hoạch chưa được phê duyệt."), code="not_approved", fix=("evaluation:audit_detail", audit))
    elif audit.notice_date is not None:
        yield Reason(_("Đã thông báo ngày %s.") % ngay(audit.notice_date), code="told_already", field="notice_date")
    if notice_date > on:
        yield Reason(_("Ngày này chưa đến."), code="notice_later", field="notice_date")


def why_not_start(audit: Audit) -> Iterator[Reason]:
    """Yield the reasons an audit cannot begin: its plan is not approved, or it is over."""
    if audit.state in Audit.BEFORE and audit.state != State.PLANNED:
        yield Reason(_("Kế hoạch chưa được phê duyệt."), code="not_approved", fix=("evaluation:audit_detail", audit))
    elif audit.state not in Audit.IN_THE_ROOM:
        yield _standing(audit)


def why_not_move(audit: Audit, visit: Visit) -> Iterator[Reason]:
    """Yield the reasons time and place of a visit cannot be changed by itself, nor the visit be set aside."""
    if audit.state not in Audit.IN_THE_ROOM:
        fix = ("evaluation:visit_change", visit) if audit.state == State.PLANNING else None
        yield Reason(_("Chỉ khi kế hoạch đã phê duyệt và chưa họp kết thúc."), code="not_in_the_room", fix=fix)
    yield from why_visit_is_over(visit)


def why_visit_is_over(visit: Visit) -> Iterator[Reason]:
    """Yield the reasons a visit can no longer be changed: its checklist is complete, or it is set aside."""
    if visit.finished_date is not None:
        yield Reason(_("Phiếu của %s đã hoàn thành.") % visit.unit, code="finished")
    if visit.set_aside_reason:
        yield Reason(_("Lịch của %s đã ghi không thực hiện.") % visit.unit, code="set_aside")


def why_not_close(audit: Audit, visits: Iterable[Visit], *, held_date: date, on: date) -> Iterator[Reason]:
    """Yield the reasons the closing meeting cannot be held: a visit neither finished nor set aside, or nothing audited at all.

    The gate is asked apart.
    """
    if audit.state in Audit.BEFORE:
        yield Reason(_("Cuộc đánh giá chưa bắt đầu."), code="not_begun", fix=("evaluation:audit_detail", audit))
        return
    if audit.state != State.UNDERWAY:
        yield _standing(audit)
        return
    visits = list(visits)
    for visit in visits:
        if visit.finished_date is None and not visit.set_aside_reason:
            yield Reason(
                _("%(unit)s: phiếu chưa hoàn thành (%(who)s).")
                % {"unit": visit.unit, "who": ", ".join(str(one.user) for one in visit.auditors.all())},
                code="visit_open",
                fix=("evaluation:visit_detail", visit),
            )
    if all(visit.set_aside_reason for visit in visits):
        yield Reason(
            _("Chưa lịch nào được đánh giá; nếu không đánh giá nữa thì hủy cuộc đánh giá."),
            code="nothing_audited",
            fix=("evaluation:audit_cancel", audit),
        )
    if held_date > on:
        yield Reason(_("Ngày này chưa đến."), code="held_later", field="held_date")
    last = max((day_of(one) for one in visits if not one.set_aside_reason), default=audit.from_date)
    if held_date < last:
        yield Reason(
            _("Lịch đánh giá cuối cùng ngày %s; họp kết thúc không trước ngày đó.") % ngay(last),
            code="held_too_early",
            field="held_date",
        )


def why_not_cancel(audit: Audit, *, reason: str) -> Iterator[Reason]:
    """Yield the reasons an audit cannot be given up: its plan is submitted, or its closing meeting was held."""
    if audit.state == State.SUBMITTED:
        yield Reason(
            _("Kế hoạch đang trình; rút lại rồi mới hủy được."),
            code="submitted",
            fix=("evaluation:audit_detail", audit),
        )
    elif audit.state not in {State.PLANNING, *Audit.IN_THE_ROOM}:
        yield _standing(audit)
    yield from why_no_reason(reason)


def _standing(audit: Audit) -> Reason:
    words = {"audit": audit.code, "state": str(audit.get_state_display()).lower()}
    return Reason(_("%(audit)s: %(state)s.") % words, code="stands_elsewhere")
