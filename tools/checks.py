"""`make check`: everything that can be judged without running the portal."""

import base64
import os
import secrets
import subprocess
from pathlib import Path

from tools.environment import PYTHON, ROOT, VENV

BIN = VENV / "bin"
MANAGE: list[Path | str] = [PYTHON, "manage.py"]

#: Name, command, and whether it needs settings like those of a real place.
CHECKS: tuple[tuple[str, list[Path | str]], ...] = (
    ("format", [BIN / "ruff", "format", "--check", "--quiet", "--diff", "."]),
    ("lint", [BIN / "ruff", "check", "--quiet", "."]),
    ("security lint", [BIN / "bandit", "-q", "-c", "pyproject.toml", "-r", "portal", "wizard", "manage.py"]),
    ("types", [BIN / "mypy", "--no-error-summary"]),
    ("import floors", [BIN / "lint-imports", "--no-cache"]),
    ("missing migrations", [*MANAGE, "makemigrations", "--check", "--dry-run"]),
    ("deployment", [*MANAGE, "check", "--deploy", "--fail-level", "WARNING"]),
)


def run_all() -> int:
    """Run every check, even after one failed; the number of those that did."""
    failed = [name for name, command in CHECKS if not _passes(name, command)]
    print(f"{len(CHECKS) - len(failed)} checks passed, {len(failed)} failed: {', '.join(failed) or 'none'}")
    return len(failed)


def _passes(name: str, command: list[Path | str]) -> bool:
    done = subprocess.run(
        command, cwd=ROOT, env=_surroundings(), check=False, stdout=subprocess.PIPE, stderr=subprocess.STDOUT
    )
    print(f"{'ok    ' if done.returncode == 0 else 'FAILED'} {name}", flush=True)
    if done.returncode:
        print(done.stdout.decode(errors="replace"), flush=True)
    return done.returncode == 0


def _surroundings() -> dict[str, str]:
    """Settings as a real place would have them, so that `check --deploy` judges those."""
    ours = {name: value for name, value in os.environ.items() if not name.startswith("PORTAL_")}
    return ours | {
        "PORTAL_SECRET_KEY": secrets.token_urlsafe(50),
        "PORTAL_ALLOWED_HOSTS": "portal.example.org",
        "PORTAL_TENANT_ID": "00000000-0000-0000-0000-000000000001",
        "PORTAL_CLIENT_ID": "00000000-0000-0000-0000-000000000002",
        "PORTAL_CLIENT_SECRET": secrets.token_urlsafe(20),
        "PORTAL_TOKEN_KEYS": base64.urlsafe_b64encode(secrets.token_bytes(32)).decode(),
    }
