from django.db import migrations, models


def keep_the_footer(apps, schema_editor):
    """Until now every plain page directly below a start page and not in the menu stood in the footer."""
    page_model = apps.get_model("home", "StandardPage")
    pages = page_model.objects.filter(depth=3, show_in_menus=False)
    keys = list(pages.values_list("pk", flat=True))
    pages.update(in_footer=True)
    # A draft is published from its revision, which would take the page out of the footer again.
    revisions = apps.get_model("wagtailcore", "Revision").objects.filter(
        content_type__app_label="home",
        content_type__model="standardpage",
        object_id__in=[str(key) for key in keys],
    )
    for revision in revisions.iterator():
        revision.content["in_footer"] = True
        revision.save(update_fields=["content"])


class Migration(migrations.Migration):
    dependencies = [
        ("home", "0011_lists_stored_data"),
        ("wagtailcore", "0098_apitoken"),
    ]

    operations = [
        migrations.AddField(
            model_name="standardpage",
            name="in_footer",
            field=models.BooleanField(
                default=False,
                help_text="For the imprint, the privacy notice and the like, directly below the start page: they can then be reached from every page.",
                verbose_name="in the footer under “Legal”",
            ),
        ),
        migrations.RunPython(keep_the_footer, migrations.RunPython.noop),
    ]
