"""Minutes of a review: per input what was discussed and concluded, the judgement, the decisions, their approval and notice."""
