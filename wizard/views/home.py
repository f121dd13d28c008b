"""Where the wizard begins."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_safe

from wizard.permissions import signed_in


@signed_in
@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """Whoever comes here has a package to write."""
    return redirect("wizard:drafts")
