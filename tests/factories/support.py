"""Factories of documents, requests and records."""

from datetime import timedelta

import factory
from factory.django import DjangoModelFactory

from sotay.agency.vietnamese import fold, fold_code, sort_key
from sotay.approvals.purposes import hash_of
from sotay.support.distribution.models import PaperCopy
from sotay.support.documents.models import Audience, Document, Part, Revision
from sotay.support.documents.writing import content_of, new_token
from sotay.support.issuing.models import Issue, IssueItem
from sotay.support.requests.models import ChangeRequest
from tests.conftest import TODAY
from tests.factories.agency import AgencyFactory, UnitFactory, UserFactory


class DocumentFactory(DjangoModelFactory):
    """A procedure of a unit that was never issued, without any revision."""

    class Meta:
        model = Document
        skip_postgeneration_save = True

    agency = factory.SubFactory(AgencyFactory)
    unit = factory.SubFactory(UnitFactory, agency=factory.SelfAttribute("..agency"))
    code = factory.Sequence(lambda n: f"QT {n:02d}")
    title = factory.Sequence(lambda n: f"Quy trình thử nghiệm {n}")
    slug = factory.LazyAttribute(lambda one: fold_code(one.code))
    code_folded = factory.LazyAttribute(lambda one: fold_code(one.code))
    code_sort = factory.LazyAttribute(lambda one: sort_key(one.code))
    field_folded = factory.LazyAttribute(lambda one: fold(one.field))
    field = ""


class RevisionFactory(DjangoModelFactory):
    """A draft with one part of text; `approved`, `in_force` for what came after."""

    class Meta:
        model = Revision
        skip_postgeneration_save = True

    class Params:
        approved = factory.Trait(
            state=Revision.State.APPROVED,
            approved_date=TODAY - timedelta(days=10),
            approved_by="Trần Thị Ký, Giám đốc",
            approved_hash="0" * 64,
        )
        in_force = factory.Trait(
            state=Revision.State.IN_FORCE,
            approved_date=TODAY - timedelta(days=10),
            approved_by="Trần Thị Ký, Giám đốc",
            approved_hash="0" * 64,
            in_force_date=TODAY - timedelta(days=9),
        )

    agency = factory.SelfAttribute("document.agency")
    document = factory.SubFactory(DocumentFactory)
    author = factory.SubFactory(UserFactory)
    token = factory.LazyFunction(new_token)

    @factory.post_generation
    def text(self, _create, extracted, **_kwargs):
        """Write a part, and let the document be in force with its revision."""
        Part.objects.create(
            agency=self.agency, revision=self, position=1, heading="Mục đích", text=extracted or "Quy định."
        )
        if self.approved_hash == "0" * 64:  # an approval is pinned to what was approved
            self.approved_hash = hash_of(content_of(self))
            Revision.objects.filter(pk=self.pk).update(approved_hash=self.approved_hash)
        if self.state == Revision.State.IN_FORCE and self.document.state == Document.State.DRAFT:
            self.document.state = Document.State.IN_FORCE
            self.document.save(update_fields=["state"])


class AudienceFactory(DjangoModelFactory):
    """Everybody of the agency must know a document; name a unit or a role to narrow it."""

    class Meta:
        model = Audience

    agency = factory.SelfAttribute("document.agency")
    document = factory.SubFactory(DocumentFactory)


class PaperCopyFactory(DjangoModelFactory):
    """A paper copy of a revision, given on the day it came into force."""

    class Meta:
        model = PaperCopy

    agency = factory.SelfAttribute("revision.agency")
    document = factory.SelfAttribute("revision.document")
    revision = factory.SubFactory(RevisionFactory, in_force=True)
    number = factory.Sequence(lambda n: n + 1)
    holder = "Bộ phận Một cửa"
    given_date = factory.SelfAttribute("revision.in_force_date")


class IssueFactory(DjangoModelFactory):
    """An issue that is being prepared, without any line."""

    class Meta:
        model = Issue

    agency = factory.SubFactory(AgencyFactory)
    name = factory.Sequence(lambda n: f"Đợt ban hành {n}")
    slug = factory.Sequence(lambda n: f"dot-ban-hanh-{n}")


class IssueItemFactory(DjangoModelFactory):
    """A line of an issue: a draft to be issued; give `revision=None` and a reason for a withdrawal."""

    class Meta:
        model = IssueItem

    agency = factory.SelfAttribute("issue.agency")
    issue = factory.SubFactory(IssueFactory)
    revision = factory.SubFactory(
        RevisionFactory, document=factory.SubFactory(DocumentFactory, agency=factory.SelfAttribute("...issue.agency"))
    )
    document = factory.SelfAttribute("revision.document")


class ChangeRequestFactory(DjangoModelFactory):
    """A draft that asks to change a document; `complete` tells the five points of the change."""

    class Meta:
        model = ChangeRequest

    class Params:
        complete = factory.Trait(
            purpose="Theo quy định mới",
            consequences="Hồ sơ trả chậm nếu không sửa",
            integrity="Sửa biểu mẫu kèm theo",
            resources="Không phát sinh kinh phí",
            responsibilities="Văn phòng soạn, Giám đốc duyệt",
        )
        accepted = factory.Trait(state=ChangeRequest.State.ACCEPTED, decided_date=TODAY - timedelta(days=1))

    document = factory.SubFactory(DocumentFactory)
    agency = factory.SelfAttribute("document.agency")
    unit = factory.SelfAttribute("document.unit")
    asked_by = factory.SubFactory(UserFactory)
    asked_date = TODAY - timedelta(days=5)
    code = factory.Sequence(lambda n: f"YC-2026-{n + 1:03d}")
    slug = factory.LazyAttribute(lambda one: one.code.lower())
    reason = "Luật thay đổi"
