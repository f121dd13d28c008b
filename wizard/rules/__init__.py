"""What is wrong with a document. Rules report; they never raise, save, or know Django or HTTP.

Ids: R1 to R70 are the wizard's own rules, D1 and up what the document itself needs, W1 and up advice,
A1 and up what changed in the tenant since it was read, T1 and up traps.
"""

from wizard.rules.facts import CatalogFacts, Facts
from wizard.rules.problem import Level, Place, Problem
from wizard.rules.registry import RULES, blocking, check, rule

# isort: off
# In the order of the tabs, since problems of one tab are reported in the order of registration.
from wizard.rules import basics as basics
from wizard.rules import resource_roles as resource_roles
from wizard.rules import requests as requests
from wizard.rules import approval as approval
from wizard.rules import alternates as alternates
from wizard.rules import verified_ids as verified_ids
from wizard.rules import requestor_information as requestor_information
from wizard.rules import lifecycle as lifecycle
from wizard.rules import access_review as access_review
from wizard.rules import licences as licences
from wizard.rules import clouds as clouds
from wizard.rules import whole_package as whole_package
from wizard.rules import aging as aging
from wizard.rules import traps as traps
# isort: on

__all__ = ["RULES", "CatalogFacts", "Facts", "Level", "Place", "Problem", "blocking", "check", "rule"]
