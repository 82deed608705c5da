import uuid

import django.db.models.deletion
from django.db import migrations, models


def keep_hearings(apps, schema_editor):
    """Each keeps all that it says, under an id that gives nothing away."""
    Hearing, New = apps.get_model('ideas', 'Hearing'), apps.get_model('ideas', 'NewHearing')
    for each in Hearing.objects.order_by('id'):
        New.objects.create(idea_id=each.idea_id, where=each.where, said_by=each.said_by, heard_at=each.heard_at)
    # PostgreSQL renames no table while it still has to look after its foreign keys.
    schema_editor.connection.check_constraints()


class Migration(migrations.Migration):

    dependencies = [
        ('ideas', '0003_coverings'),
    ]

    operations = [
        migrations.CreateModel(
            name='NewHearing',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                ('where', models.CharField(blank=True, max_length=200)),
                ('said_by', models.UUIDField()),
                ('heard_at', models.DateTimeField()),
                ('taken_back_at', models.DateTimeField(null=True)),
                ('idea', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='hearings', to='ideas.idea')),
            ],
            options={
                'ordering': ['heard_at', 'id'],
            },
        ),
        migrations.RunPython(keep_hearings, migrations.RunPython.noop, elidable=True),
        migrations.DeleteModel(
            name='Hearing',
        ),
        migrations.RenameModel(
            old_name='NewHearing',
            new_name='Hearing',
        ),
        migrations.AddField(
            model_name='answer',
            name='taken_back_at',
            field=models.DateTimeField(null=True),
        ),
        migrations.AlterField(
            model_name='answer',
            name='reason',
            field=models.TextField(blank=True),
        ),
        migrations.RemoveConstraint(
            model_name='answer',
            name='ideas_answer_has_a_reason',
        ),
        migrations.AddConstraint(
            model_name='answer',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('reason', ''), _negated=True), ('taken_back_at__isnull', False), _connector='OR'), name='ideas_answer_has_a_reason'),
        ),
    ]
