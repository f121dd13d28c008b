"""Addresses below /signin/."""

from django.urls import path

from portal.signin import views

app_name = "signin"

urlpatterns = [
    path("", views.start, name="start"),
    path("callback", views.callback, name="callback"),
    path("out", views.out, name="out"),
]
