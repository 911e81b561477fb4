from events.registration.models import Registration

from .locks import one_transaction
from .log import log


def change_consents(registration_id: int, *, on_list: bool, photo: bool) -> Registration:
    """Give or take back what was agreed to freely (GDPR Art. 7(3), domain.md#consent). Safe to repeat."""
    with one_transaction():
        registration = Registration.objects.select_for_update(no_key=True).get(pk=registration_id)
        if (registration.consent_list, registration.consent_photo) != (on_list, photo):
            registration.consent_list, registration.consent_photo = on_list, photo
            registration.save(update_fields=["consent_list", "consent_photo"])
            log(registration, "consents changed", list=on_list, photo=photo)
        return registration
