"""The Microsoft Entra admin center, as far as docs/connect-your-tenant.md leads through it.

Each method is one thing that the document tells an administrator to do there. The simulated tenant has no
such pages: its control endpoint takes the whole registration instead, in Graph's own shapes.
"""

import base64
import json
import uuid
from typing import Any

import requests
from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding

from tests.signin.walk import HasUrl

MICROSOFT_GRAPH = "00000003-0000-0000-c000-000000000000"


class AdminCenter:
    """One registration of the tenant, new or as it is."""

    def __init__(self, tenant: HasUrl, registration: dict[str, Any] | None = None) -> None:
        self.tenant = tenant
        self.registration: dict[str, Any] = registration or {
            "displayName": "Access Package Portal",
            "appId": str(uuid.uuid4()),
            "web": {"redirectUris": []},
            "consented": [],
        }

    @classmethod
    def of(cls, tenant: Any, display_name: str = "Access package portal") -> "AdminCenter":
        """The registration that is there already."""
        state = requests.get(f"{tenant.url}/_control/state", timeout=30).json()
        [found] = [
            row for row in state["tables"]["application"].values() if row["displayName"] == display_name
        ]
        given = found.pop("_appRoleAssignedTo")
        return cls(tenant, found | {"appRoleAssignedTo": given})

    @property
    def client_id(self) -> str:
        return str(self.registration["appId"])

    def save(self) -> None:
        place = f"{self.tenant.url}/_control/registrations"
        answer = requests.post(place, json=self.registration, timeout=30)
        assert answer.ok, answer.text

    def add_redirect(self, address: str) -> None:
        self.registration["web"]["redirectUris"].append(address)
        self.save()

    def add_secret(self, text: str, **more: str) -> None:
        self.registration["passwordCredentials"] = [{"secretText": text, **more}]
        self.save()

    def upload_certificate(self, pem: bytes) -> None:
        der = x509.load_pem_x509_certificate(pem).public_bytes(Encoding.DER)
        key = {"type": "AsymmetricX509Cert", "usage": "Verify", "key": base64.b64encode(der).decode()}
        self.registration["keyCredentials"] = [key]
        self.save()

    def request_permissions(self, names: list[str]) -> None:
        access = [{"id": name, "type": "Scope"} for name in names]
        wanted = [{"resourceAppId": MICROSOFT_GRAPH, "resourceAccess": access}]
        self.registration["requiredResourceAccess"] = wanted
        self.save()

    def grant_consent(self, names: list[str]) -> None:
        """Exactly to these."""
        self.registration["consented"] = names
        self.save()

    def paste_app_roles(self, manifest: str) -> None:
        """The manifest's member appRoles."""
        self.registration["appRoles"] = json.loads(manifest)
        self.save()

    def assign(self, user_principal_name: str, role: str) -> None:
        given = self.registration.setdefault("appRoleAssignedTo", [])
        given.append({"principalId": user_principal_name, "appRoleId": role})
        self.save()

    def assign_nobody(self) -> None:
        self.registration["appRoleAssignedTo"] = []
        self.save()

    def require_assignment(self) -> None:
        self.registration["appRoleAssignmentRequired"] = True
        self.save()
