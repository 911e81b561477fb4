from django.db import migrations


def give_each_site_its_settings(apps, schema_editor):
    """Pages read settings and thread in one query, which begins at the settings' row."""
    settings = apps.get_model("comments", "CommentSettings")
    for site in apps.get_model("wagtailcore", "Site").objects.all():
        settings.objects.get_or_create(site=site)


class Migration(migrations.Migration):
    dependencies = [("comments", "0001_initial")]

    operations = [migrations.RunPython(give_each_site_its_settings, migrations.RunPython.noop)]
