from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("meetings", "0001_planning")]

    operations = [
        migrations.AlterField(
            model_name="item",
            name="thing_kind",
            field=models.CharField(blank=True, max_length=60),
        ),
    ]
