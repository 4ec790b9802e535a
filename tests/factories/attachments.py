"""Files, remarks and links on records for tests."""

import factory
from factory.django import DjangoModelFactory

from sotay.attachments.models import Attachment, Comment, Link
from tests.factories.agency import AgencyFactory, UnitFactory, UserFactory
from tests.factories.blobs import stored


class OnUnitFactory(DjangoModelFactory):
    """Something on a unit of the agency; `unit` names it."""

    class Meta:
        abstract = True

    class Params:
        unit = factory.SubFactory(UnitFactory, agency=factory.SelfAttribute("..agency"))

    agency = factory.SubFactory(AgencyFactory)
    subject_type = "agency.unit"
    subject_uuid = factory.LazyAttribute(lambda one: one.unit.uuid)


class AttachmentFactory(OnUnitFactory):
    """A text file on a unit."""

    class Meta:
        model = Attachment

    blob = factory.LazyFunction(stored)
    name = "ghi-chú.txt"
    added_by = factory.SubFactory(UserFactory)


class CommentFactory(OnUnitFactory):
    """A remark on a unit."""

    class Meta:
        model = Comment

    author = factory.SubFactory(UserFactory)
    seat = "Thư ký ISO"
    text = factory.Sequence(lambda n: f"Ý kiến thứ {n}")


class LinkFactory(DjangoModelFactory):
    """A link between two units."""

    class Meta:
        model = Link

    class Params:
        one = factory.SubFactory(UnitFactory, agency=factory.SelfAttribute("..agency"))
        other = factory.SubFactory(UnitFactory, agency=factory.SelfAttribute("..agency"))

    agency = factory.SubFactory(AgencyFactory)
    from_type = to_type = "agency.unit"
    from_uuid = factory.LazyAttribute(lambda link: link.one.uuid)
    to_uuid = factory.LazyAttribute(lambda link: link.other.uuid)
    added_by = factory.SubFactory(UserFactory)
