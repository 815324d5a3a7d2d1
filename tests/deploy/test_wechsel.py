"""The whole house with a real model: a backup brought back, and another model in between."""

from __future__ import annotations

import json
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from bot.cli.netz import free_port
from bot.cli.umgebung import quiet_environment
from bot.settings import ROOT
from tests.conftest import STICHTAG, Haus, running_house

pytestmark = [pytest.mark.server, pytest.mark.lang, pytest.mark.timeout(600)]

TEILE = ("actions", "bot", "data", "models", "config.yml", "domain.yml", "credentials.yml")
ANTWORTEN = [
    {"antwort": {"fakt": "rolle", "wert": "selbst"}},
    {"antwort": {"fakt": "wunsch", "wert": ["ausbildung"]}},
    {"text": "ich wohne in Viersen"},
    {"text": "ich bin 17"},
]


def begin(haus: Haus) -> str:
    return str(haus.request("POST", "/webhooks/web/sitzung", {})[1]["sitzung"])


def say(haus: Haus, token: str, nr: int) -> Any:
    nachricht = {"sitzung": token, "nr": nr, **ANTWORTEN[nr - 1]}
    status, inhalt = haus.request("POST", "/webhooks/web/nachricht", nachricht)
    assert status == 200, inhalt
    return inhalt["antworten"]


def changed_copy(folder: Path) -> Path:
    """The project with other examples to learn from: its model is another one."""
    for name in TEILE:
        source = ROOT / name
        copy = shutil.copytree if source.is_dir() else shutil.copy
        copy(source, folder / name)
    shutil.copytree(ROOT / "var" / "spacy_de", folder / "var" / "spacy_de")
    file = next(iter(sorted((folder / "data" / "nlu").glob("*.yml"))))
    text = file.read_text("utf-8")
    first = text.index("\n    - ")
    file.write_text(f"{text[:first]}\n    - moin moin zusammen{text[first:]}", "utf-8")
    return folder


@contextmanager
def house_in(folder: Path, db: str) -> Iterator[Haus]:
    """`wegweiser run` in another folder; it trains a model of its own first."""
    argv = [sys.executable, "-m", "bot.cli", "run", "--port", str(free_port())]
    environ = {**quiet_environment(), "WEGWEISER_DB": db}
    process = subprocess.Popen(
        [*argv, "--stichtag", STICHTAG], cwd=folder, env=environ, stdout=subprocess.PIPE, text=True
    )
    assert process.stdout is not None
    yield Haus(process.stdout.readline().strip(), process)
    process.terminate()
    process.communicate(timeout=60)


def test_a_conversation_goes_on_with_another_model(trained_model: Path, tmp_path: Path) -> None:
    db = f"sqlite:///{tmp_path / 'haus.db'}"
    with running_house("--stichtag", STICHTAG, db=db) as old:
        token, other = begin(old), begin(old)
        for nr in (1, 2):
            third = say(old, token, nr)
        expected = [say(old, other, nr) for nr in (1, 2, 3, 4)][2:]

    folder = changed_copy(tmp_path / "neu")
    with house_in(folder, db) as new:
        assert [say(new, token, nr) for nr in (3, 4)] == expected
        assert say(new, token, 2) == third
    notes = [json.loads((f / "models" / "wegweiser.json").read_text()) for f in (ROOT, folder)]
    assert notes[0]["archiv"] != notes[1]["archiv"]


def test_a_house_that_was_brought_back_answers_as_the_old_one_did(
    trained_model: Path, tmp_path: Path
) -> None:
    with running_house("--stichtag", STICHTAG, db=f"sqlite:///{tmp_path / 'alt.db'}") as old:
        token = begin(old)
        for nr in (1, 2):
            say(old, token, nr)
        with sqlite3.connect(tmp_path / "alt.db") as source:
            source.backup(sqlite3.connect(tmp_path / "neu.db"))
        expected = [say(old, token, nr) for nr in (3, 4)]
    (tmp_path / "alt.db").unlink()
    with running_house("--stichtag", STICHTAG, db=f"sqlite:///{tmp_path / 'neu.db'}") as new:
        assert [say(new, token, nr) for nr in (3, 4)] == expected
