"""What the journal says of seals."""

from django.utils.translation import gettext_lazy as _

from sotay.journal import sentences

sentences.register({"evaluation.intake.sealed": _("Niêm phong dữ liệu tiếp nhận từ bên ngoài")})
