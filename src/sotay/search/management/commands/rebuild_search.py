"""`sotay rebuild_search`: write the search index anew."""

from typing import Any

from django.core.management.base import BaseCommand

from sotay.search.index import rebuild


class Command(BaseCommand):
    """Write the whole search index anew."""

    help = "Lập lại toàn bộ chỉ mục tìm kiếm."

    def handle(self, *_args: Any, **_options: Any) -> None:
        """Do it and say how many records are found from now on."""
        self.stdout.write(f"{rebuild()} hồ sơ trong chỉ mục.")
