"""What the person sees of each part of the document. Five tabs edit; Review + create is a view of its own."""

from wizard.tabs.base import Tab, TabForm
from wizard.tabs.basics.tab import TAB as BASICS
from wizard.tabs.lifecycle.tab import TAB as LIFECYCLE
from wizard.tabs.requestor_information.tab import TAB as REQUESTOR_INFORMATION
from wizard.tabs.requests.tab import TAB as REQUESTS
from wizard.tabs.resource_roles.tab import TAB as RESOURCE_ROLES

#: In the wizard's order.
TABS = (BASICS, RESOURCE_ROLES, REQUESTS, REQUESTOR_INFORMATION, LIFECYCLE)
BY_KEY = {tab.key: tab for tab in TABS}
REVIEW = "review"

__all__ = ["BY_KEY", "REVIEW", "TABS", "Tab", "TabForm"]
