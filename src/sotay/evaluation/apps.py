"""The app of this area."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class EvaluationConfig(AppConfig):
    """Performance evaluation (ISO 9001 clause 9)."""

    name = "sotay.evaluation"
    label = "evaluation"
    verbose_name = _("Đánh giá")

    def ready(self) -> None:
        """Make permissions, records and judges known, and stand in the rail."""
        from sotay.evaluation import exchanges  # noqa: F401
        from sotay.evaluation.tabs import listens_to_customers, stands_in_rail
        from sotay.papers.forms import forms_in
        from sotay.ui import rail

        _know_audits()
        _know_satisfaction()
        _know_the_others()
        rail.section(
            "evaluation",
            label=pgettext_lazy("section", "Đánh giá"),
            icon="clipboard-check",
            url_name="evaluation:audit_list",
            order=70,
            visible=stands_in_rail,
            prefixes=("evaluation/",),
        )
        rail.section(
            "customers",
            label=_("Khảo sát – Phản ánh"),
            icon="message",
            url_name="evaluation:coverage",
            order=75,
            visible=listens_to_customers,
            prefixes=(
                "evaluation/satisfaction/",
                "evaluation/surveys/",
                "evaluation/answers/",
                "evaluation/suspicions/",
                "evaluation/syntheses/",
                "evaluation/questionnaires/",
                "evaluation/feedback/",
            ),
        )

        forms_in(
            "sotay.evaluation.audits.auditors.papers",
            "sotay.evaluation.audits.checklists.papers",
            "sotay.evaluation.audits.findings.papers",
            "sotay.evaluation.audits.plan.meeting_papers",
            "sotay.evaluation.audits.plan.papers",
            "sotay.evaluation.audits.programmes.papers",
            "sotay.evaluation.audits.report.papers",
            "sotay.evaluation.confirmations.papers",
            "sotay.evaluation.feedback.papers",
            "sotay.evaluation.inspections.papers",
            "sotay.evaluation.inspections.rounds.papers",
            "sotay.evaluation.reviews.months.papers",
            "sotay.evaluation.reviews.pack_papers",
            "sotay.evaluation.reviews.papers",
            "sotay.evaluation.satisfaction.questionnaires.papers",
            "sotay.evaluation.satisfaction.synthesis.papers",
        )


def _know_audits() -> None:
    """Make what audits register known."""
    from sotay.evaluation.audits.auditors import permissions as of_auditors  # noqa: F401
    from sotay.evaluation.audits.auditors import registrations as auditors  # noqa: F401
    from sotay.evaluation.audits.auditors import waiting as auditors_running_out  # noqa: F401
    from sotay.evaluation.audits.checklists import bars  # noqa: F401
    from sotay.evaluation.audits.checklists import permissions as of_checklists  # noqa: F401
    from sotay.evaluation.audits.checklists import registrations as checklists  # noqa: F401
    from sotay.evaluation.audits.findings import permissions as of_findings  # noqa: F401
    from sotay.evaluation.audits.findings import registrations as findings  # noqa: F401
    from sotay.evaluation.audits.findings import waiting as findings_to_comment  # noqa: F401
    from sotay.evaluation.audits.plan import dates as days_of_audits  # noqa: F401
    from sotay.evaluation.audits.plan import handover as audits_held  # noqa: F401
    from sotay.evaluation.audits.plan import permissions as of_audits  # noqa: F401
    from sotay.evaluation.audits.plan import registrations as audits  # noqa: F401
    from sotay.evaluation.audits.plan import waiting as audits_to_go_on  # noqa: F401
    from sotay.evaluation.audits.programmes import facts as programmes_counted  # noqa: F401
    from sotay.evaluation.audits.programmes import obligations as owed_programmes  # noqa: F401
    from sotay.evaluation.audits.programmes import permissions as of_programmes  # noqa: F401
    from sotay.evaluation.audits.programmes import registrations as programmes  # noqa: F401
    from sotay.evaluation.audits.report import facts as audits_counted  # noqa: F401
    from sotay.evaluation.audits.report import obligations as owed_audits  # noqa: F401
    from sotay.evaluation.audits.report import permissions as of_reports  # noqa: F401
    from sotay.evaluation.audits.report import registrations as reports  # noqa: F401
    from sotay.evaluation.audits.report import waiting as reports_to_write  # noqa: F401


def _know_satisfaction() -> None:
    """Make what surveys register known."""
    from sotay.evaluation.satisfaction import permissions as of_satisfaction  # noqa: F401
    from sotay.evaluation.satisfaction.coverage import facts as coverage_counted  # noqa: F401
    from sotay.evaluation.satisfaction.coverage import obligations as owed_answers  # noqa: F401
    from sotay.evaluation.satisfaction.entering import registrations as batches  # noqa: F401
    from sotay.evaluation.satisfaction.entering import waiting as batches_to_finish  # noqa: F401
    from sotay.evaluation.satisfaction.entering.ratings import registrations as ratings  # noqa: F401
    from sotay.evaluation.satisfaction.honesty import jobs as look_for_patterns  # noqa: F401
    from sotay.evaluation.satisfaction.honesty import parameters as when_answers_are_flagged  # noqa: F401
    from sotay.evaluation.satisfaction.honesty import registrations as suspicions  # noqa: F401
    from sotay.evaluation.satisfaction.honesty import waiting as suspicions_to_decide  # noqa: F401
    from sotay.evaluation.satisfaction.questionnaires import registrations as questionnaires  # noqa: F401
    from sotay.evaluation.satisfaction.surveys import handover as surveys_handed_over  # noqa: F401
    from sotay.evaluation.satisfaction.surveys import registrations as surveys  # noqa: F401
    from sotay.evaluation.satisfaction.surveys import waiting as surveys_to_see_to  # noqa: F401
    from sotay.evaluation.satisfaction.surveys.slips import jobs as links_to_mail  # noqa: F401
    from sotay.evaluation.satisfaction.synthesis import facts as satisfaction_counted  # noqa: F401
    from sotay.evaluation.satisfaction.synthesis import obligations as owed_syntheses  # noqa: F401
    from sotay.evaluation.satisfaction.synthesis import registrations as syntheses  # noqa: F401
    from sotay.evaluation.satisfaction.synthesis import waiting as syntheses_to_submit  # noqa: F401


def _know_the_others() -> None:
    """Make what feedback, reviews, inspections and the rest register known."""
    from sotay.evaluation.confirmations import obligations as owed_before_announcing  # noqa: F401
    from sotay.evaluation.confirmations import permissions as of_confirmations  # noqa: F401
    from sotay.evaluation.confirmations import registrations as confirmations  # noqa: F401
    from sotay.evaluation.feedback import beside as feedback_beside_dossiers  # noqa: F401
    from sotay.evaluation.feedback import facts as feedback_counted  # noqa: F401
    from sotay.evaluation.feedback import handover as feedback_handed_over  # noqa: F401
    from sotay.evaluation.feedback import permissions as of_feedback  # noqa: F401
    from sotay.evaluation.feedback import registrations as feedback  # noqa: F401
    from sotay.evaluation.feedback import waiting as feedback_to_answer  # noqa: F401
    from sotay.evaluation.inspections import dates as days_of_inspections  # noqa: F401
    from sotay.evaluation.inspections import facts as inspections_counted  # noqa: F401
    from sotay.evaluation.inspections import obligations as owed_after_inspections  # noqa: F401
    from sotay.evaluation.inspections import permissions as of_inspections  # noqa: F401
    from sotay.evaluation.inspections import registrations as inspections  # noqa: F401
    from sotay.evaluation.inspections import waiting as inspections_to_see_to  # noqa: F401
    from sotay.evaluation.inspections.rounds import obligations as owed_inspections  # noqa: F401
    from sotay.evaluation.intakes import permissions as of_intakes  # noqa: F401
    from sotay.evaluation.intakes import registrations as intakes  # noqa: F401
    from sotay.evaluation.reviews import dates as days_of_reviews  # noqa: F401
    from sotay.evaluation.reviews import facts as reviews_counted  # noqa: F401
    from sotay.evaluation.reviews import handover as reviews_handed_over  # noqa: F401
    from sotay.evaluation.reviews import obligations as owed_reviews  # noqa: F401
    from sotay.evaluation.reviews import permissions as of_reviews  # noqa: F401
    from sotay.evaluation.reviews import registrations as reviews  # noqa: F401
    from sotay.evaluation.reviews import waiting as reviews_to_carry_on  # noqa: F401
