"""From what was seen to what it means. Pure, one function a question, in the order of the answer."""

from collections.abc import Iterator, Mapping
from datetime import timedelta
from typing import Any

from portal.signin.checks import judging_people
from portal.signin.checks.finding import Finding, cannot_tell, missing, ok
from portal.signin.checks.seen import Discovery, Redirect, Seen, Wanted
from portal.signin.identity import LEEWAY
from portal.signin.words import (
    EXPIRED_SECRET,
    STALE_ASSERTION,
    UNKNOWN_APPLICATION,
    UNKNOWN_CERTIFICATE,
    WRONG_SECRET,
    number_of,
)

#: A certificate that ends sooner is worth a word.
SOON = timedelta(days=30)


def judge(wanted: Wanted, seen: Seen) -> list[Finding]:
    """Every finding, in the order in which they are best mended."""
    return [
        _settings(wanted),
        _authority(wanted, seen),
        _clock(seen.discovery),
        _credential(wanted, seen),
        _graph(wanted, seen),
        *_redirects(wanted, seen),
        *judging_people.consents(wanted, seen),
        *judging_people.app_roles(wanted, seen),
        judging_people.assigned(wanted, seen),
        judging_people.licence(wanted, seen),
    ]


def _settings(wanted: Wanted) -> Finding:
    text = f"The settings can be read: cloud {wanted.cloud}, tenant {wanted.tenant_id}"
    return ok("settings", f"{text}, application {wanted.client_id}.")


def _authority(wanted: Wanted, seen: Seen) -> Finding:
    key, found = "authority", seen.discovery
    if found is None:
        remedy = f"Let this machine reach {wanted.login}, or correct PORTAL_CLOUD or PORTAL_AUTHORITY."
        return missing(key, f"{wanted.login} does not answer.", remedy)
    if found.refusal:
        text = f"{wanted.login} knows no tenant {wanted.tenant_id}: {found.refusal}"
        return missing(key, text, "Correct PORTAL_TENANT_ID: it is the Directory (tenant) ID.")
    if f"/{wanted.tenant_id}/" not in found.issuer.lower():
        text = f"Sign-in answers for another tenant: {found.issuer or 'it names no issuer'}."
        return missing(key, text, "Correct PORTAL_TENANT_ID, or PORTAL_AUTHORITY if it is set.")
    return ok(key, f"{wanted.login} knows the tenant.")


def _clock(found: Discovery | None) -> Finding:
    key = "clock"
    if found is None or found.ahead is None:
        return cannot_tell(key, "Nobody told the time.")
    if abs(found.ahead) <= LEEWAY:
        return ok(key, "This machine's clock agrees with Microsoft's.")
    way = "behind" if found.ahead > 0 else "ahead of"
    text = f"This machine's clock is {round(abs(found.ahead) / 60)} minutes {way} Microsoft's."
    return missing(key, text, "Set the clock, and let it follow a time server.")


def _credential(wanted: Wanted, seen: Seen) -> Finding:
    key, result = "credential", seen.own_token
    kind = "certificate" if wanted.certificate_ends else "client secret"
    if result is None:
        return cannot_tell(key, f"The {kind} could not be shown to anybody.")
    if "access_token" not in result:
        return _refused(wanted, kind, result)
    soon = wanted.certificate_ends and wanted.certificate_ends - wanted.now < SOON
    end = f" It ends on {wanted.certificate_ends:%Y-%m-%d}: replace it before." if soon else ""
    return ok(key, f"The {kind} is accepted. (This needs no permission.){end}")


def _refused(wanted: Wanted, kind: str, result: Mapping[str, Any]) -> Finding:
    key, said = "credential", str(result.get("error_description") or result.get("error"))
    place = f"in {wanted.admin_center} > App registrations > Certificates & secrets"
    match number_of(said):
        case number if number == STALE_ASSERTION:
            return cannot_tell(key, f"The {kind} could not be judged because of the clock.")
        case number if number == UNKNOWN_APPLICATION:
            text = f"The tenant has no application {wanted.client_id}."
            return missing(key, text, "Correct PORTAL_CLIENT_ID: it is the Application (client) ID.")
        case number if number == WRONG_SECRET:
            remedy = f"Create a secret {place} and put its value, not its id, into PORTAL_CLIENT_SECRET."
            return missing(key, "The client secret is not the application's.", remedy)
        case number if number == EXPIRED_SECRET:
            remedy = f"Create a new secret {place} and put its value into PORTAL_CLIENT_SECRET."
            return missing(key, "The client secret has expired.", remedy)
        case number if number == UNKNOWN_CERTIFICATE:
            remedy = f"Upload the certificate of PORTAL_CLIENT_CERTIFICATE {place}, or make a new one."
            return missing(key, "The certificate is not the application's, or it has expired.", remedy)
    return missing(key, f"The {kind} is refused: {said}", f"Look at the application {place}.")


def _graph(wanted: Wanted, seen: Seen) -> Finding:
    key = "graph"
    if seen.graph_answers is None:
        return cannot_tell(key, f"Without a token {wanted.graph} was not asked.")
    if not seen.graph_answers:
        remedy = f"Let this machine reach {wanted.graph}, or correct PORTAL_CLOUD or PORTAL_GRAPH_URL."
        return missing(key, f"{wanted.graph} does not answer.", remedy)
    if not seen.graph_takes_tokens:
        text = f"{wanted.graph} does not take tokens from {wanted.login}."
        return missing(key, text, "Correct PORTAL_CLOUD, or PORTAL_GRAPH_URL if it is set.")
    return ok(key, f"{wanted.graph} answers and takes our tokens.")


def _redirects(wanted: Wanted, seen: Seen) -> Iterator[Finding]:
    key = "redirect"
    place = f"{wanted.admin_center} > App registrations > Authentication, platform Web"
    if not seen.redirects:
        text = "PORTAL_ALLOWED_HOSTS names no single host, so the portal's address is not known."
        yield cannot_tell(key, text, "Run again with --address https://<your host>.")
    for address, came_to in seen.redirects.items():
        if came_to is Redirect.TAKEN:
            yield ok(key, f"{address} is registered.")
        elif came_to is Redirect.REFUSED:
            yield missing(key, f"{address} is not registered.", f"Add it under {place}, to the letter.")
        else:
            text = f"Microsoft did not say whether {address} is registered."
            yield cannot_tell(key, text, f"Compare it under {place}.")
