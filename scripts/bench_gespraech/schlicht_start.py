"""Trains the plain bot once, keeps the model in var/bench, and starts it as its users do."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from importlib.metadata import requires
from pathlib import Path

from bot.cli.modell import say, tail
from bot.cli.netz import LOOPBACK, free_port
from bot.settings import ROOT
from scripts.bench_gespraech import schlicht
from scripts.bench_gespraech.seiten import Seite, StartGescheitert, running

ABLAGE = ROOT / "var" / "bench"
STILL = {
    "RASA_TELEMETRY_ENABLED": "false",
    "SQLALCHEMY_SILENCE_UBER_WARNING": "1",
    "TF_CPP_MIN_LOG_LEVEL": "2",
}
ENDPOINTS = """\
action_endpoint:
  url: http://{host}:{port}/webhook
tracker_store:
  type: SQL
  dialect: sqlite
  db: rasa.db
"""


def trained(art: str, schnell: bool = False) -> Path:
    """The folder of a bot with its model, trained when it is not there yet."""
    files = schlicht.bot_files(art, schnell)
    folder = ABLAGE / f"schlicht-{art}-{schlicht.fingerprint(files)}"
    schlicht.write_bot(folder, art, schnell)
    if not (folder / "model.tar.gz").exists():
        _train(art, folder)
    return folder


def _train(art: str, folder: Path) -> None:
    say(f"Ich trainiere den schlichten Bot ({art}), das dauert bis zu fünf Minuten ...")
    begin, log = time.monotonic(), folder / "training.log"
    command = [sys.executable, "-m", "rasa", "train", "--out", "models"]
    command += ["--fixed-model-name", "model"]
    with log.open("wb") as file:
        done = subprocess.run(
            command, cwd=folder, env={**os.environ, **STILL}, stdout=file, stderr=file
        )
    model = folder / "models" / "model.tar.gz"
    if done.returncode or not model.exists():
        say(tail(log))
        raise StartGescheitert(f"das Training ist gescheitert ({log.relative_to(ROOT)})")
    model.replace(folder / "model.tar.gz")
    shutil.rmtree(folder / ".rasa", ignore_errors=True)
    say(f"Der schlichte Bot ({art}) ist trainiert nach {time.monotonic() - begin:.0f} Sekunden.")


def stock_jsonschema() -> Path | None:
    """A folder with the version of jsonschema that Rasa resolves by itself; None without net.

    Rasa allows a range and gets its newest; our lock takes the oldest, which is faster.
    """
    wanted = next(r for r in requires("rasa") or () if r.startswith("jsonschema"))
    wanted = wanted.split(";")[0].replace("(", "").replace(")", "").replace(" ", "")
    folder = ABLAGE / "jsonschema"
    if not (folder / "jsonschema").exists():
        uv = subprocess.run([ROOT / "scripts/find-uv"], capture_output=True, text=True)
        command = [uv.stdout.strip(), "pip", "install", "--quiet", "--no-deps"]
        command += ["--python", sys.executable, "--target", str(folder), wanted]
        if uv.returncode or subprocess.run(command).returncode:
            return None
    return folder


def jsonschema_version(environ: Mapping[str, str]) -> str:
    """The version that a process with this environment really loads."""
    code = "import warnings; warnings.simplefilter('ignore'); import jsonschema as j"
    done = subprocess.run(
        [sys.executable, "-c", code + "; print(j.__version__)"],
        env=dict(environ), capture_output=True, text=True, check=True,
    )  # fmt: skip
    return done.stdout.strip()


def environment() -> dict[str, str]:
    """What the plain bot finds: the stock jsonschema first, no setting of ours."""
    ours = {name: value for name, value in os.environ.items() if not name.startswith("WEGWEISER_")}
    found = {**ours, **STILL, "SANIC_HOST": LOOPBACK}
    if folder := stock_jsonschema():
        found["PYTHONPATH"] = str(folder)
    return found


@contextmanager
def plain_bot(folder: Path, environ: Mapping[str, str]) -> Iterator[Seite]:
    """The bot with a fresh SQLite file: `rasa run` and `rasa run actions`."""
    with tempfile.TemporaryDirectory() as place:
        here, port, actions = Path(place) / "bot", free_port(), free_port()
        shutil.copytree(folder, here)
        (here / "endpoints.yml").write_text(ENDPOINTS.format(host=LOOPBACK, port=actions))
        rasa = [sys.executable, "-m", "rasa", "run"]
        commands = [
            ([*rasa, "-i", LOOPBACK, "--port", str(port), "-m", "model.tar.gz"], here),
            ([*rasa, "actions", "--port", str(actions)], here),
        ]
        with running("rest", f"http://{LOOPBACK}:{port}", commands, environ) as seite:
            yield seite
