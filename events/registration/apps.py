from django.apps import AppConfig


class RegistrationConfig(AppConfig):
    name = "events.registration"
    label = "registration"

    def ready(self):
        from . import signals  # noqa: F401, PLC0415 - needs the models
