"""G1, the sheet of a questionnaire: every question in its order, boxes to tick, no name asked for."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from sotay.papers.model import Fields, Table
from tests.factories.satisfaction import QuestionFactory, VersionFactory
from tests.paper_words import built, faults_of, said_by

pytestmark = pytest.mark.django_db


def test_it_asks_what_the_version_asks(agency, secretary):
    version = VersionFactory(
        questionnaire__agency=agency, asking=True, intro="Xin ông (bà) cho ý kiến.", thanks="Xin cảm ơn!"
    )
    QuestionFactory(
        version_of=version, position=5, kind="MULTIPLE", text="Ông (bà) biết qua đâu", options=["Niêm yết", "Cổng"]
    )
    QuestionFactory(version_of=version, position=6, kind="NUMBER", text="Số lần đi lại")

    paper = built("G1", version, secretary)
    text = said_by(paper)

    for said in (
        "Xin ông (bà) cho ý kiến.", "1 | Thái độ phục vụ | □ | □ | □ | □ | □", "3. Trả kết quả đúng hẹn", "□ Có      □ Không",
        "4. Ý kiến khác", "□ Niêm yết      □ Cổng", "6. Số lần đi lại", "Xin cảm ơn!",
    ):  # fmt: skip
        assert said in text, said
    tables = [block for block in paper.blocks if isinstance(block, Table)]
    assert [table.columns[2].title for table in tables] == ["Rất hài lòng"] * len(tables)
    labels = [field.label for block in paper.blocks if isinstance(block, Fields) for field in block.fields]
    assert not [label for label in labels if "tên" in label.lower() or "thoại" in label.lower()]
    assert faults_of(paper) == []


def test_the_same_queries_for_four_questions_and_for_thirty(agency, secretary):
    def counted(version):
        with CaptureQueriesContext(connection) as queries:
            built("G1", version, secretary)
        return len(queries)

    few = VersionFactory(questionnaire__agency=agency, asking=True)
    many = VersionFactory(questionnaire__agency=agency)
    for position in range(1, 31):
        QuestionFactory(version_of=many, position=position)

    assert counted(few) == counted(many)
