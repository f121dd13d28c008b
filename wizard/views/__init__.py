"""Views load, guard, call and answer. What a command line would share lives below."""
