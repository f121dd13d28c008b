"""Microsoft's clouds and their addresses.

Source: https://learn.microsoft.com/graph/deployments
"""

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class Cloud:
    """Origins of one cloud, without a path."""

    login: str
    graph: str
    #: Where people ask for packages. China's is not documented, so no link is made there.
    my_access: str | None


CLOUDS = {
    "global": Cloud(
        login="https://login.microsoftonline.com",
        graph="https://graph.microsoft.com",
        my_access="https://myaccess.microsoft.com",
    ),
    "usgov": Cloud(
        login="https://login.microsoftonline.us",
        graph="https://graph.microsoft.us",
        my_access="https://myaccess.microsoft.us",
    ),
    "usgov-dod": Cloud(
        login="https://login.microsoftonline.us",
        graph="https://dod-graph.microsoft.us",
        my_access="https://myaccess.microsoft.us",
    ),
    "china": Cloud(
        login="https://login.chinacloudapi.cn",
        graph="https://microsoftgraph.chinacloudapi.cn",
        my_access=None,
    ),
}
