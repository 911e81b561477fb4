"""The fields of a registration that name people, with department and needs (domain.md#people,
#special-data)."""

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from events.registration.models import CallRules, Need, Registration
from events.registration.services import Person
from home.visitors.one_line import MailField, OneLineField

NEED_LABELS = {
    Need.Kind.DIET: _("Dietary needs (optional)"),
    Need.Kind.ACCESS: _("What you need in order to take part, such as sign language (optional)"),
    Need.Kind.OVERNIGHT: _("Overnight stay: which nights (optional)"),
}


def asked_needs(rules: CallRules) -> list[str]:
    """The kinds of needs that this call asks for, if any (domain.md#questions)."""
    asked = {
        Need.Kind.DIET: rules.ask_diet,
        Need.Kind.ACCESS: rules.ask_access,
        Need.Kind.OVERNIGHT: rules.ask_overnight,
    }
    return [kind for kind, wanted in asked.items() if wanted]


def add_people_fields(form) -> None:
    rules = form.call.rules
    form.fields["attends"] = forms.BooleanField(
        label=_("I take part myself, as person 1"), required=False, initial=True
    )
    # The first field of the group: what is wrong with all people together stands there.
    form.fields["attends"].error_label = _("Who takes part")
    form.fields["contact_department"] = OneLineField(
        label=_("Your department or role (optional)"), max_length=120, required=False
    )
    _add_needs(form, "contact", rules)
    form.people_slots = list(range(1, rules.max_people + 1))
    if rules.registrant == CallRules.Registrant.PERSON:
        form.people_slots = []
    for slot in form.people_slots:
        form.fields[f"p{slot}_name"] = OneLineField(
            label=_("Name (optional)"), max_length=120, required=False
        )
        form.fields[f"p{slot}_email"] = MailField(label=_("E-mail address (optional)"), required=False)
        form.fields[f"p{slot}_department"] = OneLineField(
            label=_("Department or role (optional)"), max_length=120, required=False
        )
        _add_needs(form, f"p{slot}", rules)
        for name, field in form.fields.items():
            if name.startswith(f"p{slot}_"):
                field.error_label = f"{further_person(slot)}, {field.label}"


def further_person(slot: int) -> str:
    """What the form calls these fields: their person's number depends on whether the contact takes part."""
    return gettext("Further person %(number)s") % {"number": slot}


def clean_people(form, data) -> None:
    for slot in form.people_slots:
        others = (data.get(f"p{slot}_email"), data.get(f"p{slot}_department"))
        if not data.get(f"p{slot}_name") and any(others):
            form.add_error(f"p{slot}_name", gettext("Give the name as well."))
    if form.kind == Registration.Kind.PERSON:
        least = most = 1
    else:
        least, most = form.call.rules.min_people, form.call.rules.max_people
    number = len(people_of(form, data)) + _nameless_contact(form, data)
    if number < least:
        form.add_error(
            "attends",
            gettext("Name at least %(least)s people.") % {"least": least}
            if least > 1
            else gettext("Name at least one person, or tick that you take part yourself."),
        )
    elif number > most:
        form.add_error("attends", gettext("Name %(most)s people at most.") % {"most": most})
    for pk in data.get("chosen", []):
        if data.get(f"s{pk}_name") and (data.get(f"s{pk}_who") or 0) >= number:
            form.add_error(f"s{pk}_who", gettext("This person is not named above."))


def _nameless_contact(form, data) -> bool:
    """Return whether the contact takes part, but has not given a name yet: that is an error of its own."""
    attends = data.get("attends") or form.kind == Registration.Kind.PERSON
    return bool(attends) and not data.get("contact_name")


def people_of(form, data) -> list[Person]:
    """The contact, where they take part, then everybody else who is named."""
    people = []
    alone = form.kind == Registration.Kind.PERSON
    if (data.get("attends") or alone) and data.get("contact_name"):
        people.append(
            Person(
                name=data["contact_name"],
                email=data.get("contact_email", ""),
                department=data.get("contact_department", ""),
                needs=_needs(form, "contact", data),
            )
        )
    for slot in () if alone else form.people_slots:
        if data.get(f"p{slot}_name"):
            people.append(
                Person(
                    name=data[f"p{slot}_name"],
                    email=data.get(f"p{slot}_email", ""),
                    department=data.get(f"p{slot}_department", ""),
                    needs=_needs(form, f"p{slot}", data),
                )
            )
    return people


def _add_needs(form, prefix: str, rules: CallRules) -> None:
    for kind in asked_needs(rules):
        form.fields[f"{prefix}_{kind}"] = OneLineField(
            label=NEED_LABELS[kind], max_length=255, required=False, links=True
        )


def _needs(form, prefix: str, data) -> dict[str, str]:
    kinds = asked_needs(form.call.rules)
    return {kind: data[f"{prefix}_{kind}"] for kind in kinds if data.get(f"{prefix}_{kind}")}
