"""The first draft of a programme, proposed from evidence: last year's months, what the last audit found, what changed since.

Risk and importance are judged by people and are left to them.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from typing import Final

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from sotay.agency.edition import TCVN
from sotay.agency.models import Agency, Unit
from sotay.context.models import Process
from sotay.evaluation.audits.clause_lists import in_order
from sotay.evaluation.audits.models import NONCONFORMITIES, Audit, Finding, Programme, ProgrammeLine
from sotay.support.models import AffectedDocument, Document, Revision

Priority = ProgrammeLine.Priority
A_YEAR: Final = timedelta(days=365)
TEXT: Final = 300
PURPOSE: Final = (
    f"Xác định hệ thống quản lý chất lượng có phù hợp với các yêu cầu của {TCVN} và của cơ quan, có được thực "
    "hiện và duy trì một cách hiệu lực hay không; tìm cơ hội cải tiến."
)
CRITERIA: Final = (
    f"{TCVN}; hệ thống tài liệu của cơ quan; văn bản pháp luật và thủ tục hành chính liên quan; mục tiêu chất lượng."
)
METHOD: Final = "Xem tài liệu, hồ sơ; phỏng vấn; quan sát tại nơi làm việc; lấy mẫu hồ sơ."


def begin_with(programme: Programme) -> None:
    """Write the usual purpose, criteria and method on a new programme; last year's where there was one."""
    before = _before(programme)
    programme.purpose = before.purpose if before else PURPOSE
    programme.scope = before.scope if before else _("Các đơn vị và quá trình trong phạm vi áp dụng của hệ thống.")
    programme.criteria = before.criteria if before else CRITERIA
    programme.method = before.method if before else METHOD


def proposed_lines(programme: Programme, *, months: Sequence[int] = (), on: date) -> list[ProgrammeLine]:
    """Return a line for every unit and process that stands on a day, unsaved; `months` for units last year's had not."""
    agency = programme.agency
    before = _before(programme)
    former = {_key(line): line for line in before.lines.all()} if before else {}
    evidence = _Evidence(agency, on)
    lines = []
    for unit in Unit.objects.filter(agency=agency).in_force(on).order_by("order", "name_sort", "pk"):
        line = ProgrammeLine(agency=agency, programme=programme, unit=unit, clauses=evidence.clauses_of(unit))
        evidence.judge_unit(line)
        lines.append(line)
    for process in standing_processes(agency, on):
        line = ProgrammeLine(agency=agency, programme=programme, process=process, clauses=in_order(process.clauses))
        evidence.judge_process(line)
        lines.append(line)
    for line in lines:
        old = former.get(_key(line))
        if old is not None:
            line.months, line.lead = list(old.months), old.lead
        elif line.unit is not None:
            line.months = sorted(set(months))
    return numbered(lines)


def standing_processes(agency: Agency, on: date) -> QuerySet[Process]:
    """Return the processes that stand on a day, in their order."""
    rows = Process.objects.filter(agency=agency).exclude(ended_date__lte=on)
    return rows.order_by("order", "code", "pk")


def numbered(lines: Iterable[ProgrammeLine]) -> list[ProgrammeLine]:
    """Give lines their places in the order they come."""
    found = list(lines)
    for position, line in enumerate(found, 1):
        line.position = position
    return found


class _Evidence:
    """What the last audit found and what changed in documents since, of one agency; a constant number of queries."""

    def __init__(self, agency: Agency, on: date) -> None:
        last = (
            Audit.objects.filter(agency=agency)
            .reported_by(on)  # type: ignore[attr-defined]
            .order_by("-reported_date", "-pk")
            .first()
        )
        self.last = last
        self.found: Counter[int] = Counter()
        self.found_clauses: Counter[str] = Counter()
        if last is not None:
            rows = Finding.objects.filter(audit=last, grade__in=NONCONFORMITIES, is_dropped=False)
            for unit_id, clause in rows.values_list("unit_id", "clause"):
                self.found[unit_id] += 1
                if clause:
                    self.found_clauses[clause] += 1
        since = max(last.to_date, on - A_YEAR) if last is not None else on - A_YEAR
        self.clauses: dict[int, set[str]] = defaultdict(set)
        documents = Document.objects.filter(agency=agency, state=Document.State.IN_FORCE, unit__isnull=False)
        for unit_id, clauses in documents.values_list("unit_id", "clauses"):
            self.clauses[unit_id].update(clauses)
        revised = Revision.objects.filter(
            agency=agency, in_force_date__gt=since, in_force_date__lte=on, document__unit__isnull=False
        )
        pairs = revised.values_list("document__unit_id", "document__code_folded")
        self.revised = Counter(unit_id for unit_id, _code in set(pairs))
        affected = AffectedDocument.objects.filter(
            agency=agency,
            document__unit__isnull=False,
            review__law__effective_date__gt=since,
            review__law__effective_date__lte=on,
        )
        self.laws: dict[int, set[str]] = defaultdict(set)
        for unit_id, number in affected.values_list("document__unit_id", "review__law__number"):
            self.laws[unit_id].add(number)

    def clauses_of(self, unit: Unit) -> list[str]:
        """Return the clauses the documents of a unit serve."""
        return in_order(self.clauses[unit.pk])

    def judge_unit(self, line: ProgrammeLine) -> None:
        """Propose why a unit comes first: nonconformities of the last audit before changes."""
        unit_id = line.unit_id or 0
        if count := self.found[unit_id]:
            self._results(line, count)
            return
        told = []
        if count := self.revised[unit_id]:
            told.append(_("%d tài liệu được sửa đổi, ban hành") % count)
        if laws := sorted(self.laws[unit_id]):
            told.append(_("văn bản mới ảnh hưởng tài liệu: %s") % ", ".join(laws))
        if told:
            line.priority, line.priority_text = Priority.CHANGE, "; ".join(told)[:TEXT]

    def judge_process(self, line: ProgrammeLine) -> None:
        """Propose why a process comes first: nonconformities against its clauses."""
        if count := sum(self.found_clauses[clause] for clause in line.clauses):
            self._results(line, count)

    def _results(self, line: ProgrammeLine, count: int) -> None:
        code = self.last.code if self.last else ""
        line.priority = Priority.RESULTS
        line.priority_text = _("%(count)d điểm không phù hợp tại cuộc đánh giá %(code)s") % {
            "count": count,
            "code": code,
        }


def _before(programme: Programme) -> Programme | None:
    """Return the approved programme of the year before, with its lines."""
    rows = Programme.objects.filter(agency=programme.agency, year=programme.year - 1, state=Programme.State.APPROVED)
    return rows.prefetch_related("lines__lead").order_by("-revision").first()


def _key(line: ProgrammeLine) -> tuple[int | None, int | None]:
    return line.unit_id, line.process_id
