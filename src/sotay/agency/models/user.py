"""A user: the account of one person, of the installation and not of an agency."""

from collections.abc import Iterable
from typing import Any

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.db import models
from django.utils.translation import gettext_lazy as _

from sotay.agency.models.owned import Versioned, keep_history
from sotay.agency.vietnamese import fold, given_name_key, nfc


class UserManager(BaseUserManager["User"]):
    """Makes accounts."""

    def create_user(self, username: str, *, full_name: str, password: str | None = None, **fields: Any) -> "User":
        """Return a new account; without a password it cannot sign in until one is set."""
        user = self.model(username=nfc(username).strip().lower(), full_name=full_name, **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user


class User(AbstractBaseUser, Versioned):
    """The account of one person (QCVN 12:2026/BCA: one person per account).

    An agency gives and ends seats, never accounts. `is_superuser` administers the installation and is no actor in any
    agency.
    """

    username = models.CharField(_("tên đăng nhập"), max_length=80, unique=True)
    email = models.EmailField(_("thư điện tử"), blank=True)
    full_name = models.CharField(_("họ và tên"), max_length=120)
    name_sort = models.CharField(max_length=480, editable=False)
    search_text = models.CharField(max_length=300, editable=False, default="", db_default="")
    is_active = models.BooleanField(_("đang hoạt động"), default=True)
    is_superuser = models.BooleanField(_("quản trị hệ thống"), default=False)
    must_change_password = models.BooleanField(default=True)
    password_changed_at = models.DateTimeField(null=True, blank=True)
    last_active_at = models.DateTimeField(null=True, blank=True)

    USERNAME_FIELD = "username"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS = ["full_name"]

    objects = UserManager()

    class Meta:
        verbose_name = _("tài khoản")
        verbose_name_plural = _("tài khoản")

    def __str__(self) -> str:
        return self.full_name or self.username

    def save(self, *, update_fields: Iterable[str] | None = None, **options: Any) -> None:
        """Keep the name and the keys by which people are sorted (given name) and found."""
        if update_fields is not None and set(update_fields) == {"last_login"}:
            # Signing in changes nothing of the account: whoever edits it does not become stale.
            models.Model.save(self, update_fields=update_fields, **options)
            return
        self.fill_keys()
        if update_fields is not None and "full_name" in update_fields:
            update_fields = {*update_fields, "name_sort", "search_text"}
        super().save(update_fields=update_fields, **options)

    def fill_keys(self) -> None:
        """Bring the name to its one form and make the stored keys; for whoever writes many rows at once."""
        self.full_name = nfc(self.full_name).strip()
        self.name_sort = given_name_key(self.full_name)
        self.search_text = fold(f"{self.full_name} {self.username}")[:300]

    def get_full_name(self) -> str:
        """Return the whole name, as people are called in papers."""
        return self.full_name

    def get_short_name(self) -> str:
        """Return the given name, the last word."""
        return self.full_name.rpartition(" ")[2]

    # Libraries ask for these; who may do what in an agency is told by seats alone (`predicates.py`).
    @property
    def is_staff(self) -> bool:
        """No page of Django's own is open to anybody."""
        return False

    def has_perm(self, perm: str, obj: Any = None) -> bool:  # noqa: ARG002
        """Grant nothing: permissions are asked of an `Actor`."""
        return False

    def has_module_perms(self, app_label: str) -> bool:  # noqa: ARG002
        """Grant nothing, see `has_perm`."""
        return False


keep_history(User, exclude=["password", "last_login", "last_active_at"])
