import uuid

import django.db.models.deletion
from django.db import migrations, models


def keep_doubts(apps, schema_editor):
    """Each keeps all that it says, under an id that gives nothing away."""
    Doubt, New = apps.get_model('decisions', 'Doubt'), apps.get_model('decisions', 'NewDoubt')
    for each in Doubt.objects.order_by('id'):
        New.objects.create(
            decision_id=each.decision_id, member_id=each.member_id, words=each.words, said_at=each.said_at
        )
    # PostgreSQL renames no table while it still has to look after its foreign keys.
    schema_editor.connection.check_constraints()


class Migration(migrations.Migration):

    dependencies = [
        ('decisions', '0003_what_was_told_stays'),
        ('projects', '0002_invitation_ends_by_itself'),
    ]

    operations = [
        migrations.CreateModel(
            name='NewDoubt',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                ('words', models.TextField(blank=True)),
                ('said_at', models.DateTimeField()),
                ('taken_back_at', models.DateTimeField(null=True)),
                ('decision', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='doubts', to='decisions.decision')),
                ('member', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='projects.member')),
            ],
        ),
        migrations.RunPython(keep_doubts, migrations.RunPython.noop, elidable=True),
        migrations.DeleteModel(
            name='Doubt',
        ),
        migrations.RenameModel(
            old_name='NewDoubt',
            new_name='Doubt',
        ),
        migrations.AddField(
            model_name='position',
            name='taken_back_at',
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name='nextstep',
            name='taken_back_at',
            field=models.DateTimeField(null=True),
        ),
        migrations.AlterField(
            model_name='nextstep',
            name='words',
            field=models.CharField(blank=True, max_length=300),
        ),
    ]
