"""What a verdict upon a signature is called, and why, in plain words; the codes are those of `blobs/signing`."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sotay.approvals.models import Approval
from sotay.support.outgoing.models import SignatureCheck, SignedFile
from sotay.ui.formats import luc

Verdict = SignatureCheck.Verdict
STANDING: Final = (Approval.State.OPEN, Approval.State.APPROVED)
TONES: Final = {Verdict.VALID: "done", Verdict.UNCERTAIN: "warn", Verdict.INVALID: "stop"}
OF_FILE: Final[dict[str, Promise]] = {
    "no_signature": gettext_lazy("Tệp không có chữ ký số nào."),
    "no_trace": gettext_lazy("Tệp không đúng chuẩn PDF nên không đọc hết được; không thấy dấu vết của chữ ký số nào."),
    "pages_unread": gettext_lazy(
        "Chữ ký khớp, nhưng không xem hết được các trang của tệp để biết có gì chồng lên không."
    ),
    "signature_removed": gettext_lazy("Trong tệp còn dấu vết của chữ ký số đã bị gỡ bỏ."),
    "unreadable": gettext_lazy("Tệp bị hỏng, bị cắt hoặc bị sửa: không đọc được chữ ký số."),
    "too_much": gettext_lazy(
        "Kiểm tra chữ ký trong tệp tốn quá nhiều thời gian hoặc bộ nhớ nên đã dừng: chưa biết kết quả."
    ),
    "not_pdf": gettext_lazy("Tệp không phải PDF, không có chữ ký số để kiểm tra."),
}
UNSIGNED: Final = ("no_signature", "no_trace", "not_pdf")
"""Reasons of files that hold no signature to speak of."""
OF_SIGNATURE: Final[dict[str, Promise]] = {
    "bytes_changed": gettext_lazy("Nội dung trong phạm vi ký đã bị sửa sau khi ký."),
    "not_by_this_key": gettext_lazy("Chữ ký không khớp với chứng thư kèm theo."),
    "range_odd": gettext_lazy("Phạm vi ký không bình thường: có phần của tệp không được chữ ký bảo vệ."),
    "changed_after": gettext_lazy("Sau chữ ký này, tệp được thêm hoặc sửa nội dung ngoài việc ký và điền số, dấu."),
    "change_forbidden": gettext_lazy("Sau chữ ký này có thay đổi mà người ký đã khóa, không cho phép."),
    "revoked": gettext_lazy("Chứng thư của người ký đã bị thu hồi."),
    "kind_unknown": gettext_lazy("Kiểu chữ ký này không kiểm tra được."),
    "signature_unreadable": gettext_lazy("Không đọc được chữ ký: dữ liệu chữ ký bị hỏng, bị cắt hoặc bị thay."),
    "structure_odd": gettext_lazy(
        "Tệp không đúng chuẩn PDF: chữ ký đọc được, nhưng mỗi phần mềm có thể hiển thị tệp một khác nên chưa đủ căn cứ để tin."
    ),
    "no_anchor": gettext_lazy("Chưa kiểm tra được chuỗi chứng thư: hệ thống chưa cài chứng thư gốc nào để tin cậy."),
    "chain_unknown": gettext_lazy("Chưa kiểm tra được chuỗi chứng thư: không nối được tới chứng thư gốc đã cài."),
    "chain_broken": gettext_lazy("Chuỗi chứng thư không đạt: chứng thư không dùng để ký văn bản, hoặc sai ở một cấp."),
    "out_of_time": gettext_lazy("Chứng thư hết hạn hoặc chưa có hiệu lực vào lúc kiểm tra."),
    "revocation_unchecked": gettext_lazy("Việc thu hồi chứng thư: chưa kiểm tra (hệ thống không hỏi qua mạng)."),
}


@dataclass(frozen=True, slots=True)
class Told:
    """A signature as a page tells of it."""

    title: str
    verdict: str
    tone: str
    facts: tuple[tuple[str, str], ...]
    reasons: tuple[str, ...]


def word_of(verdict: str) -> str:
    """Return what a verdict is called."""
    return str(Verdict(verdict).label)


def word_in_list(verdict: str, reason: str | None) -> str:
    """Return what stands behind "chữ ký số" in a list: the verdict upon a file, or that it has none."""
    return _("không có") if reason in UNSIGNED else word_of(verdict)


def word_of_file(check: SignatureCheck) -> str:
    """Return what the verdict upon a file is called; of one without signatures, that it has none."""
    return _("Không có chữ ký số") if _reason_of(check) in UNSIGNED else _("Chữ ký số %s") % word_of(check.verdict)


def tone_of_file(check: SignatureCheck) -> str:
    """Return the tone of the verdict upon a file; one without signatures has nothing to warn of."""
    return "quiet" if _reason_of(check) in UNSIGNED else TONES[Verdict(check.verdict)]


def why_of_file(check: SignatureCheck) -> str:
    """Return what is said of the file as a whole; empty where each signature says it."""
    return str(OF_FILE.get(_reason_of(check), ""))


def _reason_of(check: SignatureCheck) -> str:
    kept = check.verdicts
    return str(kept.get("reason", "")) if isinstance(kept, Mapping) else ""


def signatures_of(check: SignatureCheck) -> list[Told]:
    """Return the signatures of a file with verdict and reasons."""
    kept = check.verdicts
    rows = kept.get("signatures", []) if isinstance(kept, Mapping) else kept
    names = {one["field"]: one["signer"] for one in rows}
    return [_told(one, names) for one in rows]


def _told(one: Mapping[str, Any], names: Mapping[str, str]) -> Told:
    facts = [
        (_("Người ký"), one["signer"] or "–"),
        (_("Số chứng thư"), one["serial"] or "–"),
        (_("Nơi cấp chứng thư"), one["issuer"] or "–"),
        (_("Thời gian ký"), _time(one)),
        (_("Phạm vi"), _covered(one, names)),
    ]
    return Told(
        title=_("Chữ ký %(number)d: %(who)s") % {"number": one["number"], "who": one["signer"] or one["field"]},
        verdict=word_of(one["verdict"]),
        tone=TONES[Verdict(one["verdict"])],
        facts=tuple((str(label), str(value)) for label, value in facts),
        reasons=tuple(str(OF_SIGNATURE.get(code, code)) for code in one["reasons"]),
    )


def _time(one: Mapping[str, Any]) -> str:
    if not one["time"]:
        return _("không ghi")
    moment = luc(datetime.fromisoformat(one["time"]))
    if one["time_is_stamped"]:
        return _("%s, theo dấu thời gian") % moment
    return _("%s, theo máy của người ký") % moment


def _covered(one: Mapping[str, Any], names: Mapping[str, str]) -> str:
    if one["covers_all"]:
        return _("toàn bộ tệp")
    if not one["is_extended"]:
        return _("không rõ")
    later = ", ".join(names.get(field) or field for field in one["added_after"])
    if "changed_after" in one["reasons"] or not later:
        return _("phần đầu của tệp; sau đó tệp còn được thêm nội dung")
    return _("toàn bộ tệp lúc ký; sau đó thêm chữ ký của %s") % later


def is_of_former(file: SignedFile, approval: Approval | None) -> bool:
    """Return whether a copy was held against words that were submitted before and came back."""
    return approval is not None and (approval.state not in STANDING or file.created_at < approval.submitted_at)


def comparison_word(file: SignedFile, check: SignatureCheck, *, is_former: bool) -> str:
    """Return what comparing the text came to; where the signatures speak against the file, equal words prove nothing."""
    if is_former:
        return _("bản của lần trình trước, không còn dùng")
    if file.comparison == SignedFile.Comparison.SAME and check.verdict == Verdict.INVALID:
        return _("chữ giống nội dung đã duyệt nhưng tệp không đáng tin")
    return str(file.get_comparison_display())


def why_lacking(names: list[str]) -> str:
    """Return the warning that a copy lacks signatures which copies brought before bear."""
    if not names:
        return ""
    return _("Bản đưa lên trước có chữ ký số của %s, bản này thì không: có thể tệp đã bị cắt bớt.") % ", ".join(names)


def comparison_tone(file: SignedFile, check: SignatureCheck, *, is_former: bool) -> str:
    """Return the tone of what comparing the text came to."""
    Comparison = SignedFile.Comparison  # noqa: N806  a class
    if is_former or check.verdict == Verdict.INVALID:
        return "stop"
    return {Comparison.SAME: "done", Comparison.DIFFERENT: "stop"}.get(Comparison(file.comparison), "warn")
