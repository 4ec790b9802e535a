"""Let several units name one document as affected by a law."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("support", "0001_initial")]

    operations = [
        migrations.RemoveConstraint(model_name="affecteddocument", name="affected_document_once"),
        migrations.AddConstraint(
            model_name="affecteddocument",
            constraint=models.UniqueConstraint(
                fields=["agency", "review", "document"], name="affected_document_once_per_unit"
            ),
        ),
    ]
