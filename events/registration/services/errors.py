from home.visitors.service_error import ServiceError


class RegistrationError(ServiceError):
    """A refusal by a service of registrations."""
