"""How the records of this area are found by reference, approved, searched and told of: each feature tells its own."""

from sotay.support.coverage import registrations as _of_coverage  # noqa: F401
from sotay.support.distribution import registrations as _of_distribution  # noqa: F401
from sotay.support.documents import registrations as _of_documents  # noqa: F401
from sotay.support.issuing import registrations as _of_issuing  # noqa: F401
from sotay.support.lawful import registrations as _of_lawful  # noqa: F401
from sotay.support.outgoing import registrations as _of_outgoing  # noqa: F401
from sotay.support.records import registrations as _of_records  # noqa: F401
from sotay.support.requests import registrations as _of_requests  # noqa: F401
from sotay.support.reviews import registrations as _of_reviews  # noqa: F401
from sotay.support.takeover import registrations as _of_takeover  # noqa: F401
