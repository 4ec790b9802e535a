"""All tables of the area, so that Django finds them."""

from sotay.papers.catalogue.models import FormSetting, FormTemplate

__all__ = ["FormSetting", "FormTemplate"]
