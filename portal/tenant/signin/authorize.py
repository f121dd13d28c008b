"""The authorize endpoint: checks what the application asks for and turns the chosen person into a code."""

import secrets
import time
from collections.abc import Mapping
from urllib.parse import urlencode

from portal.tenant.signin import errors
from portal.tenant.signin.registrations import allows_redirect, asked_scopes, find_application, granted_scopes
from portal.tenant.state import Row
from portal.tenant.tenant import Tenant

CODE_SECONDS = 600
Options = Mapping[str, str]


def check_client(tenant: Tenant, options: Options) -> Row:
    """The application; raises SigninError where answering to the given address would be unsafe."""
    application = find_application(tenant.state, options.get("client_id", ""))
    if application is None:
        raise errors.unknown_client(options.get("client_id", ""))
    any_port = tenant.settings.any_loopback_port
    if not allows_redirect(application, options.get("redirect_uri", ""), any_port=any_port):
        raise errors.wrong_redirect(options.get("redirect_uri", ""))
    return application


def check_options(application: Row, options: Options) -> None:
    """Raise the SigninError that the application is to be told of."""
    if options.get("response_type") != "code":
        raise errors.unsupported("response_type", options.get("response_type", ""))
    if options.get("response_mode", "query") != "query":
        raise errors.unsupported("response_mode", options["response_mode"])
    if not options.get("code_challenge") or options.get("code_challenge_method") != "S256":
        raise errors.unsupported("code_challenge_method", options.get("code_challenge_method", "none"))
    if granted_scopes(application, asked_scopes(options.get("scope", ""))) is None:
        raise errors.no_consent(options.get("scope", ""))
    if options.get("prompt") == "none":
        raise errors.SigninError(
            "login_required", 50058, "A silent sign-in request was sent but no user is signed in."
        )


def code_for(tenant: Tenant, user: Row, options: Options) -> str:
    """A code for this person, good for one redemption within ten minutes."""
    _forget_old_codes(tenant)
    code = secrets.token_urlsafe(48)
    names = ("client_id", "redirect_uri", "code_challenge", "scope", "nonce")
    tenant.codes[code] = {name: options.get(name) for name in names} | {
        "user": user["id"],
        "time": time.time(),
    }
    return code


def back_to_application(options: Options, answer: Mapping[str, str]) -> str:
    """The application's address with the answer, its state echoed."""
    if "state" in options:
        answer = {**answer, "state": options["state"]}
    address = options["redirect_uri"]
    return f"{address}{'&' if '?' in address else '?'}{urlencode(answer)}"


def _forget_old_codes(tenant: Tenant) -> None:
    oldest = time.time() - CODE_SECONDS
    for code in [code for code, grant in tenant.codes.items() if grant["time"] < oldest]:
        del tenant.codes[code]
