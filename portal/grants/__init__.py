"""Which catalogs the portal's own roles are given: rows and their changes. portal.rights judges by them."""
