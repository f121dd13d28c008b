"""One running tenant: its data, its switches, and what it remembers of the requests it answered."""

import time
from collections import deque
from dataclasses import dataclass, field
from typing import Any

from portal.tenant.faults import Faults
from portal.tenant.search import SearchIndex
from portal.tenant.settings import Settings
from portal.tenant.state import State
from portal.tenant.turns import Turns

REQUESTS_KEPT = 2000


@dataclass
class Tenant:
    """Everything a handler may touch."""

    state: State
    settings: Settings = field(default_factory=Settings)
    faults: Faults = field(default_factory=Faults)
    requests: deque[dict[str, Any]] = field(default_factory=lambda: deque(maxlen=REQUESTS_KEPT))
    codes: dict[str, dict[str, Any]] = field(default_factory=dict)  # authorization codes not yet redeemed
    turns: Turns = field(default_factory=Turns)
    control: bool = True

    def __post_init__(self) -> None:
        self.index = SearchIndex(self.state)

    def now(self) -> float:
        """The tenant's own time, in seconds since 1970."""
        return time.time() + self.settings.clock_offset_seconds

    @property
    def tenant_id(self) -> str:
        return str(self.state.facts["tenantId"])
