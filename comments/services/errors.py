from home.errors import ServiceError


class CommentError(ServiceError):
    """A refusal by a service of comments."""
