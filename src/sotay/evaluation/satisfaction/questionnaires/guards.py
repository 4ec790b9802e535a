"""Why a questionnaire cannot be kept, written, put into use or ended now."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from django.utils.translation import gettext as _

from sotay.agency.vietnamese import fold
from sotay.commands import Reason, why_no_reason
from sotay.evaluation.satisfaction.models import Question, Questionnaire, QuestionnaireVersion, Survey
from sotay.ui.formats import ngay

Kind = Question.Kind
CHOICES = frozenset({Kind.SINGLE, Kind.MULTIPLE})
MOST_QUESTIONS = 60
MOST_OPTIONS = 30
"""Several choices are kept as one sum of powers of two in 32 bits."""
FEWEST_OPTIONS = 2
LONGEST_OPTION = 200
MANY = 20
"""With more questions than these whoever writes is told that people give up half-way."""


def why_not_keep(questionnaire: Questionnaire, *, there: Questionnaire | None = None) -> Iterator[Reason]:
    """Yield the reasons the questionnaire cannot be called this; `there` is another one that bears its code."""
    if not questionnaire.title:
        yield Reason(_("Chưa ghi tên phiếu."), code="missing", field="title")
    if there is not None:
        yield Reason(
            _("Mã %(code)s đã có phiếu khác dùng: %(title)s.") % {"code": there.code, "title": there.title},
            code="code_taken",
            field="code",
            fix=("evaluation:questionnaire_detail", there),
        )


def why_not_about_others(questionnaire: Questionnaire, *, was: str) -> Iterator[Reason]:
    """Yield that who is asked about what stays once it was asked: answers given already would change what they count for."""
    if questionnaire.about != was and questionnaire.versions.exclude(state=QuestionnaireVersion.State.DRAFT).exists():
        yield Reason(
            _("Phiếu đã được đưa vào sử dụng nên không đổi được đối tượng, nội dung hỏi; hãy tạo phiếu khác."),
            code="asked_already",
            field="about",
            fix=("evaluation:questionnaire_new", None),
        )


def why_not_write(version: QuestionnaireVersion) -> Iterator[Reason]:
    """Yield the reasons nothing can be changed in a version: answers given to it would mean something else."""
    if version.state != QuestionnaireVersion.State.DRAFT:
        yield Reason(
            _("Lần %d đã đưa vào sử dụng, không sửa được; hãy soạn lần mới từ lần đang dùng.") % version.number,
            code="not_draft",
            fix=("evaluation:questionnaire_detail", version.questionnaire),
        )
    yield from why_ended(version.questionnaire)


def why_ended(questionnaire: Questionnaire) -> Iterator[Reason]:
    """Yield that the questionnaire is no longer used."""
    if questionnaire.ended_date:
        yield Reason(
            _("Phiếu đã thôi dùng từ ngày %s.") % ngay(questionnaire.ended_date),
            code="ended",
            fix=("evaluation:questionnaire_detail", questionnaire),
        )


def why_not_ask(question: Question, *, earlier: Question | None = None, others: int = 0) -> Iterator[Reason]:
    """Yield what is wrong with a question as it is written; what it still lacks is told when it is put into use.

    `earlier` is the question of the same key in the version before, `others` how many the version has besides it.
    """
    if not question.text:
        yield Reason(_("Chưa ghi câu hỏi."), code="missing", field="text")
    if others >= MOST_QUESTIONS:
        yield Reason(_("Một phiếu có nhiều nhất %d câu hỏi.") % MOST_QUESTIONS, code="too_many")
    if question.kind in CHOICES:
        yield from _why_not_options(question)
    if question.lowest is not None and question.highest is not None and question.lowest > question.highest:
        yield Reason(_("Số nhỏ nhất lớn hơn số lớn nhất."), code="no_range", field="highest")
    if earlier is not None:
        yield from _why_not_follow(question, earlier)


def _why_not_options(question: Question) -> Iterator[Reason]:
    if len(question.options) > MOST_OPTIONS:
        yield Reason(_("Một câu có nhiều nhất %d lựa chọn.") % MOST_OPTIONS, code="too_many_options", field="options")
    for field, options in (("options", question.options), ("options_en", question.options_en)):
        if twice := _twice(options):
            yield Reason(_("Lựa chọn “%s” ghi hai lần.") % twice, code="option_twice", field=field)
        if any(len(one) > LONGEST_OPTION for one in options):
            yield Reason(_("Mỗi lựa chọn dài nhất %d ký tự.") % LONGEST_OPTION, code="option_too_long", field=field)
    if question.options_en and len(question.options_en) != len(question.options):
        yield Reason(
            _("Tiếng Anh có %(en)d lựa chọn, tiếng Việt có %(vi)d: hãy ghi đủ từng dòng, hoặc để trống hết.")
            % {"en": len(question.options_en), "vi": len(question.options)},
            code="options_differ",
            field="options_en",
        )


def _twice(options: Iterable[str]) -> str:
    """Return a choice that reads like one before it, marks and case aside; files are read by these words."""
    seen: set[str] = set()
    for one in options:
        if (word := fold(one)) in seen:
            return one[:60]
        seen.add(word)
    return ""


def _why_not_follow(question: Question, earlier: Question) -> Iterator[Reason]:
    """Yield the reasons a question cannot go on as the one of the version before: results are compared by its key."""
    if question.kind != earlier.kind:
        yield Reason(
            _("Câu này đã hỏi ở lần trước theo cách “%s”; muốn hỏi cách khác, hãy bỏ câu này và thêm câu mới.")
            % earlier.get_kind_display(),
            code="kind_changed",
            field="kind",
        )
    elif question.kind in CHOICES and _moved(earlier.options, question.options):
        yield Reason(
            _(
                "Lựa chọn của lần trước phải giữ nguyên vị trí, lựa chọn mới ghi ở cuối; muốn khác, hãy bỏ câu này và thêm câu mới."
            ),
            code="options_moved",
            field="options",
        )


def _moved(before: Sequence[str], now: Sequence[str]) -> bool:
    """Return whether a choice of before stands at another place, or is gone."""
    places = {fold(one): place for place, one in enumerate(now)}
    return len(now) < len(before) or any(places.get(fold(one), place) != place for place, one in enumerate(before))


def why_not_put_in_use(
    version: QuestionnaireVersion,
    *,
    questions: Sequence[Question],
    before: QuestionnaireVersion | None,
    in_use_date: date,
    on: date,
) -> Iterator[Reason]:
    """Yield the reasons a version cannot be used from a day on; `before` is the one in use now."""
    if version.state != QuestionnaireVersion.State.DRAFT:
        yield Reason(_("Lần %d đã đưa vào sử dụng.") % version.number, code="not_draft")
        return
    yield from why_ended(version.questionnaire)
    yield from why_incomplete(version, questions=questions)
    if in_use_date > on:
        yield Reason(
            _("Ngày này chưa đến; hãy đưa vào sử dụng khi phiếu bắt đầu được dùng."), code="later", field="in_use_date"
        )
    if before is not None and before.in_use_date and in_use_date < before.in_use_date:
        yield Reason(
            _("Lần %(number)d được dùng từ ngày %(day)s, sau ngày này.")
            % {"number": before.number, "day": ngay(before.in_use_date)},
            code="before_the_last",
            field="in_use_date",
        )


def why_not_seen(version: QuestionnaireVersion) -> Iterator[Reason]:
    """Yield that the questions are no longer those of the page a version is put into use from."""
    yield Reason(
        _("Các câu hỏi vừa được sửa ở nơi khác; hãy xem lại phiếu rồi đưa vào sử dụng."),
        code="questions_changed",
        fix=("evaluation:questionnaire_detail", version.questionnaire),
    )


def why_incomplete(version: QuestionnaireVersion, *, questions: Sequence[Question]) -> Iterator[Reason]:
    """Yield what a version still lacks before it can be asked."""
    if not questions:
        yield Reason(
            _("Phiếu khảo sát chưa có câu hỏi nào."),
            code="nothing_asked",
            fix=("evaluation:question_new", version.questionnaire),
        )
    for one in questions:
        if one.kind in CHOICES and len(one.options) < FEWEST_OPTIONS:
            yield Reason(
                _("Câu %d cần ít nhất hai lựa chọn.") % one.position,
                code="too_few_options",
                fix=("evaluation:question_change", one),
            )


def advice(version: QuestionnaireVersion, *, questions: Sequence[Question]) -> list[str]:
    """Return what to think about before a version is used; nothing of it refuses."""
    found = []
    is_on_services = version.questionnaire.about == Questionnaire.About.SERVICES
    if questions and is_on_services and all(one.kind != Kind.LIKERT for one in questions):
        found.append(_("Không có câu nào theo mức độ hài lòng: báo cáo sẽ không tính được tỷ lệ hài lòng."))
    if missing := [str(one.position) for one in questions if not is_in_english(one)]:
        found.append(_("Chưa đủ tiếng Anh nên trang tiếng Anh hiện tiếng Việt: câu %s.") % ", ".join(missing))
    if len(questions) > MANY:
        found.append(_("Phiếu có %d câu: phiếu dài thì nhiều người bỏ dở.") % len(questions))
    if any(one.kind == Kind.TEXT and one.is_required for one in questions):
        found.append(_("Có câu bắt buộc phải viết thành lời: người trả lời bằng điện thoại thường bỏ dở."))
    return found


def is_in_english(question: Question) -> bool:
    """Return whether a question can be asked in English, its choices too."""
    return bool(question.text_en) and len(question.options_en) == len(question.options)


def why_not_start(questionnaire: Questionnaire, *, versions: Sequence[QuestionnaireVersion]) -> Iterator[Reason]:
    """Yield the reasons a new version cannot be begun."""
    yield from why_ended(questionnaire)
    if draft := next((one for one in versions if one.state == QuestionnaireVersion.State.DRAFT), None):
        yield Reason(
            _("Lần %d đang soạn; hãy sửa tiếp lần đó.") % draft.number,
            code="draft_there",
            fix=("evaluation:questionnaire_detail", questionnaire),
        )


def why_not_drop(version: QuestionnaireVersion, *, is_only_one: bool) -> Iterator[Reason]:
    """Yield the reasons a draft cannot be dropped."""
    yield from why_not_write(version)
    if is_only_one:
        yield Reason(_("Phiếu chỉ có một lần này; nếu không dùng, hãy ghi phiếu thôi dùng."), code="only_one")
    for survey in version.surveys.order_by("code"):
        yield Reason(
            _("Đợt khảo sát %s đang chuẩn bị dùng lần này.") % survey.code,
            code="survey_prepared",
            fix=("evaluation:survey_detail", survey),
        )


def why_not_end(questionnaire: Questionnaire, *, ended_date: date, reason: str, on: date) -> Iterator[Reason]:
    """Yield the reasons a questionnaire cannot end on a day: while people are being asked by it, it is used."""
    yield from why_ended(questionnaire)
    asking = Survey.objects.filter(agency_id=questionnaire.agency_id, asks__questionnaire=questionnaire)
    for survey in asking.filter(state=Survey.State.OPEN).order_by("code"):
        yield Reason(
            _("Đợt khảo sát %s đang lấy ý kiến bằng phiếu này.") % survey.code,
            code="survey_open",
            fix=("evaluation:survey_detail", survey),
        )
    if ended_date > on:
        yield Reason(_("Ngày này chưa đến; hãy ghi khi phiếu đã thôi dùng."), code="later", field="ended_date")
    yield from why_no_reason(reason)


def why_not_resume(questionnaire: Questionnaire, *, reason: str) -> Iterator[Reason]:
    """Yield the reasons a questionnaire cannot be taken up again."""
    if not questionnaire.ended_date:
        yield Reason(_("Phiếu đang được dùng."), code="not_ended")
    yield from why_no_reason(reason)
