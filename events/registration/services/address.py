"""The signed address of a registration: sent again, corrected, revoked."""

from django.db.models import F
from django.utils.translation import gettext as _

from events.registration import mails
from events.registration.models import Participant, Registration

from .errors import RegistrationError
from .locks import one_transaction
from .log import log


def correct_address(registration_id: int, email: str) -> Registration:
    """Put a mistyped address right before confirming: earlier addresses are revoked, a new mail goes out.

    Raises RegistrationError once it is confirmed: from then on the address is somebody's own.
    """
    with one_transaction():
        registration = Registration.objects.select_for_update(no_key=True).get(pk=registration_id)
        if registration.status != Registration.Status.UNCONFIRMED:
            raise RegistrationError(_("The address can be changed by the organiser only."), code="confirmed")
        if registration.contact_email == email:
            return registration
        Participant.objects.filter(registration=registration, email=registration.contact_email).update(
            email=email
        )
        registration.contact_email = email
        registration.address_version += 1
        registration.save(update_fields=["contact_email", "address_version"])
        log(registration, "address corrected")
        mails.received(registration)
        return registration


def send_again(registration_id: int) -> None:
    """Send the address again, to the stored mail address only."""
    with one_transaction():
        registration = Registration.objects.select_for_update(no_key=True).get(pk=registration_id)
        log(registration, "address sent again")
        if registration.status == Registration.Status.UNCONFIRMED:
            mails.received(registration)
        else:
            mails.address(registration)


def revoke_address(registration_id: int) -> Registration:
    """Make every address that was sent before invalid, and send a new one."""
    with one_transaction():
        Registration.objects.filter(pk=registration_id).update(address_version=F("address_version") + 1)
        registration = Registration.objects.get(pk=registration_id)
        log(registration, "addresses revoked")
        mails.address(registration)
        return registration
