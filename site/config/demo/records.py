"""What pages of every kind point at: topics, places, organisations and the words of the calendar."""

from datetime import timedelta

from wagtail.models import Site

from config.setup.files import key_of
from config.translating import translate
from events.models import AudienceTerm, EventKind
from home.models import Organisation, OrganisationText, Place, SiteSettings, SiteText, SocialLink, Topic

from .files import Shelf, table


def load_records(shelf: Shelf) -> None:
    for order, record in enumerate(table("topics")["topic"]):
        _record(shelf, Topic, "topics", record, zone=record["zone"], sort_order=order)
    for record in table("places")["place"]:
        part_of = shelf.record("places", record.get("part_of"), "de")
        facts = {name: record[name] for name in ("kind", "region", "country")}
        _record(shelf, Place, "places", record, part_of=part_of, **facts)
    vocabularies = table("vocabularies")
    for noun, model in (("kind", EventKind), ("audience", AudienceTerm)):
        for term in vocabularies[noun]:
            names = {language: {"name": term[language]} for language in ("de", "nl")}
            _record(shelf, model, noun, {"key": term["key"], **names})
            if "nl_language" in term:
                _say_language(shelf.record(noun, term["key"], "nl"), term["nl_language"])
    load_organisations(shelf)


def _record(shelf: Shelf, model, noun: str, record: dict, **facts) -> None:
    """A translatable record in both languages, the German one as its original."""
    original = model(locale=shelf.locales["de"], translation_key=key_of(f"demo/{noun}/{record['key']}"))
    for name, value in (facts | record["de"]).items():
        setattr(original, name, value)
    original.full_clean()
    original.save()
    original.save_revision().publish()
    original.refresh_from_db()
    translation = translate(original, shelf.locales["nl"], lambda copy: _put(copy, record["nl"]))
    shelf.records[f"{noun}/{record['key']}"] = {"de": original, "nl": translation}


def _put(record, words: dict) -> None:
    for name, value in words.items():
        setattr(record, name, value)


def _say_language(term: EventKind, language: str) -> None:
    term.language = language
    term.save()
    term.save_revision().publish()


def load_organisations(shelf: Shelf) -> None:
    for record in table("organisations")["organisation"]:
        since = record.get("partner_since_days")
        partner_since = shelf.today + timedelta(days=since) if since else None
        organisation = Organisation.objects.create(
            name=record["name"],
            sort_name=record.get("sort_name", ""),
            language=record.get("language", "de"),
            kind=record["kind"],
            url=record["url"],
            place=shelf.record("places", record["place"], "de"),
            mail_domains="\n".join(record["mail_domains"]),
            partner_since=partner_since,
            member_since=partner_since,
        )
        for language, locale in shelf.locales.items():
            about = record[f"about_{language}"]
            OrganisationText.objects.create(organisation=organisation, locale=locale, about=about)
        shelf.records[f"organisations/{record['key']}"] = organisation


def load_settings(shelf: Shelf) -> None:
    """Name, address, claim and footer of the network."""
    record = table("site")
    network = SiteSettings.for_site(Site.objects.get(is_default_site=True))
    facts = {name: value for name, value in record["settings"].items() if name not in shelf.locales}
    for name, value in facts.items():
        setattr(network, name, value)
    network.save()
    for language, locale in shelf.locales.items():
        words = record["settings"][language]
        SiteText.objects.update_or_create(settings=network, locale=locale, defaults=words)
    for order, link in enumerate(record["social"]):
        SocialLink.objects.create(settings=network, sort_order=order, **link)
