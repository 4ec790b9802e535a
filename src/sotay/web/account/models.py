"""Open sessions, passwords used before, and accounts locked for lying idle."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from sotay.agency.models import User

# In this order: most browsers also call themselves Safari, Edge and Cốc Cốc also Chrome, Android also Linux.
BROWSERS = {"Edg/": "Edge", "coc_coc": "Cốc Cốc", "Firefox/": "Firefox", "Chrome/": "Chrome", "Safari/": "Safari"}
SYSTEMS = {
    "Windows": "Windows",
    "Android": "Android",
    "iPhone": "iPhone",
    "iPad": "iPad",
    "Mac OS": "macOS",
    "Linux": "Linux",
}


class OpenSession(models.Model):
    """A sign-in that is still open, so that its owner sees it and can end it; kept beside the session itself."""

    derived = True

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="open_sessions")
    key = models.CharField(max_length=40, unique=True)
    started_at = models.DateTimeField(_("đăng nhập lúc"))
    seen_at = models.DateTimeField(_("hoạt động gần nhất"))
    address = models.GenericIPAddressField(_("địa chỉ máy"), null=True)
    browser = models.CharField(_("trình duyệt"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("phiên đăng nhập")
        verbose_name_plural = _("phiên đăng nhập")
        indexes = [models.Index(fields=["user", "-seen_at"], name="open_session_of_a_person")]

    @property
    def device(self) -> str:
        """The browser and the system as people call them, or what the browser said when they are not known."""
        browser = next((name for word, name in BROWSERS.items() if word in self.browser), "")
        system = next((name for word, name in SYSTEMS.items() if word in self.browser), "")
        return " · ".join(filter(None, [browser, system])) or self.browser[:60]


class UsedPassword(models.Model):
    """The hash of a password a person had before; only the latest few are kept."""

    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="used_passwords")
    hash = models.CharField(max_length=128)
    until_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["user", "-until_at"], name="used_password_of_a_person")]


class DormantLock(models.Model):
    """An account that may not sign in because nobody used it for too long; its seats stay (QCVN 12:2026/BCA)."""

    user = models.OneToOneField(User, on_delete=models.PROTECT, related_name="dormant_lock")
    locked_at = models.DateTimeField()
    idle_since_at = models.DateTimeField()
