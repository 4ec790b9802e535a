"""Answers as rows of a file: how each came, and marks by question; words stay with those entitled."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from sotay.evaluation.satisfaction.entering.tables import standing_of
from sotay.evaluation.satisfaction.marks import asked, words
from sotay.evaluation.satisfaction.models import Answer, Question
from sotay.exchange.columns import Column


def columns(questions: list[Question]) -> list[Column]:
    """Return the columns of a file of answers; with questions one for each that is not answered in words."""
    told = [
        Column("given_date", _("Ngày trả lời"), width=14),
        Column("survey", _("Mã đợt khảo sát"), width=14),
        Column("channel", _("Hình thức"), width=20),
        Column("proof", _("Căn cứ"), width=30),
        Column("dossier", _("Mã hồ sơ"), width=26),
        Column("unit", _("Đơn vị"), width=14),
        Column("service", _("Mã TTHC"), width=18),
        Column("batch", _("Mã lô"), width=14),
        Column("sheet", _("Phiếu số"), width=10),
        Column("entered_by", _("Người nhập"), width=24),
        Column("answered_at", _("Vào hệ thống"), width=18),
        Column("standing", _("Tình trạng"), width=16),
        Column("invalid_reason", _("Lý do không hợp lệ"), width=30),
    ]
    marked = [one for one in questions if one.kind != Question.Kind.TEXT]
    return told + [Column(f"q{one.position}", f"{one.position}. {asked(one)}", width=18) for one in marked]


def record_of(answer: Answer, questions: list[Question], *, with_dossier: bool) -> dict[str, Any]:
    """Return an answer by the keys of `columns`; levels and numbers as numbers, choices in words."""
    row: dict[str, Any] = {
        "given_date": answer.given_date,
        "survey": answer.survey.code,
        "channel": str(answer.get_channel_display()),
        "proof": str(answer.get_proof_display()),
        "dossier": answer.dossier.code if answer.dossier and with_dossier else "",
        "unit": answer.unit.code if answer.unit else "",
        "service": answer.service.code if answer.service else "",
        "batch": answer.batch.code if answer.batch else "",
        "sheet": answer.sheet,
        "entered_by": str(answer.entered_by) if answer.entered_by else "",
        "answered_at": answer.answered_at,
        "standing": standing_of(answer),
        "invalid_reason": answer.invalid_reason,
    }
    for one in questions:
        mark = answer.marks[one.position - 1] if one.position <= len(answer.marks) else None
        plain = one.kind in {Question.Kind.LIKERT, Question.Kind.NUMBER}
        row[f"q{one.position}"] = mark if plain else words(one, mark)
    return row
