"""One person's data over the whole site: shown, or erased, in one action (GDPR Art. 15–17, 20;
domain.md#rights-of-persons).

An app that stores personal data says so in a module `persons`, with nothing to import for it:

    export(email) -> {kind: [rows ready for JSON]}   everything of the person with this address
    erase(email) -> {kind: number of rows}           forget them; safe to repeat
    RETENTION = [{"data": …, "kept": timedelta | None, "setting": "app.Model.field", "then": …}]
    READERS = who of the team sees it

`RETENTION` tells what goes by itself and when (domain.md#retention); where `kept` is None, `setting` names
the field in which the time is set, or `until` says it in words. `stored.stored()` lists it for people to
read, `requests` answers one person.
"""
