"""What is wrong with a document. Rules report; they never raise, save, or know Django or HTTP."""

from wizard.rules.facts import CatalogFacts, Facts
from wizard.rules.problem import Level, Place, Problem
from wizard.rules.registry import RULES, blocking, check, rule

__all__ = ["RULES", "CatalogFacts", "Facts", "Level", "Place", "Problem", "blocking", "check", "rule"]
