"""The roof: every address of the site."""

from django.urls import include, path

from portal.health import healthz

urlpatterns = [
    path("healthz", healthz, name="healthz"),
    path("signin/", include("portal.signin.urls")),
    path("", include("wizard.urls")),
]
