"""How the periodic look at documents is told of."""

from django.utils.translation import gettext_lazy as _

from sotay.journal import sentences

sentences.register({"support.document.looked_at": _("Rà soát tài liệu")})
