"""Addresses of SharePoint sites, as people paste them: with a library, a document or a query behind."""

from __future__ import annotations

from collections.abc import Iterable
from urllib.parse import unquote

from portal.graph.calls import GraphCall, directory
from wizard.lookups.as_resource import same

#: Words of an address after which the name of a site stands.
MANAGED_PATHS = ("sites", "teams")


def is_address(text: str) -> bool:
    return text.strip().casefold().startswith(("https://", "http://"))


def call_for(url: str) -> GraphCall:
    """Searches for the site that an address belongs to by the site's part of the address."""
    parts = [unquote(part) for part in plain(url).partition("://")[2].split("/")[1:] if part]
    named = len(parts) > 1 and parts[0].casefold() in MANAGED_PATHS
    return directory.sites_matching((parts[1] if named else parts[-1] if parts else "").casefold())


def nearest(urls: Iterable[str], url: str) -> str:
    """The longest of the addresses that the address is or lies below; empty for none."""
    wanted = same(plain(url))
    found = [one for one in urls if wanted == same(one) or wanted.startswith(same(one) + "/")]
    return max(found, key=len, default="")


def plain(url: str) -> str:
    """Without query and fragment."""
    return url.strip().partition("?")[0].partition("#")[0]
