"""Microsoft's clouds: their addresses, and what their Graph v1.0 does not have.

Sources: https://learn.microsoft.com/graph/deployments, the metadata of each cloud's v1.0, and
https://learn.microsoft.com/entra/identity-platform/authentication-national-cloud
"""

from dataclasses import dataclass

#: Properties of policies that the v1.0 metadata of US Government and China did not have in August 2026.
LAGGING = frozenset(
    {"notificationSettings", "isRequestorJustificationRequired", "approverInformationVisibility"}
)


@dataclass(frozen=True, kw_only=True)
class Cloud:
    """Origins of one cloud, without a path."""

    login: str
    graph: str
    #: Where people ask for packages. China's is not documented, so no link is made there.
    my_access: str | None
    #: Where an administrator registers applications.
    admin_center: str
    #: Names of Graph properties that a body must not hold there: it would be refused whole.
    lacks: frozenset[str] = frozenset()
    #: What stands before a scope's name; the global cloud's Graph is meant without it.
    scope_prefix: str = ""


CLOUDS = {
    "global": Cloud(
        login="https://login.microsoftonline.com",
        graph="https://graph.microsoft.com",
        my_access="https://myaccess.microsoft.com",
        admin_center="https://entra.microsoft.com",
    ),
    "usgov": Cloud(
        login="https://login.microsoftonline.us",
        graph="https://graph.microsoft.us",
        my_access="https://myaccess.microsoft.us",
        admin_center="https://portal.azure.us",
        lacks=LAGGING,
        scope_prefix="https://graph.microsoft.us/",
    ),
    "usgov-dod": Cloud(
        login="https://login.microsoftonline.us",
        graph="https://dod-graph.microsoft.us",
        my_access="https://myaccess.microsoft.us",
        admin_center="https://portal.azure.us",
        lacks=LAGGING,
        scope_prefix="https://dod-graph.microsoft.us/",
    ),
    "china": Cloud(
        login="https://login.chinacloudapi.cn",
        graph="https://microsoftgraph.chinacloudapi.cn",
        my_access=None,
        admin_center="https://portal.azure.cn",
        lacks=LAGGING,
        scope_prefix="https://microsoftgraph.chinacloudapi.cn/",
    ),
}
