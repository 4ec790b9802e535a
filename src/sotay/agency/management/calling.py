"""How commands are called: wrong calls told in one Vietnamese line with exit code 2, agencies named by their code."""

from typing import Any, NoReturn

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db.models import Q
from django.utils.translation import gettext as _

from sotay.agency.models import Agency
from sotay.agency.vietnamese import one_line

WRONG_CALL = 2


class PlainCommand(BaseCommand):
    """A command that answers a wrong call with how it is called: `usage`, one line."""

    usage = ""
    requires_system_checks = []

    def create_parser(self, prog_name: str, subcommand: str, **kwargs: Any) -> CommandParser:
        """Return the parser, its mistakes told our way."""
        parser = super().create_parser(prog_name, subcommand, usage=self.usage, **kwargs)
        parser.__class__ = _PlainParser
        return parser


class _PlainParser(CommandParser):
    def error(self, message: str) -> NoReturn:  # noqa: ARG002
        """Refuse the call; what argparse says is English, so the usage alone is shown."""
        raise wrong_call(_("Gọi sai lệnh. Cách dùng: %s") % self.usage)


def wrong_call(text: str) -> CommandError:
    """Return the error for a call that cannot be carried out as written."""
    return CommandError(text, returncode=WRONG_CALL)


def agency_called(code: str) -> Agency:
    """Return the agency of a short name, or of a letter code that only one agency has; CommandError otherwise."""
    name = one_line(code)
    found = list(Agency.objects.filter(Q(short_name=name) | Q(letter_code=name)).order_by("short_name")[:20])
    by_short_name = [agency for agency in found if agency.short_name == name]
    match by_short_name or found:
        case [agency]:
            return agency
        case []:
            raise CommandError(_("Không có cơ quan nào có tên ngắn hoặc chữ viết tắt “%s”.") % code)
        case several:
            names = ", ".join(agency.short_name for agency in several)
            raise CommandError(
                _("Nhiều cơ quan cùng chữ viết tắt “%(code)s”; hãy dùng tên ngắn: %(names)s.")
                % {"code": code, "names": names}
            )
