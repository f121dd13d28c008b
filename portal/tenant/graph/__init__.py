"""Microsoft Graph v1.0: one module per area, each handler decodes, asks or changes the state, and encodes."""
