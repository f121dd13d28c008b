"""Is this portal connected to its tenant? `asking` looks, `judging` says what that means, purely."""
