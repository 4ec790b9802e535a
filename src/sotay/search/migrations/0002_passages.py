"""Words, pairs and passages instead of trigrams; the index is derived, so it is emptied here and made anew (see `prepare`)."""

import django.contrib.postgres.indexes
import django.db.models.deletion
from django.db import migrations, models

import sotay.search.fields


class Migration(migrations.Migration):

    dependencies = [
        ('agency', '0001_initial'),
        ('blobs', '0002_text'),
        ('search', '0001_initial'),
    ]

    operations = [
        migrations.RunSQL('TRUNCATE search_indexentry', migrations.RunSQL.noop),
        migrations.RemoveIndex(model_name='indexentry', name='index_entry_words'),
        migrations.RemoveIndex(model_name='indexentry', name='index_entry_code'),
        migrations.RemoveField(model_name='indexentry', name='excerpt'),
        migrations.AddField(
            model_name='indexentry',
            name='digest',
            field=models.CharField(blank=True, max_length=64),
        ),
        migrations.AddField(
            model_name='indexentry',
            name='search',
            field=sotay.search.fields.LexemesField(default=tuple),
            preserve_default=False,
        ),
        migrations.AddIndex(
            model_name='indexentry',
            index=django.contrib.postgres.indexes.GinIndex(fields=['search'], name='index_entry_search'),
        ),
        migrations.AddIndex(
            model_name='indexentry',
            index=models.Index(models.F('agency'), django.contrib.postgres.indexes.OpClass('code_folded', name='text_pattern_ops'), name='index_entry_code'),
        ),
        migrations.AddIndex(
            model_name='indexentry',
            index=django.contrib.postgres.indexes.GinIndex(django.contrib.postgres.indexes.OpClass('code_folded', name='gin_trgm_ops'), name='index_entry_code_within'),
        ),
        migrations.CreateModel(
            name='IndexFile',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=255)),
                ('blob', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='blobs.blob')),
                ('entry', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='files', to='search.indexentry')),
            ],
            options={
                'indexes': [models.Index(fields=['blob', 'entry'], name='index_file_of_a_blob')],
            },
        ),
        migrations.CreateModel(
            name='IndexPassage',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(blank=True, max_length=255)),
                ('text', models.TextField()),
                ('search', sotay.search.fields.LexemesField()),
                ('entry', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='passages', to='search.indexentry')),
            ],
            options={
                'indexes': [django.contrib.postgres.indexes.GinIndex(fields=['search'], name='index_passage_search')],
            },
        ),
    ]
