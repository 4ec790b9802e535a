"""`sotay account unlock|password NAME`: what only whoever runs the server may do to an account."""

import argparse
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from sotay.agency.actor import COMMAND_LINE, Actor
from sotay.agency.clock import now
from sotay.agency.models import User
from sotay.commands import UNCHANGED
from sotay.web.account import commands


class Command(BaseCommand):
    """Unlock an account or give it a one-time password."""

    help = "Mở khóa tài khoản (unlock) hoặc cấp mật khẩu dùng một lần (password)."

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        """Take what to do and to whom."""
        parser.add_argument("what", choices=["unlock", "password"])
        parser.add_argument("name", help="tên đăng nhập")

    def handle(self, *_args: Any, **options: Any) -> None:
        """Do it."""
        user = User.objects.filter(username=options["name"].strip().lower()).first()
        if user is None:
            raise CommandError(f"Không có tài khoản “{options['name']}”.", returncode=2)
        actor = Actor.of_installation(None, origin=COMMAND_LINE)
        if options["what"] == "password":
            password = commands.reset_password(user, actor=actor, at=now())
            self.stdout.write(f"Mật khẩu dùng một lần của {user.username}: {password}")
            self.stdout.write("Lần đăng nhập tới phải đổi mật khẩu. Dòng này không hiện lại.")
            return
        done = commands.unlock(user, actor=actor, at=now())
        said = "không bị khóa." if done is UNCHANGED else "đã được mở khóa."
        self.stdout.write(f"Tài khoản {user.username} {said}")
