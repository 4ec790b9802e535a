"""The daily mail of unread notices, when the installation can send mail."""

from itertools import groupby

from django.conf import settings
from django.core.mail import send_mail
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from sotay.agency.models import Agency
from sotay.ui.formats import luc
from sotay.work.notices.commands import take_unmailed
from sotay.work.notices.models import Notice

CONSOLE = "django.core.mail.backends.console.EmailBackend"


def is_configured() -> bool:
    """Return whether mail leaves this installation."""
    return settings.EMAIL_BACKEND != CONSOLE


def send_digests() -> int:
    """Mail each person what was not read since the last mail; return how many mails were sent.

    A notice is marked as mailed before its mail is sent: a server that fails loses a mail, it never sends one twice.
    """
    if not is_configured():
        return 0
    sent = 0
    for agency in Agency.objects.filter(ended_date__isnull=True).order_by("pk"):
        for _user_id, notices in groupby(take_unmailed(agency), key=lambda one: one.user_id):
            sent += _send(agency, list(notices))
    return sent


def _send(agency: Agency, notices: list[Notice]) -> int:
    with translation.override(settings.LANGUAGE_CODE):
        subject = _("%(agency)s: %(count)s việc cần xem trên Sotay") % {"agency": agency.name, "count": len(notices)}
        lines = [_line(one) for one in notices]
        text = "\n".join([_("Kính gửi %s,") % notices[0].user, "", *lines, "", _("Xem tại mục Việc của tôi.")])
    return send_mail(subject, text, None, [notices[0].user.email], fail_silently=False)


def _line(notice: Notice) -> str:
    facts = {
        "what": notice.get_kind_display(),
        "record": notice.subject_text,
        "who": notice.who,
        "at": luc(timezone.localtime(notice.created_at)),
    }
    return _("– %(what)s: %(record)s (%(who)s, %(at)s)") % facts
