"""The simulated Microsoft tenant: its own process, met on the wire only.

It signs people in and answers Microsoft Graph v1.0 requests for entitlement management and the directory
look-ups around it. It knows nothing of Django or of the portal. Cut as moto cuts a cloud: routes, handlers
(decode, call, encode), state (knows no HTTP) and refusals in the vendor's own words. See
docs/simulated-tenant.md.
"""
