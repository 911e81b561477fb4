"""Who may do what at the desk, and what they see first.

view_comment      read along: queue and threads, without e-mail addresses
change_comment    decide, answer, correct; see who else wrote from the same address
delete_comment    erase, which leaves the comment's place
change_thread     open and close conversations
change_report     decide about reports
"""

from django.db.models import Case, IntegerField, Value, When

from comments.digests import language_of

VIEW, CHANGE, ERASE = "comments.view_comment", "comments.change_comment", "comments.delete_comment"
CHANGE_THREAD = "comments.change_thread"
CHANGE_REPORT = "comments.change_report"


def own_language_first(queryset, user, column: str = "language"):
    """Order rows in the user's language first, each part by waiting time."""
    first = When(**{column: language_of(user)}, then=Value(0))
    foreign = Case(first, default=Value(1), output_field=IntegerField())
    return queryset.order_by(foreign, "created_at", "pk")
