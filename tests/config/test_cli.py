"""The `sotay` command: what it lists, what it needs, and how it ends."""

import errno

import pytest
from django.core.exceptions import PermissionDenied
from django.core.management.base import BaseCommand, CommandError
from django.db import OperationalError, ProgrammingError, connection

from sotay.commands import Reason, Refused
from sotay.config import dispatch
from sotay.config.trouble import Trouble
from tests.config.processes import call


def test_help_lists_every_command_of_the_areas_with_a_line_each(tmp_path):
    done = call("--help", folder=tmp_path / "var")
    assert done.returncode == 0
    for name in ("run", "prepare", "worker", "manage", *dispatch.own_commands()):
        assert any(line.split()[:1] == [name] and len(line.split()) > 3 for line in done.stdout.splitlines()), name
    assert not (tmp_path / "var").exists(), "asking for help needs no folder"


def test_without_a_word_it_is_a_wrong_call(tmp_path):
    done = call(folder=tmp_path / "var")
    assert (done.returncode, done.stdout) == (2, "")
    assert "Cách dùng" in done.stderr


def test_text_needs_neither_folder_nor_database(tmp_path):
    done = call("text", "fold", folder=tmp_path / "var", text="Quy trình\n")
    assert (done.returncode, done.stdout, done.stderr) == (0, "quy trinh\n", "")
    assert not (tmp_path / "var").exists()


def test_workdays_without_an_agency_needs_neither_folder_nor_database(tmp_path):
    done = call("workdays", "2026-02-12", "3", folder=tmp_path / "var")
    assert (done.returncode, done.stdout, done.stderr) == (0, "2026-02-24\n", "")
    assert not (tmp_path / "var").exists()


def test_an_unknown_command_is_a_wrong_call(capsys):
    assert dispatch.run("nonsense", []) == 2
    assert "nonsense" in capsys.readouterr().err


class Raises(BaseCommand):
    """A command that meets what a test gives it."""

    def __init__(self, error):
        super().__init__()
        self.error = error

    def handle(self, **_options):
        raise self.error


def told(error, monkeypatch, capsys):
    monkeypatch.setattr(dispatch, "own_commands", lambda: {"raises": Raises(error)})
    monkeypatch.setattr(dispatch.connections, "close_all", lambda: None)
    code = dispatch.run("raises", [])
    return code, capsys.readouterr().err


@pytest.mark.parametrize(
    ("error", "code", "line"),
    [
        (CommandError("Không có cơ quan X."), 1, "Không có cơ quan X.\n"),
        (CommandError("Ngày phải có dạng 2026-02-12.", returncode=2), 2, "Ngày phải có dạng 2026-02-12.\n"),
        (Refused(Reason("Thiếu A.", code="a"), Reason("Thiếu B.", code="b")), 1, "Thiếu A.\nThiếu B.\n"),
        (Trouble("Đĩa đã đầy."), 1, "Đĩa đã đầy.\n"),
        (PermissionDenied("evaluation.close_audit"), 1, "evaluation.close_audit\n"),
        (KeyboardInterrupt(), 130, "Đã dừng.\n"),
        (
            FileNotFoundError(2, "No such file or directory", "x.xlsx"),
            1,
            "Không dùng được x.xlsx: No such file or directory.\n",
        ),
    ],
)
def test_expected_trouble_is_told_without_a_traceback(error, code, line, monkeypatch, capsys):
    assert told(error, monkeypatch, capsys) == (code, line)


def test_a_database_out_of_reach_is_told_with_its_address(monkeypatch, capsys):
    code, line = told(OperationalError("connection refused\nis it running?"), monkeypatch, capsys)
    place = "{HOST}:{PORT}/{NAME}".format(**connection.settings_dict)
    assert (code, line) == (1, f"Không kết nối được cơ sở dữ liệu tại {place}: connection refused is it running?\n")


def test_a_database_of_ours_that_fell_for_want_of_room_is_told_as_such(monkeypatch, capsys, settings, tmp_path):
    settings.SOTAY_VAR = tmp_path
    (tmp_path / "pg").mkdir()
    monkeypatch.setattr(dispatch, "has_room", lambda _folder: False)
    code, line = told(OperationalError("server closed the connection"), monkeypatch, capsys)
    assert (code, line.count("\n")) == (1, 1)
    assert line.startswith("Đĩa đã đầy")


@pytest.mark.django_db
def test_a_database_never_prepared_is_told(monkeypatch, capsys):
    with pytest.raises(ProgrammingError) as missing, connection.cursor() as cursor:
        cursor.execute("SELECT * FROM no_such_table")
    connection.needs_rollback = False
    code, line = told(missing.value, monkeypatch, capsys)
    assert code == 1
    assert "sotay prepare" in line


def test_a_full_disk_is_told_though_the_error_names_no_file(monkeypatch, capsys):
    code, line = told(OSError(errno.ENOSPC, "No space left on device"), monkeypatch, capsys)
    assert (code, line[:11]) == (1, "Đĩa đã đầy,")


@pytest.mark.parametrize("error", [ProgrammingError("a slip of ours"), ValueError("a slip of ours"), OSError(5, "io")])
def test_a_mistake_in_the_program_rises(error, monkeypatch, capsys):
    with pytest.raises(type(error)):
        told(error, monkeypatch, capsys)
