from django.db import migrations


class Migration(migrations.Migration):
    """The one amount of a registration is a row by now (0009)."""

    dependencies = [
        ('registration', '0009_charges_of_earlier'),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name='registration',
            name='registration_price_not_negative',
        ),
        migrations.RemoveField(
            model_name='registration',
            name='price_amount',
        ),
        migrations.RemoveField(
            model_name='registration',
            name='price_currency',
        ),
        migrations.RemoveField(
            model_name='registration',
            name='price_note',
        ),
        migrations.RemoveField(
            model_name='registration',
            name='price_vat',
        ),
    ]
