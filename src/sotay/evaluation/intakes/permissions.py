"""Who seals what came from outside: the job of the hour alone."""

from typing import Final

import rules

from sotay.agency.predicates import is_job, same_agency

JOB: Final = "evaluation.seal_intakes"

rules.add_perm("evaluation.seal_intakes", same_agency & is_job(JOB))
