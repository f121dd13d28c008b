"""Required Verified IDs: what a requestor has to show."""

from wizard.document.part import Part


class VerifiedId(Part):
    """One issuer and the credential types asked of it; all of them, of all issuers, are required."""

    issuer: str = ""
    """The issuer's identifier, such as did:web:verifiedid.contoso.com."""
    credential_types: tuple[str, ...] = ()
