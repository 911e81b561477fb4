"""Addresses below /de/kommentare/ and /nl/reacties/."""

from django.urls import path
from django.utils.translation import pgettext_lazy

from . import feeds, views

app_name = "comments"

urlpatterns = [
    path(pgettext_lazy("address", "feed/"), feeds.site_feed, name="feed"),
    path(pgettext_lazy("address", "<int:page_id>/feed/"), feeds.page_feed, name="page_feed"),
    path("<int:page_id>/", views.post, name="post"),
    path(pgettext_lazy("address", "answer/<int:pk>/"), views.answer, name="answer"),
    path(pgettext_lazy("address", "report/<int:pk>/"), views.report, name="report"),
    path(pgettext_lazy("address", "own/<str:token>/"), views.own, name="own"),
    path(pgettext_lazy("address", "own/<str:token>/edit/"), views.edit, name="edit"),
    path(pgettext_lazy("address", "own/<str:token>/withdraw/"), views.withdraw, name="withdraw"),
    path(pgettext_lazy("address", "own/<str:token>/put-back/"), views.put_back, name="put_back"),
    path(pgettext_lazy("address", "own/<str:token>/mails/"), views.notify, name="notify"),
    path(pgettext_lazy("address", "confirm/<str:token>/"), views.confirm, name="confirm"),
    path(pgettext_lazy("address", "no-more-mails/<str:token>/"), views.unsubscribe, name="unsubscribe"),
]
