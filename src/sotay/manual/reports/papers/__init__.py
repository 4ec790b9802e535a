"""The papers of reports, a module for each: plan, guiding letter, reports of results, self-report, roll-up, Annex II."""

from sotay.manual.reports.papers import annex2, guide, plan, results, rollup, selfcheck

__all__ = ["annex2", "guide", "plan", "results", "rollup", "selfcheck"]
