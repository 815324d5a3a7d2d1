"""schemathesis sends what docs/openapi.yml allows and forbids, and compares every answer with it.

It does not go together with Rasa's packages, so that it runs in an environment of its own.
"""

from __future__ import annotations

import os
import re
import subprocess
from pathlib import Path

import pytest

from bot.settings import ROOT
from tests.conftest import running_house

SCHEMATHESIS = "schemathesis==4.30.1"
CHECKS = (
    "not_a_server_error",
    "status_code_conformance",
    "content_type_conformance",
    "response_headers_conformance",
    "response_schema_conformance",
    "use_after_free",
)
JE_WEG = int(os.environ.get("HAERTE_EINGABEN", "10000")) // 12

pytestmark = [pytest.mark.server, pytest.mark.haerte]


@pytest.mark.timeout(3 * 3600)
def test_the_channel_keeps_to_its_description(trained_model: Path, tmp_path: Path) -> None:
    uv = subprocess.run(
        [ROOT / "scripts" / "find-uv"], capture_output=True, text=True, check=True
    ).stdout.strip()
    with running_house(db=f"sqlite:///{tmp_path / 'haus.db'}") as haus:
        done = subprocess.run(
            [
                *(uv, "tool", "run", "--quiet", "--from", SCHEMATHESIS, "schemathesis", "run"),
                *(str(ROOT / "docs" / "openapi.yml"), "--url", haus.adresse.rstrip("/")),
                *("--checks", ",".join(CHECKS), "--mode", "all", "--continue-on-failure"),
                *("--max-examples", str(JE_WEG), "--seed", "20261122", "--workers", "2"),
                *("--suppress-health-check", "all", "--request-timeout", "60", "--no-shrink"),
            ],
            cwd=tmp_path,
            capture_output=True,
            text=True,
            env={**os.environ, "NO_COLOR": "1"},
        )
    print(done.stdout[-1500:])
    assert done.returncode == 0, done.stdout[-8000:] + done.stderr[-2000:]
    generated = re.search(r"(\d+) generated", done.stdout)
    assert generated and int(generated[1]) >= JE_WEG
