"""How counts of ratings are found again and searched."""

from django.utils.translation import gettext_lazy as _

from sotay.agency import subjects
from sotay.evaluation.satisfaction.entering.ratings.tables import scope_of
from sotay.evaluation.satisfaction.models import RatingCount
from sotay.operation.statistics.months import written
from sotay.search import index

subjects.register(
    RatingCount,
    label=_("Số liệu đánh giá trên Cổng"),
    url_name="evaluation:rating_detail",
    url_kwargs=lambda row: {"uuid": row.uuid},
    title=lambda row: f"{written(row.month)} – {scope_of(row)}",
    state=lambda row: row.source,
    related=("unit", "service", "agency"),
)
index.register(RatingCount, code=lambda row: written(row.month), text=lambda row: row.source)
