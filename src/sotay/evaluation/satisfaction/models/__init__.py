"""What surveys of satisfaction are made of."""

from sotay.evaluation.satisfaction.models.answers import (
    Answer,
    AnswerBatch,
    AnswerContact,
    AnswerText,
    Proof,
    RatingCount,
)
from sotay.evaluation.satisfaction.models.questionnaires import Factor, Question, Questionnaire, QuestionnaireVersion
from sotay.evaluation.satisfaction.models.surveys import Channel, Handout, Slip, SlipBatch, Survey, SurveyPoint
from sotay.evaluation.satisfaction.models.suspicions import SuspectAnswer, Suspicion
from sotay.evaluation.satisfaction.models.syntheses import Synthesis

__all__ = [
    "Answer",
    "AnswerBatch",
    "AnswerContact",
    "AnswerText",
    "Channel",
    "Factor",
    "Handout",
    "Proof",
    "Question",
    "Questionnaire",
    "QuestionnaireVersion",
    "RatingCount",
    "Slip",
    "SlipBatch",
    "Survey",
    "SurveyPoint",
    "SuspectAnswer",
    "Suspicion",
    "Synthesis",
]
