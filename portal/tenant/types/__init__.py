"""The bodies that entitlement management takes: hand-written types and the check of a body against them."""
