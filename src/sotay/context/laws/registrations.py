"""How legal documents are found by reference, searched and told of."""

from django.utils.translation import gettext_lazy as _

from sotay.agency import subjects
from sotay.context.laws.models import Law, LawReview
from sotay.journal import sentences
from sotay.search import index

subjects.register(
    Law,
    label=_("Văn bản pháp luật"),
    url_name="context:law_detail",
    url_kwargs=lambda law: {"slug": law.slug},
    related=("agency",),
)
subjects.register(
    LawReview,
    label=_("Rà soát văn bản"),
    url_name="context:law_detail",
    url_kwargs=lambda review: {"slug": review.law.slug},
    visible=lambda reviews, viewer: reviews if viewer.is_member or viewer.user is None else reviews.none(),
    state=lambda review: str(review.get_finding_display()),
    related=("law", "unit", "agency"),
)
index.register(
    Law,
    code=lambda law: law.number,
    text=lambda law: "\n".join(filter(None, [law.title, law.issuer, law.field])),
)
sentences.register(
    {
        "context.law.added": _("Thêm văn bản pháp luật"),
        "context.law.changed": _("Sửa thông tin văn bản pháp luật"),
        "context.law.imported": _("Nhập danh mục văn bản pháp luật"),
        "context.law.assigned": _("Phân công đơn vị rà soát văn bản"),
        "context.law.set_aside": _("Ghi văn bản không liên quan"),
        "context.law.replaced": _("Văn bản được thay thế, sửa đổi"),
        "context.law.replaces": _("Ghi văn bản thay thế, sửa đổi văn bản khác"),
        "context.law.replacement_dropped": _("Bỏ ghi nhận thay thế văn bản"),
    }
)
