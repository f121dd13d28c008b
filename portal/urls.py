"""The roof: every address of the site."""

from django.urls import include, path

from portal.health import healthz
from portal.home import home

urlpatterns = [
    path("", home, name="home"),
    path("healthz", healthz, name="healthz"),
    path("signin/", include("portal.signin.urls")),
    path("", include("wizard.urls")),
]
