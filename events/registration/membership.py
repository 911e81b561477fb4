"""Who registers, by the network's register of organisations and their mail domains, never by a tick box.

domain.md#prices: two classes; the class follows the register. An unclear case is held for the organiser and
says so.
"""

import unicodedata
from dataclasses import dataclass
from datetime import date

from home.models import Organisation

from .models import Registration

PriceClass = Registration.PriceClass
# What the key of an organisation begins with that the organiser made by joining or parting registrations.
BY_HAND = "r:"


@dataclass(frozen=True, kw_only=True)
class Membership:
    """What the register says of whoever registers."""

    organisation: Organisation | None
    price_class: str
    is_member: bool


def membership(*, name: str, email: str, day: date) -> Membership:
    """Look an organisation up by its name and by the domain of the contact's address.

    The domain counts: it shows that one really writes from there. The name of a partner with a foreign
    domain is
    unclear; a name nobody knows is no partner.
    """
    domain = email.rpartition("@")[2].lower()
    by_domain = by_name = None
    for organisation in Organisation.objects.exclude(mail_domains="", name="").order_by("pk"):
        if by_domain is None and _owns(organisation, domain):
            by_domain = organisation
        if by_name is None and name and organisation.name.casefold() == name.strip().casefold():
            by_name = organisation
    if by_domain:
        partner = by_domain.is_partner_on(day)
        return Membership(
            organisation=by_domain,
            price_class=PriceClass.PARTNER if partner else PriceClass.NON_PARTNER,
            is_member=by_domain.is_member_on(day) or partner,
        )
    if by_name and (by_name.is_partner_on(day) or by_name.is_member_on(day)):
        return Membership(organisation=by_name, price_class=PriceClass.UNCLEAR, is_member=False)
    return Membership(organisation=by_name, price_class=PriceClass.NON_PARTNER, is_member=False)


def payer_of(*, kind: str, organisation_id: int | None, name: str, email: str) -> str:
    """Return a key for the organisation that pays: the same row of the register, else the same name (folded)
    with the same mail domain; "" for a person, who pays alone."""
    if kind == Registration.Kind.PERSON:
        return ""
    if organisation_id:
        return f"o:{organisation_id}"
    folded = " ".join(unicodedata.normalize("NFKC", name).casefold().split())
    return f"n:{folded}@{email.rpartition('@')[2].lower()}"[:255] if folded else ""


def payer_of_registration(registration: Registration) -> str:
    return payer_of(
        kind=registration.kind,
        organisation_id=registration.organisation_id,
        name=registration.organisation_name,
        email=registration.contact_email,
    )


def _owns(organisation: Organisation, domain: str) -> bool:
    domains = {line.strip().lower().lstrip("@") for line in organisation.mail_domains.splitlines()}
    return any(domain == own or domain.endswith("." + own) for own in domains if own)
