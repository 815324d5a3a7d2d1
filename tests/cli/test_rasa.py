"""Rasa's own commands work from the root of the project."""

import subprocess

import pytest

from bot.cli.leise import quiet_command
from bot.cli.umgebung import quiet_environment
from bot.settings import ROOT

pytestmark = pytest.mark.timeout(180)


def _rasa(*args: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        quiet_command("rasa", *args),
        cwd=ROOT,
        env=quiet_environment(),
        capture_output=True,
        text=True,
        timeout=170,
    )


def test_rasa_finds_nothing_wrong_with_domain_and_data():
    done = _rasa("data", "validate", "--fail-on-warnings")

    assert done.returncode == 0, done.stdout + done.stderr
