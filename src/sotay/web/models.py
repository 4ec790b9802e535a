"""The tables of this area, feature by feature."""

from sotay.web.account.models import DormantLock, OpenSession, UsedPassword

__all__ = ["DormantLock", "OpenSession", "UsedPassword"]
