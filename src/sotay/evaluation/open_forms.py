"""Forms anybody may send without signing in: a signed token instead of a session, and what keeps machines out.

The token says what the form is about and bears a number of its own (`nonce`): what is sent twice is kept once. It is
signed with the key of the installation, so that nobody sends what was not asked; nothing of who sends it is kept.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import wraps
from time import time
from typing import Any, Final
from uuid import UUID, uuid4

from django.core import signing
from django.core.exceptions import ValidationError
from django.core.files.uploadhandler import FileUploadHandler, StopUpload
from django.core.validators import validate_email
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from sotay.agency.vietnamese import one_line
from sotay.pages import sessionless

SALT: Final = "sotay.open_form"
FIELD: Final = "form"
"""The name of the hidden field with the token."""
TRAP: Final = "website"
"""The name of a field no person sees; machines that fill in everything fill it in."""
LONGEST: Final = 7 * 24 * 60 * 60
"""Seconds a form may lie open: what was typed on a phone without a connection is still taken days later."""
QUICKEST: Final = 2
"""Seconds nobody is faster than."""
ACKNOWLEDGED: Final = 60 * 60
"""Seconds the address of an acknowledgement says that something arrived; afterwards it leads to the form."""
_LONGEST_TOKEN: Final = 600
SHORT: Final = {"code": 60, "name": 200, "phone": 40, "email": 200}
"""Signs of the short fields public forms share: the code of a dossier, contact freely given."""


class _NoFiles(FileUploadHandler):
    """Reads no file: public forms have none, and nobody fills the disk by them."""

    def new_file(self, *_args: Any, **_options: Any) -> None:
        """Stop reading at the first one."""
        raise StopUpload(connection_reset=True)

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        """Never come here."""

    def file_complete(self, file_size: int) -> None:
        """Keep nothing."""


def open_to_anybody(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Make a view a page with a public form: no session is asked for, whoever sits at the device, and no file is read."""

    @wraps(view)
    def respond(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        request.upload_handlers = [_NoFiles(request)]
        return view(request, *args, **kwargs)

    # No session to protect: the form bears a signed token of its own.
    return sessionless(csrf_exempt(require_http_methods(["GET", "HEAD", "POST"])(respond)))


class Unusable(ValueError):  # noqa: N818  said of a token
    """Raised for a token that is not one of ours, or of a form on something else."""


@dataclass(frozen=True, slots=True)
class FormToken:
    """What a token says: what the form is about, its own number, and when the form was given out, in seconds (Unix)."""

    about: str
    nonce: UUID
    made: int

    @property
    def is_stale(self) -> bool:
        """Whether the form lay open for too long; shown again with what was typed, it keeps its number."""
        return time() - self.made > LONGEST

    @property
    def is_too_quick(self) -> bool:
        """Whether it comes back faster than anybody reads."""
        return time() - self.made < QUICKEST


def make(about: str, *, nonce: UUID | None = None) -> str:
    """Return the token of a form; `about` says what it is for (up to 200 signs), `nonce` is that of a form shown again."""
    return signing.Signer(salt=SALT).sign(f"{about}|{(nonce or uuid4()).hex}|{int(time())}")


def read(token: str, *, about: str) -> FormToken:
    """Return what a token says; Unusable when it is forged, damaged, or of a form on something else."""
    try:
        if len(token) > _LONGEST_TOKEN:
            raise Unusable
        said, nonce, made = signing.Signer(salt=SALT).unsign(token).rsplit("|", 2)
        found = FormToken(said, UUID(hex=nonce), int(made))
    except (signing.BadSignature, ValueError) as error:
        raise Unusable(_("Trang này không còn dùng được; hãy bấm gửi lần nữa.")) from error
    if found.about != about:
        raise Unusable(_("Trang này không còn dùng được; hãy bấm gửi lần nữa."))
    return found


def is_trapped(sent: Mapping[str, str]) -> bool:
    """Return whether the field that nobody sees was filled in."""
    return bool(sent.get(TRAP, "").strip())


@dataclass(frozen=True, slots=True)
class Arrived:
    """How a form came in: its number, the token to show it again with, and why it has to be sent once more, "" if not."""

    nonce: UUID
    token: str
    again: str = ""


def fresh(about: str) -> Arrived:
    """Return the token of a form given out for the first time."""
    nonce = uuid4()
    return Arrived(nonce, make(about, nonce=nonce))


def arrived(sent: Mapping[str, str], *, about: str) -> Arrived:
    """Judge what was sent to a public form. What is wrong is always said, and what was typed is shown again: nothing is dropped."""
    try:
        token = read(sent.get(FIELD, ""), about=about)
    except Unusable as error:
        nonce = uuid4()
        return Arrived(nonce, make(about, nonce=nonce), str(error))
    again = ""
    if token.is_stale:
        again = _("Trang đã mở quá lâu; hãy xem lại những gì đã ghi rồi bấm gửi lần nữa.")
    elif is_trapped(sent):
        again = _("Có ô lẽ ra để trống đã được điền (thường do máy tự điền); hãy bấm gửi lần nữa.")
    elif token.is_too_quick:
        again = _("Phiếu được gửi quá nhanh; hãy xem lại những gì đã ghi rồi bấm gửi lần nữa.")
    if again:
        return Arrived(token.nonce, make(about, nonce=token.nonce), again)
    return Arrived(token.nonce, sent[FIELD])


def acknowledgement(about: str) -> str:
    """Return the word for an address that something of this kind was taken in just now; it says nothing of what."""
    return signing.Signer(salt=f"{SALT}.acknowledged|{about}").sign(str(int(time())))


def is_acknowledged(word: str, *, about: str) -> bool:
    """Return whether a word is our own of the last hour: nobody reads that something arrived which nobody sent."""
    try:
        made = int(signing.Signer(salt=f"{SALT}.acknowledged|{about}").unsign(word[:_LONGEST_TOKEN]))
    except (signing.BadSignature, ValueError):
        return False
    return 0 <= time() - made <= ACKNOWLEDGED


def short_fields(sent: Mapping[str, str]) -> dict[str, str]:
    """Return what was typed into the short fields public forms share, in one line each."""
    return {name: one_line(sent.get(name, "").replace("\x00", "")) for name in SHORT}


def why_wrong(typed: Mapping[str, str]) -> dict[str, str]:
    """Return what is wrong with short fields, by name: too long, or no address of mail."""
    wrong = {name: _("Không quá %d ký tự.") % most for name, most in SHORT.items() if len(typed[name]) > most}
    if typed["email"] and "email" not in wrong:
        try:
            validate_email(typed["email"])
        except ValidationError:
            wrong["email"] = _("Địa chỉ thư điện tử chưa đúng, ví dụ ten@vidu.vn.")
    return wrong
