"""Run a command against a throw-away PostgreSQL: `with_postgres.py BIN_FOLDER COMMAND …`; its exit code is ours."""

import os
import subprocess
import sys
import tempfile
from pathlib import Path

from sotay.config import embedded


def main(programs: str, *command: str) -> int:
    """Start the server of `programs` on fresh data, run the command with DATABASE_URL set, throw the data away."""
    with tempfile.TemporaryDirectory(prefix="sotay-pg-") as name:
        folder = Path(name)
        folder.chmod(0o711)  # before 16 the server looks its own path up, also when root runs it as somebody else
        with embedded.server(folder, programs=Path(programs), durable=False) as urls:
            environment = os.environ | {"DATABASE_URL": urls.owner, "DATABASE_OWNER_URL": urls.owner}
            return subprocess.run(command, env=environment, check=False).returncode


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
