"""How long a sheet may take, and how long one waits before its effect is looked at: by grade, from the parameters."""

from datetime import date, timedelta

from sotay.agency.models.calendar import calendar_of
from sotay.agency.workdays import TermUnit
from sotay.evaluation.models import InspectionFinding
from sotay.improvement.nonconformities.models import Nonconformity
from sotay.standard.parameters.queries import value_of

Grade, Need, Source = Nonconformity.Grade, Nonconformity.Need, Nonconformity.Source
ALWAYS = "ALWAYS"


def due_by_grade(sheet: Nonconformity, grade: str, *, since: date) -> date:
    """Return until when a sheet of a grade is to be done, from the day it was taken up."""
    length = value_of(sheet.agency_id, f"nonconformity.due.{(grade or Grade.MINOR).lower()}", on=since)
    return calendar_of(sheet.agency).raw_due(since, length.count, TermUnit(length.unit))


def due_proposed(sheet: Nonconformity, grade: str, *, since: date) -> date:
    """Return the limit to propose: of a finding of an inspection the one of its minutes (TT 26/2014 Điều 37), else by grade."""
    return due_of_inspection(sheet) or due_by_grade(sheet, grade, since=since)


def due_of_next_round(sheet: Nonconformity, *, since: date) -> date:
    """Return the limit of another round: the one of an inspection's minutes as long as it is to come, else by grade."""
    minutes = due_of_inspection(sheet)
    return minutes if minutes is not None and minutes >= since else due_by_grade(sheet, sheet.grade, since=since)


def due_of_inspection(sheet: Nonconformity) -> date | None:
    """Return until when the report of fixes is owed to the inspectors, where a finding of theirs brought the sheet."""
    if sheet.origin_type != "evaluation.inspectionfinding":
        return None
    found = InspectionFinding.objects.filter(agency_id=sheet.agency_id, uuid=sheet.origin_uuid)
    return found.values_list("inspection__fixes_due_date", flat=True).first()


def verify_from(sheet: Nonconformity, *, done: date, on: date) -> date:
    """Return from which day the effect can be looked at: the last action's day and the waiting time of the grade.

    A correction alone waits for nothing but to be taken up and evaluated: whether it was done can be seen at once.
    """
    if sheet.need == Need.CORRECTION:
        return max(day for day in (done, sheet.accepted_date, sheet.need_date) if day is not None)
    return done + timedelta(days=value_of(sheet.agency_id, f"nonconformity.wait.{sheet.grade.lower()}", on=on))


def needs_action(sheet: Nonconformity, *, on: date) -> bool:
    """Return whether corrective action is wanted whatever is thought of it: of audits and inspections by default."""
    always = sheet.source in Nonconformity.ALWAYS_ACTED_UPON
    return always and value_of(sheet.agency_id, "nonconformity.need", on=on) == ALWAYS
