from django.db import migrations

from config.accounts.encryption import SealedSecrets, is_sealed


def seal(apps, schema_editor):
    """Secrets of second factors were stored as they are."""
    adapter = SealedSecrets()
    for row in apps.get_model("mfa", "Authenticator").objects.filter(type__in=["totp", "recovery_codes"]):
        found = {name: row.data[name] for name in ("secret", "seed") if name in row.data}
        plain = {name: text for name, text in found.items() if not is_sealed(text)}
        if plain:
            row.data |= {name: adapter.encrypt(text) for name, text in plain.items()}
            row.save(update_fields=["data"])


class Migration(migrations.Migration):
    dependencies = [("config", "0003_page_changes"), ("mfa", "0003_authenticator_type_uniq")]

    operations = [migrations.RunPython(seal, migrations.RunPython.noop)]
