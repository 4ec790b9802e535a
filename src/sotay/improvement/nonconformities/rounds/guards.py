"""Why a round cannot go on now: cause before plan, actions with owner and day, all done, verified later and by another."""

from collections.abc import Iterable, Iterator
from datetime import date

from django.utils.translation import gettext as _

from sotay.agency.actor import Actor
from sotay.agency.holding import Holders, Owner
from sotay.commands import Reason
from sotay.improvement.nonconformities.guards import DETAIL, stands, why_no_such_seat
from sotay.improvement.nonconformities.models import Action, Nonconformity, Round
from sotay.improvement.nonconformities.rounds import queries
from sotay.ui.formats import ngay
from sotay.work.models import Assignment

State, Need = Nonconformity.State, Nonconformity.Need
Method, Verdict = Round.Method, Round.Verdict
ANALYSE = "improvement:nonconformity_analysis"
CHANGES = "improvement:nonconformity_changes"
TOLD_CHANGES = (State.ANALYSING, State.ACTING, State.VERIFYING)


def why_not_analyse(sheet: Nonconformity) -> Iterator[Reason]:
    """Yield why causes and actions cannot be written now."""
    if sheet.state in {State.REPORTED, State.ACCEPTED}:
        yield Reason(
            _("Chưa đánh giá sự cần thiết của hành động khắc phục."), code="not_evaluated", fix=(DETAIL, sheet)
        )
    elif sheet.state != State.ANALYSING:
        yield stands(sheet)


def why_not_so_planned(
    what: str,
    *,
    owner: Owner,
    due_date: date | None,
    since: date | None,
    holders: Holders,
    agency_id: int,
    on: date,
) -> Iterator[Reason]:
    """Yield what an action lacks: what is done, by whom, until when."""
    if not what.strip():
        yield Reason(_("Chưa ghi hành động."), code="what_missing", field="what")
    if not owner:
        yield Reason(_("Chọn người hoặc chức danh thực hiện."), code="owner_missing", field="owner")
    elif owner.user is not None and not holders.is_seated(agency_id, owner.user.pk):
        yield Reason(_("%s không còn giữ vai trò nào trong cơ quan.") % owner.user, code="owner_left", field="owner")
    else:
        yield from why_no_such_seat(owner, agency_id=agency_id, on=on)
    if due_date is None:
        yield Reason(_("Cần có hạn."), code="due_missing", field="due_date")
    elif since is not None and due_date < since:
        yield Reason(
            _("Hạn đứng trước ngày đánh giá sự cần thiết (%s).") % ngay(since), code="due_too_early", field="due_date"
        )


def why_not_submit(sheet: Nonconformity, one: Round | None, *, on: date) -> Iterator[Reason]:
    """Yield what a plan lacks to be submitted: the cause comes before it, every action has an owner and a day (10.2.1 b, c)."""
    yield from why_not_analyse(sheet)
    if one is None:
        return
    fix = (ANALYSE, sheet)
    if one.method != Method.OTHER and not one.causes.exists():
        yield Reason(_("Chưa ghi các nguyên nhân đã xem xét."), code="causes_missing", fix=fix)
    if not one.root_cause:
        yield Reason(_("Chưa ghi nguyên nhân gốc."), code="root_cause_missing", fix=fix)
    if sheet.has_similar is None:
        yield Reason(
            _("Chưa trả lời: có sự không phù hợp tương tự ở nơi khác không (10.2.1 b)."),
            code="similar_not_told",
            fix=fix,
        )
    elif sheet.has_similar and not sheet.similar_text:
        yield Reason(
            _("Có sự không phù hợp tương tự thì ghi ở đâu, đã xem xét thế nào."), code="similar_text_missing", fix=fix
        )
    actions = list(queries.actions_of(one))
    if not actions:
        yield Reason(
            _("Chưa có hành động khắc phục nào."), code="actions_missing", fix=("improvement:action_new", sheet)
        )
    holders = Holders([sheet.agency_id], on=on)
    for action in actions:
        if action.owner_user_id and not holders.is_seated(sheet.agency_id, action.owner_user_id):
            said = {"who": action.owner_user, "what": action.what}
            yield Reason(
                _("%(who)s không còn trong cơ quan; hãy giao “%(what)s” cho người khác.") % said,
                code="owner_left",
                fix=(DETAIL, sheet),
            )


def why_past(action: Action, sheet: Nonconformity) -> Iterator[Reason]:
    """Yield that an action is one of a round that is over: what was done then stays as it was."""
    if action.round.number != sheet.round:
        yield Reason(_("Hành động này thuộc vòng đã kết thúc."), code="of_a_former_round", fix=(DETAIL, sheet))


def why_not_give_again(action: Action) -> Iterator[Reason]:
    """Yield why an action cannot be given again: its work was not cancelled, or its round is over."""
    sheet = action.round.nonconformity
    if sheet.state != State.ACTING:
        yield stands(sheet)
    elif action.round.number != sheet.round:
        yield from why_past(action, sheet)
    elif action.assignment is not None and action.assignment.state != Assignment.State.CANCELLED:
        yield Reason(
            _("Công việc của hành động này chưa bị hủy."),
            code="work_stands",
            fix=("work:assignment_detail", action.assignment),
        )


def why_not_tell_changes(sheet: Nonconformity) -> Iterator[Reason]:
    """Yield why the answers about risks and the system cannot be given now."""
    if sheet.state not in TOLD_CHANGES:
        yield stands(sheet)


def why_not_so_changed(sheet: Nonconformity) -> Iterator[Reason]:
    """Yield what the answers lack: a yes says what."""
    if (sheet.changes_risks or sheet.changes_system) and not sheet.changes_text:
        yield Reason(_("Nêu rõ phải cập nhật, thay đổi gì."), code="changes_text_missing", field="changes_text")


def why_not_verify(sheet: Nonconformity, rounds: Iterable[Round], actor: Actor, *, on: date) -> Iterator[Reason]:
    """Yield why this one cannot verify the effect now: too early, or never, as the owner, a doer or a helper (10.2.1 d)."""
    if sheet.state != State.VERIFYING:
        yield stands(sheet)
        return
    rounds = list(rounds)
    one = next((each for each in rounds if each.number == sheet.round), None)
    if one is None or one.verify_from is None:
        yield Reason(_("Các hành động chưa xong."), code="not_done")
        return
    if one.verify_from > on:
        yield Reason(_("Thẩm tra được từ ngày %s.") % ngay(one.verify_from), code="too_early")
    if actor.user is None or actor.user.pk in queries.who_never_verifies(sheet, rounds, on=on):
        yield Reason(
            _("Người chịu trách nhiệm, người thực hiện, người phối hợp không tự thẩm tra; cần một người khác."),
            code="verifies_own",
        )


def why_not_so_verified(
    one: Round, *, verdict: str, verified_date: date, text: str, again_date: date | None, on: date
) -> Iterator[Reason]:
    """Yield what is wrong with a verification as it is filled in."""
    if verdict not in Verdict.values:
        yield Reason(_("Chọn kết luận."), code="verdict_missing", field="verdict")
    if not text.strip():
        yield Reason(
            _("Ghi căn cứ: đã xem gì, số liệu nào cho thấy kết luận này."), code="text_missing", field="verdict_text"
        )
    if verified_date > on:
        yield Reason(_("Ngày này chưa đến."), code="verified_later", field="verified_date")
    if one.verify_from is not None and verified_date < one.verify_from:
        yield Reason(
            _("Thẩm tra được từ ngày %s.") % ngay(one.verify_from), code="verified_too_early", field="verified_date"
        )
    if verdict == Verdict.INCONCLUSIVE and (again_date is None or again_date <= verified_date):
        yield Reason(
            _("Chưa kết luận được thì ghi ngày thẩm tra lại, sau ngày thẩm tra."),
            code="again_missing",
            field="again_date",
        )


def why_not_close(sheet: Nonconformity, one: Round) -> Iterator[Reason]:
    """Yield why an effect that was reached does not close a sheet: cause, actions, what they change in the system (10.2.1 e, f)."""
    if sheet.need != Need.ACTION:
        return
    if not one.root_cause:
        yield Reason(_("Chưa ghi nguyên nhân gốc."), code="root_cause_missing", fix=(ANALYSE, sheet))
    if not all_done(one):
        yield Reason(_("Còn hành động chưa được xác nhận hoàn thành."), code="not_done", fix=(DETAIL, sheet))
    yield from why_changes_open(sheet)


def why_changes_open(sheet: Nonconformity) -> Iterator[Reason]:
    """Yield what is left to say or to ask for about risks and the system before a sheet is closed."""
    if sheet.changes_risks is None or sheet.changes_system is None:
        yield Reason(
            _("Chưa trả lời: có phải cập nhật rủi ro, thay đổi hệ thống, tài liệu không (10.2.1 e, f)."),
            code="changes_not_told",
            fix=(CHANGES, sheet),
        )
    elif sheet.changes_system and not queries.requests_from(sheet).exists():
        yield Reason(
            _("Phải thay đổi hệ thống, tài liệu nhưng chưa lập phiếu yêu cầu thay đổi từ phiếu này."),
            code="request_missing",
            fix=(CHANGES, sheet),
        )


def all_done(one: Round) -> bool:
    """Return whether a round has actions and each is work whose doing was confirmed."""
    states = [action.assignment.state if action.assignment else "" for action in queries.actions_of(one)]
    return bool(states) and all(state == Assignment.State.CONFIRMED for state in states)
