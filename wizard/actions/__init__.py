"""Every change of state: one keyword-only function each. Views, commands and the API call the same ones."""
