"""Sign-in as Microsoft's identity platform does it: discovery, authorize, token, keys, logout."""
