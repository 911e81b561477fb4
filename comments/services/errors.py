from home.visitors.service_error import ServiceError


class CommentError(ServiceError):
    """A refusal by a service of comments."""
