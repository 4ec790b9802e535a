"""How a pack is made in the worker, and how the bytes of old ones go."""

from django.utils import translation
from django.utils.translation import gettext as _

from sotay.agency.actor import Actor, actor_of
from sotay.agency.clock import today
from sotay.blobs.refusals import StorageDown, StorageFull
from sotay.commands import may
from sotay.manual.packs import commands, queries
from sotay.manual.packs.making import Progress, make
from sotay.manual.packs.models import Pack
from sotay.manual.packs.work import at_work, is_held

STEPS = 100
"""So many times at most a pack tells how far it is."""


def make_one(uuid: str) -> None:
    """Make a pack that waits; one that is no longer waiting was cut off before and is said to have stopped."""
    pack = Pack.objects.select_related("agency", "audit", "inspection", "asked_by").get(uuid=uuid)
    with at_work(pack) as ours:
        if not ours:
            return
        if not commands.begin_making(pack):
            commands.note_stopped(pack)
            return
        with translation.override("vi"):  # a pack is a paper: Vietnamese, whoever asked
            _make(pack)


def _make(pack: Pack) -> None:
    on = today()
    viewer = actor_of(pack.asked_by, agency=pack.agency, on=on, origin=f"job:{commands.MAKE}")
    if viewer is None or not _may_make(viewer, pack):
        commands.fail_pack(pack, problem=_("Người lập không còn quyền lập gói này."))
        return
    try:
        made = make(pack, viewer=viewer, on=on, progress=_telling(pack))
    except StorageDown:
        commands.fail_pack(pack, problem=_("Kho tệp không trả lời nên chưa tạo được gói. Hãy tạo lại sau ít phút."))
    except StorageFull:
        full = _(
            "Máy chủ hết chỗ lưu tệp nên chưa tạo được gói. Hãy báo người quản trị máy chủ giải phóng đĩa, rồi tạo lại."
        )
        commands.fail_pack(pack, problem=full)
    else:
        commands.finish_pack(pack, actor=viewer, made=made, on=on)


def _may_make(viewer: Actor, pack: Pack) -> bool:
    if pack.audit is not None:
        return may(viewer, "manual.make_audit_pack", pack.audit)
    return may(viewer, "manual.make_pack", pack.agency)


def _telling(pack: Pack) -> Progress:
    """Return what tells how far a pack is, not for every file of many."""
    told = -1

    def tell(done: int, total: int) -> None:
        nonlocal told
        step = done * STEPS // max(total, 1)
        if step != told:
            told = step
            commands.note_progress(pack, done=done, total=total)

    return tell


def remove_old() -> int:
    """Let the bytes of packs whose days are over go, and say of packs nobody works on that they stopped; return how many went."""
    for pack in queries.list_making():
        if not is_held(pack):
            commands.note_stopped(pack)
    old = queries.list_over(on=today())
    for pack in old:
        commands.let_go(pack)
    return len(old)
