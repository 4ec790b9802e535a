"""Nothing is sealed while somebody may still be writing a row below the end of the seal."""

from django.db import connection

from sotay.evaluation.intakes import commands
from tests.factories.satisfaction import AnswerFactory


def test_while_somebody_writes_sealing_waits_for_the_next_hour(fresh_database, django_db_blocker, monkeypatch):
    monkeypatch.setattr(commands, "PATIENCE", "100ms")
    with django_db_blocker.unblock():
        answer = AnswerFactory()
        other = connection.copy()
        try:
            with other.cursor() as cursor:
                cursor.execute("BEGIN")
                cursor.execute("LOCK TABLE evaluation_answer IN ROW EXCLUSIVE MODE")
                assert commands._settled_ends("answers") == {}
                cursor.execute("ROLLBACK")
        finally:
            other.close()
        assert commands._settled_ends("answers") == {answer.agency_id: answer.pk}
