"""What is said, where, and what was done about it: one file per noun."""

from .comment import Comment
from .moderation_log import Trace
from .report import Report
from .settings import CommentSettings, TypeRule
from .thread import Thread

__all__ = ["Comment", "CommentSettings", "Report", "Thread", "Trace", "TypeRule"]
