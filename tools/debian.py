"""Packages of Debian and its relatives, installed only when root asks."""

import os
import shutil
import subprocess

QUIET = {"DEBIAN_FRONTEND": "noninteractive"}


def can_install() -> bool:
    """Whether this is root on a machine with apt-get."""
    return hasattr(os, "geteuid") and os.geteuid() == 0 and shutil.which("apt-get") is not None


def install(*packages: str) -> bool:
    """Install the packages with a fresh list; whether that went well."""
    commands = (["apt-get", "update"], ["apt-get", "install", "-y", "--no-install-recommends", *packages])
    return all(_run(command) for command in commands)


def _run(command: list[str]) -> bool:
    done = subprocess.run(command, env=os.environ | QUIET, stdout=subprocess.DEVNULL, check=False)
    return done.returncode == 0
