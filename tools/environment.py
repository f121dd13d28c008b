"""The virtual environment: made from hashed pins, anew only when they or the interpreter changed."""

import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
STAMP = VENV / "installed-pins"

RUNTIME = ROOT / "requirements.txt"
#: Holds everything in RUNTIME too.
DEVELOPMENT = ROOT / "requirements-dev.txt"


class CannotInstall(Exception):
    """The environment cannot be made; the message says what to do."""


def ensure(pins: Path) -> None:
    """Bring `.venv` to these pins. Raises CannotInstall."""
    installed = STAMP.read_text() if STAMP.exists() and PYTHON.exists() else ""
    if installed in {fingerprint(pins), fingerprint(DEVELOPMENT)}:
        return
    print(f"Installing {pins.name} into {VENV.name} ...", flush=True)
    STAMP.unlink(missing_ok=True)
    if not PYTHON.exists():
        create()
    install(pins)
    STAMP.write_text(fingerprint(pins))


def fingerprint(pins: Path) -> str:
    """Changes with the pins and with the interpreter."""
    return hashlib.sha256(pins.read_bytes() + sys.version.encode()).hexdigest()


def create() -> None:
    """An empty environment, by uv when there is one."""
    uv = shutil.which("uv")
    if uv and run([uv, "venv", "--quiet", "--seed", "--python", sys.executable, str(VENV)]):
        return
    if not run([sys.executable, "-m", "venv", "--clear", str(VENV)]):
        raise CannotInstall(
            "Python cannot make a virtual environment here. On Debian: apt-get install python3-venv"
        )


def install(pins: Path) -> None:
    """By uv when there is one; it ignores pip's configuration, so pip follows when uv fails."""
    uv = shutil.which("uv")
    if uv and run([uv, "pip", "sync", "--quiet", "--require-hashes", "--python", str(PYTHON), str(pins)]):
        return
    if not run([str(PYTHON), "-m", "pip", "install", "--quiet", "--require-hashes", "-r", str(pins)]):
        raise CannotInstall(f"The packages of {pins.name} could not be installed; see above.")


def run(command: list[str]) -> bool:
    """Whether the command went well."""
    return subprocess.run(command, cwd=ROOT, check=False).returncode == 0


def become(command: list[str]) -> None:
    """Let another program take this one's place, so that signals reach it."""
    sys.stdout.flush()
    os.execv(command[0], command)
