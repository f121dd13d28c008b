"""What each picker picks, by the last part of its address."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from wizard.document import OriginSystem
from wizard.tabs.slots import slot_named


@dataclass(frozen=True, kw_only=True)
class Picking:
    """One picker: where its picks belong and what it offers."""

    slot: str
    tab: str
    title: str
    selected_title: str
    #: Set for the pickers of the Resource roles tab.
    resources: OriginSystem | None = None
    #: For people lists: users, groups or organizations.
    kinds: Sequence[str] = field(default_factory=tuple)


RESOURCE_PICKERS: dict[str, Picking] = {
    one.slot: one
    for one in (
        Picking(
            slot="groups",
            tab="resource-roles",
            title="Select groups",
            selected_title="Selected groups",
            resources="AadGroup",
        ),
        Picking(
            slot="applications",
            tab="resource-roles",
            title="Select applications",
            selected_title="Selected applications",
            resources="AadApplication",
        ),
        Picking(
            slot="sites",
            tab="resource-roles",
            title="Select SharePoint Online sites",
            selected_title="Selected sites",
            resources="SharePointOnline",
        ),
    )
}


def picking_for(slot: str) -> Picking | None:
    """The picker of that slot, or None for a slot that does not exist."""
    if slot in RESOURCE_PICKERS:
        return RESOURCE_PICKERS[slot]
    found = slot_named(slot)
    if found is None:
        return None
    return Picking(slot=slot, tab=found.tab, title=found.title, selected_title="Selected", kinds=found.kinds)
