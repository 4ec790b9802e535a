"""The scale of an audit (practice.md 7): what a line of a checklist, and a finding, can be."""

from typing import Final

from django.db import models
from django.utils.translation import gettext_lazy as _


class Scale(models.TextChoices):
    """The scale an agency chose; an audit keeps the one it was planned with."""

    SIMPLE = "SIMPLE", _("Đơn giản: phù hợp, điểm lưu ý, điểm không phù hợp")
    FULL = "FULL", _("Đầy đủ: thêm cơ hội cải tiến, không phù hợp nhẹ, không phù hợp nặng, điểm mạnh")


class Grade(models.TextChoices):
    """What was found against a question; the first and the last are no findings."""

    CONFORMS = "CONFORMS", _("Phù hợp")
    STRENGTH = "STRENGTH", _("Điểm mạnh")
    NOTE = "NOTE", _("Điểm lưu ý")
    OPPORTUNITY = "OPPORTUNITY", _("Cơ hội cải tiến")
    NONCONFORMITY = "NONCONFORMITY", _("Điểm không phù hợp")
    MINOR = "MINOR", _("Điểm không phù hợp nhẹ")
    MAJOR = "MAJOR", _("Điểm không phù hợp nặng")
    NOT_APPLICABLE = "NOT_APPLICABLE", _("Không áp dụng")


NONCONFORMITIES: Final = (Grade.NONCONFORMITY, Grade.MINOR, Grade.MAJOR)
NO_FINDINGS: Final = (Grade.CONFORMS, Grade.NOT_APPLICABLE)
GRADES: Final = {
    Scale.SIMPLE: (Grade.CONFORMS, Grade.NOTE, Grade.NONCONFORMITY, Grade.NOT_APPLICABLE),
    Scale.FULL: (
        Grade.CONFORMS, Grade.STRENGTH, Grade.NOTE, Grade.OPPORTUNITY, Grade.MINOR, Grade.MAJOR, Grade.NOT_APPLICABLE,
    ),
}  # fmt: skip


def finding_grades(scale: str) -> tuple[Grade, ...]:
    """Return the grades a finding can have on a scale."""
    return tuple(grade for grade in GRADES[Scale(scale)] if grade not in NO_FINDINGS)
