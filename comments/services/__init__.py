"""What can be done with comments. Each function opens one transaction, locks the thread row before the
comment row, is safe to call twice and raises `CommentError`. None knows HTTP."""

from .errors import CommentError

__all__ = ["CommentError"]
