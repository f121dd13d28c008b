"""The connections to Graph: pooled, bounded, without memory."""

from http.cookiejar import DefaultCookiePolicy

import requests
from requests.adapters import HTTPAdapter

#: Seconds to connect, seconds to wait for the next bytes.
TIMEOUT = (3.05, 30.0)
#: Connections kept to one host; more calls than that wait for a free one.
POOL = 20


def pooled_session(*, trust_env: bool) -> requests.Session:
    """A session that threads may share.

    `trust_env` lets proxies and certificate bundles named in the environment apply.
    """
    session = requests.Session()
    adapter = HTTPAdapter(pool_connections=4, pool_maxsize=POOL, pool_block=True)
    session.mount("https://", adapter)
    session.mount("http://", adapter)
    session.cookies.set_policy(DefaultCookiePolicy(allowed_domains=[]))
    session.trust_env = trust_env
    session.headers["User-Agent"] = "access-package-portal"
    return session
