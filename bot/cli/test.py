"""`wegweiser test`: the tests of this project."""

from __future__ import annotations

import argparse
import subprocess
import sys
from collections.abc import Sequence
from tempfile import TemporaryFile
from typing import IO

from bot.cli.modell import ensure_model
from bot.cli.umgebung import quiet_environment
from bot.settings import ROOT

BROWSER = "tests/browser"


def main(args: argparse.Namespace) -> int:
    """Runs pytest in the project's folder; everything after `test` is handed on.

    Without more words all tests run, those in the browser beside the others: they wait most of
    the time, and the second core would be idle.
    """
    if args.rest:
        return _pytest(args.rest).wait()
    ensure_model()
    with TemporaryFile() as output:
        beside = _pytest((BROWSER,), output)
        code = _pytest((f"--ignore={BROWSER}",)).wait()
        code = beside.wait() or code
        output.seek(0)
        sys.stdout.flush()
        sys.stdout.buffer.write(output.read())
        sys.stdout.flush()
    return code


def _pytest(words: Sequence[str], output: IO[bytes] | None = None) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-m", "pytest", *words]
    errors = None if output is None else subprocess.STDOUT
    environ = quiet_environment()
    return subprocess.Popen(command, cwd=ROOT, env=environ, stdout=output, stderr=errors)
