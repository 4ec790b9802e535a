"""What the procedures of a file come to: which draft takes them, what changes, what is wrong, what is flagged."""

from collections import defaultdict
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from sotay.agency.models import Agency
from sotay.agency.vietnamese import fold, fold_code
from sotay.exchange.columns import Problem
from sotay.operation.procedures.cases import Case, cases_of
from sotay.operation.procedures.content import content_of_case
from sotay.operation.procedures.guards import MOST_STEPS
from sotay.operation.procedures.models import ProcedureStep, TimeUnit, Variant
from sotay.operation.procedures.reading import Told, ToldCase, ToldProcedure
from sotay.operation.procedures.words import filed_time
from sotay.operation.procedures.writing import case_key, fill_step, fill_variant
from sotay.support.documents.models import Kind
from sotay.support.models import Document, Revision

State = Revision.State


@dataclass(frozen=True, slots=True)
class Planned:
    """A procedure with the cases of the file, the draft that takes them (None: one is begun) and what stands there."""

    document: Document
    draft: Revision | None
    former: Revision | None
    cases: tuple[Case, ...]
    there: bool
    changed: bool


class Work:
    """The procedures of a file held against the documents; a constant number of queries."""

    def __init__(self, told: Told, *, agency: Agency) -> None:
        self.agency = agency
        self.problems: list[Problem] = []
        self.flags: list[Problem] = []
        self.planned: list[Planned] = []
        documents = Document.objects.filter(agency=agency, kind=Kind.PROCEDURE).standing().select_related("agency")
        self._by_code: dict[str, list[Document]] = defaultdict(list)
        for one in documents:
            self._by_code[one.code_folded].append(one)
        wanted = [one.pk for each in told.procedures for one in self._by_code.get(fold_code(each.code), ())]
        self._revisions: dict[int, list[Revision]] = defaultdict(list)
        rows = Revision.objects.filter(document__in=wanted).exclude(state=State.DROPPED).order_by("-order")
        for revision in rows.select_related("agency").prefetch_related("variants__steps"):
            self._revisions[revision.document_id].append(revision)
        self._codes: dict[str, int] = defaultdict(int)
        for each in told.procedures:
            self._codes[fold_code(each.code)] += 1
        self._taken: dict[int, ToldProcedure] = {}
        for each in told.procedures:
            self._take(each)

    @property
    def changed(self) -> list[Planned]:
        """What is to be written."""
        return [one for one in self.planned if one.changed]

    def _take(self, told: ToldProcedure) -> None:
        before = len(self.problems)
        document = self._document(told)
        if document is None:
            return
        if self._taken.setdefault(document.pk, told) is not told:
            what = _("Quy trình %s có hai lần trong tệp.") % told.code
            self.problems.append(told.row.problem("code", what, _("Gộp các bước vào một quy trình.")))
            return
        revisions = self._revisions[document.pk]
        latest = revisions[0] if revisions else None
        draft = next((one for one in revisions if one.state in Revision.PREPARED), None)
        if latest is None or (draft is not None and draft.state != State.DRAFT):
            state = draft.get_state_display().lower() if draft else _("chưa có bản nào")
            what = _("Quy trình %(code)s: %(state)s, chưa ghi các bước được.") % {"code": told.code, "state": state}
            self.problems.append(told.row.problem("code", what, _("Lập bản sửa đổi, hoặc rút bản đang trình về.")))
            return
        there = {case_key(one.variant.name): one for one in cases_of(draft or latest)}
        cases = tuple(self._case(one, there.get(case_key(one.name))) for one in told.cases)
        if len(self.problems) > before:
            return
        changed = any(self._differs(one, there.get(case_key(one.variant.name))) for one in cases)
        self.planned.append(Planned(document, draft, latest, cases, bool(there), changed))
        for case, said in zip(cases, told.cases, strict=True):
            for words in [*filter(None, [case.refusal]), *case.doubts]:
                self.flags.append(said.row.problem("case", f"{told.code} – {case.name}: {words}"))

    def _document(self, told: ToldProcedure) -> Document | None:
        """Return the document of a procedure by code and field of work; a problem says which cannot be told."""
        found = self._by_code.get(fold_code(told.code), [])
        same = [one for one in found if one.field_folded == fold(told.field)]
        if not same and not told.field and len(found) == 1:
            same = found
        if not same and len(found) == 1 and not found[0].field and self._codes[fold_code(told.code)] == 1:
            same = found
        if same:
            return same[0]
        if not found:
            what = _("Chưa có quy trình mang mã %s.") % told.code
            mend = _("Soạn hoặc nhập tài liệu này trước, rồi nhập các bước.")
        else:
            fields = ", ".join(f"“{one.field or '–'}”" for one in found)
            what = _("Mã %(code)s có ở lĩnh vực %(fields)s, không có ở “%(field)s”.")
            what %= {"code": told.code, "fields": fields, "field": told.field or "–"}
            mend = _("Ghi lĩnh vực đúng như danh mục tài liệu.")
        self.problems.append(told.row.problem("field" if found else "code", what, mend))
        return None

    def _case(self, told: ToldCase, there: Case | None) -> Case:
        """Return a case of the file with its steps, not saved; unit and role of a step that says the same are kept."""
        limits = [one for one in (told.legal, told.own) if one is not None and one.value is not None]
        if len({one.unit for one in limits}) > 1:
            what = _("Hai thời hạn của một trường hợp phải cùng đơn vị tính.")
            self.problems.append(told.row.problem("own", what, _("Ghi cả hai bằng ngày làm việc, hoặc bằng ngày.")))
        legal, own = (one.value if one else None for one in (told.legal, told.own))
        if legal is not None and own is not None and own > legal:
            what = _("Thời hạn tại cơ quan không được dài hơn thời hạn theo quy định.")
            self.problems.append(told.row.problem("own", what, _("Sửa một trong hai thời hạn.")))
        if len(told.steps) > MOST_STEPS:
            self.problems.append(
                told.row.problem("work", _("Một trường hợp có nhiều nhất %d bước.") % MOST_STEPS, _("Tách trường hợp."))
            )
        variant = Variant(agency=self.agency)
        unit = limits[0].unit if limits else there.variant.unit if there else TimeUnit.WORKING_DAY
        values: dict[str, Any] = {"name": told.name, "unit": unit, "limit_value": legal, "own_value": own}
        said = told.legal.text if told.legal else ""
        if there and said == filed_time(
            there.variant.limit_value, there.variant.unit
        ):  # as an export writes it: what was printed stays
            said = there.variant.limit_text
        fill_variant(variant, values | {"limit_text": said})
        known = {one.work: one for one in there.steps} if there else {}
        steps = []
        for place, line in enumerate(told.steps, start=1):
            step = ProcedureStep(agency=self.agency, variant=variant, position=place)
            fill_step(step, line.values)
            if same := known.get(step.work):
                step.unit_id, step.role = same.unit_id, same.role
            steps.append(step)
        case = Case(variant, tuple(steps))
        if case.ring:
            line = told.steps[min(case.ring) - 1] if min(case.ring) <= len(told.steps) else told.steps[0]
            self.problems.append(line.row.problem("after", case.refusal, _("Sửa cột “Sau bước”.")))
        return case

    @staticmethod
    def _differs(case: Case, there: Case | None) -> bool:
        return there is None or content_of_case(there) != content_of_case(case)
