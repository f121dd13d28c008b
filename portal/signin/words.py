"""What Entra's refusals mean, in words for the person and for whoever mends it.

Entra numbers its refusals (AADSTS7000222) and puts the number at the start of its text.
Source: https://learn.microsoft.com/entra/identity-platform/reference-error-codes
"""

import re

_NUMBER = re.compile(r"AADSTS(\d{4,8})")

WRONG_SECRET = "7000215"
EXPIRED_SECRET = "7000222"
UNKNOWN_CERTIFICATE = "700027"
STALE_ASSERTION = "700024"
UNKNOWN_APPLICATION = "700016"
WRONG_ADDRESS = "50011"
NO_CONSENT = "65001"
#: Only an administrator can grant what was asked for.
NEEDS_ADMIN = "90094"
NO_TENANT = "90002"
DISABLED = "50057"
NOT_ASSIGNED = "50105"

#: Refusals after which the person has no business here any more, whatever sessions are open.
BARRED = frozenset({DISABLED, NOT_ASSIGNED})

_OPERATOR = "Tell the portal's operator."
_BY_NUMBER = {
    WRONG_SECRET: f"Microsoft does not know the portal's client secret. {_OPERATOR}",
    EXPIRED_SECRET: f"The portal's client secret has expired. {_OPERATOR}",
    UNKNOWN_CERTIFICATE: f"Microsoft does not know the portal's certificate, or it has expired. {_OPERATOR}",
    STALE_ASSERTION: f"The portal's clock and Microsoft's differ too much. {_OPERATOR}",
    UNKNOWN_APPLICATION: f"The portal is not registered in your organization. {_OPERATOR}",
    WRONG_ADDRESS: f"The portal's address is not registered with Microsoft. {_OPERATOR}",
    NO_CONSENT: "An administrator has to consent to the portal's permissions first.",
    NEEDS_ADMIN: "An administrator has to consent to the portal's permissions first.",
    NO_TENANT: f"Microsoft does not know the organization that the portal was set up for. {_OPERATOR}",
    DISABLED: "Your account is disabled.",
    NOT_ASSIGNED: "You are not assigned to this portal. Ask an administrator to assign you to it.",
}
_BY_ERROR = {
    "access_denied": "The sign-in was cancelled, or you may not use this portal.",
    "consent_required": "An administrator has to consent to the portal's permissions first.",
    "invalid_grant": "Microsoft no longer accepts this sign-in.",
    "invalid_client": "Microsoft does not accept the portal's own credential; tell its operator.",
}


def number_of(text: str) -> str:
    """The number in Entra's text, without its prefix; empty where there is none."""
    found = _NUMBER.search(text)
    return found[1] if found else ""


def in_words(error: str, text: str) -> str:
    """What to tell the person; `error` is OAuth's word, `text` Entra's own description."""
    known = _BY_NUMBER.get(number_of(text)) or _BY_ERROR.get(error)
    return known or "Microsoft refused the sign-in."
