from home.errors import ServiceError


class RegistrationError(ServiceError):
    """A refusal by a service of registrations."""
