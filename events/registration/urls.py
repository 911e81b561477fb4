"""Public addresses of registrations, below the language's own word for it."""

from django.urls import path

from . import views

app_name = "registration"
urlpatterns = [
    path("<uuid:key>/", views.register, name="register"),
    path("lost/", views.lost, name="lost"),
    path("received/<str:token>/", views.received, name="received"),
    path("calendar/<str:token>.ics", views.calendar, name="calendar"),
    path("mine/<str:token>/", views.mine, name="mine"),
    path("mine/<str:token>/confirm/", views.confirm, name="confirm"),
    path("mine/<str:token>/data/", views.data, name="data"),
    path("mine/<str:token>/cancel/", views.cancel, name="cancel"),
    path("mine/<str:token>/session/<int:booking>/", views.session, name="session"),
    path("mine/<str:token>/topics/<int:booking>/", views.topics, name="topics"),
    path("mine/<str:token>/offer/<int:booking>/", views.offer, name="offer"),
    path("mine/<str:token>/people/<int:attendance>/", views.people, name="people"),
    path("mine/<str:token>/certificate/<int:attendance>/", views.certificate, name="certificate"),
    path("mine/<str:token>/person/<int:participant>/", views.person, name="person"),
    path("mine/<str:token>/consents/", views.consents, name="consents"),
    path("mine/<str:token>/revoke/", views.revoke, name="revoke"),
]
