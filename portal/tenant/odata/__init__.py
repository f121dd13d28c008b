"""The part of OData that Graph's lists understand."""
