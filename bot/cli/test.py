"""`wegweiser test`: the tests of this project."""

from __future__ import annotations

import argparse
import subprocess
import sys

from bot.cli.umgebung import quiet_environment
from bot.settings import ROOT


def main(args: argparse.Namespace) -> int:
    """Runs pytest in the project's folder; everything after `test` is handed on."""
    command = [sys.executable, "-m", "pytest", *args.rest]
    return subprocess.run(command, cwd=ROOT, env=quiet_environment(), check=False).returncode
