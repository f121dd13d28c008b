"""`python -m portal.tenant`: the tenant without the portal's management commands."""

import argparse

from portal.tenant.server import add_arguments, run

if __name__ == "__main__":
    parser = argparse.ArgumentParser(
        prog="python -m portal.tenant", description="Run the simulated Microsoft tenant."
    )
    add_arguments(parser)
    run(vars(parser.parse_args()))
