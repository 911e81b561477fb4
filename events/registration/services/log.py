from events.registration.models import LogEntry, Registration


def log(registration: Registration, action: str, *, user=None, **details) -> None:
    """Append who did what. Details are numbers and states; names and addresses never (GDPR Art. 5)."""
    LogEntry.objects.create(registration=registration, action=action, user=user, details=details)
