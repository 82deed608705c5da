from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('decisions', '0004_taking_back'),
    ]

    operations = [
        migrations.AddField(
            model_name='comment',
            name='is_covered',
            field=models.BooleanField(default=False),
        ),
        migrations.AddField(
            model_name='dissent',
            name='is_covered',
            field=models.BooleanField(default=False),
        ),
        migrations.AddField(
            model_name='doubt',
            name='is_covered',
            field=models.BooleanField(default=False),
        ),
        migrations.AddField(
            model_name='nextstep',
            name='is_covered',
            field=models.BooleanField(default=False),
        ),
        migrations.AddField(
            model_name='position',
            name='is_covered',
            field=models.BooleanField(default=False),
        ),
    ]
