"""Refusals of the sign-in service, with its AADSTS numbers."""

from portal.tenant.clock import stamp


class SigninError(Exception):
    """OAuth error word, AADSTS number and text; ``status`` of the token endpoint's answer."""

    def __init__(self, error: str, number: int, text: str, *, status: int = 400, suberror: str = "") -> None:
        super().__init__(text)
        self.error = error
        self.number = number
        self.text = f"AADSTS{number}: {text}"
        self.status = status
        self.suberror = suberror

    def body(self) -> dict[str, object]:
        body: dict[str, object] = {
            "error": self.error,
            "error_description": self.text,
            "error_codes": [self.number],
            "timestamp": stamp(),
        }
        return body | ({"suberror": self.suberror} if self.suberror else {})


def unknown_client(client_id: str) -> SigninError:
    text = f"Application with identifier '{client_id}' was not found in the directory."
    return SigninError("unauthorized_client", 700016, text)


def wrong_redirect(redirect_uri: str) -> SigninError:
    text = (
        f"The redirect URI '{redirect_uri}' does not match the redirect URIs configured for the application."
    )
    return SigninError("invalid_request", 50011, text)


def wrong_secret() -> SigninError:
    return SigninError("invalid_client", 7000215, "Invalid client secret provided.", status=401)


def expired_secret() -> SigninError:
    return SigninError("invalid_client", 7000222, "The provided client secret keys are expired.", status=401)


def no_secret() -> SigninError:
    text = "The request body must contain the parameter 'client_assertion' or 'client_secret'."
    return SigninError("invalid_client", 7000218, text, status=401)


def unknown_certificate(why: str) -> SigninError:
    text = f"The certificate used to sign the client assertion cannot be used: {why}."
    return SigninError("invalid_client", 700027, text, status=401)


def stale_assertion() -> SigninError:
    text = "Client assertion is not within its valid time range."
    return SigninError("invalid_client", 700024, text, status=401)


def bad_assertion(why: str) -> SigninError:
    return SigninError("invalid_client", 50027, f"JWT token is invalid or malformed: {why}.", status=401)


def no_consent(scopes: str) -> SigninError:
    text = f"The user or administrator has not consented to use the application with the scopes: {scopes}."
    return SigninError("invalid_grant", 65001, text, suberror="consent_required")


def dead_code() -> SigninError:
    return SigninError(
        "invalid_grant", 54005, "OAuth2 Authorization code was already redeemed or has expired."
    )


def wrong_verifier() -> SigninError:
    text = "The Code_Verifier does not match the code_challenge supplied in the authorization request."
    return SigninError("invalid_grant", 501481, text)


def revoked() -> SigninError:
    text = "The provided grant has expired due to it being revoked, a fresh auth token is needed."
    return SigninError("invalid_grant", 50173, text, suberror="bad_token")


def disabled_account() -> SigninError:
    return SigninError("access_denied", 50057, "The user account is disabled.")


def disabled_meanwhile() -> SigninError:
    return SigninError("invalid_grant", 50057, "The user account is disabled.")


def not_assigned(user: str, application: str) -> SigninError:
    text = (
        f"The signed in user '{user}' is not assigned to a role for the application '{application}', whose "
        "administrator has configured it to block users unless they are specifically granted access."
    )
    return SigninError("access_denied", 50105, text)


def locked_out(user: str, application: str) -> SigninError:
    """The same at the token endpoint."""
    refused = not_assigned(user, application)
    return SigninError("invalid_grant", 50105, str(refused))


def unsupported(parameter: str, value: str) -> SigninError:
    return SigninError("invalid_request", 90014, f"{parameter} '{value}' is not simulated.")
