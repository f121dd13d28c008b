"""Traps: what the rules allow and people regret (T1 and up). Warnings only; each says what to do.

Those that need the tenant's word look at `Facts.seen` and stay silent without it.
"""

# isort: off
# In the order of the tabs, since problems of one tab are reported in the order of registration.
from wizard.rules.traps import naming as naming
from wizard.rules.traps import resources as resources
from wizard.rules.traps import audience as audience
from wizard.rules.traps import organizations as organizations
from wizard.rules.traps import people as people
from wizard.rules.traps import approvers as approvers
from wizard.rules.traps import overlap as overlap
from wizard.rules.traps import questions as questions
from wizard.rules.traps import lifecycle as lifecycle
# isort: on
