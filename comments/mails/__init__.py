"""The mails of comments: one function per occasion. Each queues rows in the transaction that causes it, in
its recipient's language; a worker sends them. None opens a connection."""

from .occasions import answered, approved, confirm, digest, rejected, report_decided, report_received

__all__ = ["answered", "approved", "confirm", "digest", "rejected", "report_decided", "report_received"]
