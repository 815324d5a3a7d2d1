"""The trained model: where it lies, what it was made of, and training it when that changed."""

from __future__ import annotations

import fcntl
import hashlib
import json
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from bot.cli.abbruch import FAILED, Abbruch
from bot.cli.leise import quiet_command
from bot.cli.spuren import changed_parts, fingerprint
from bot.cli.umgebung import quiet_environment
from bot.settings import ROOT

MODEL = ROOT / "models" / "wegweiser.tar.gz"
TRAINING_DATA = ("data/nlu", "data/rules", "data/stories", "data/responses")
LOG = ROOT / "var" / "log" / "training.log"


@dataclass(frozen=True)
class Steckbrief:
    """What stands beside a model: its parts, its own hash, and when it was trained."""

    teile: Mapping[str, str] = field(default_factory=dict)
    archiv: str = ""
    trainiert: str = ""


def read_steckbrief(model: Path = MODEL) -> Steckbrief | None:
    """The note beside the model; None when model or note is missing or does not fit."""
    try:
        note = Steckbrief(**json.loads(_note(model).read_text("utf-8")))
        return note if note.archiv == _hash(model) else None
    except (OSError, ValueError, TypeError):
        return None


def reason_to_train(model: Path = MODEL) -> str | None:
    """Why the model cannot be used as it is, as the end of a sentence; None when it can."""
    note = read_steckbrief(model)
    if note is None:
        return "das Modell beschädigt ist" if model.exists() else "es noch kein Modell gibt"
    changed = changed_parts(note.teile, fingerprint())
    if not changed:
        return None
    if "spaCy" in changed:
        return f"das Modell mit einer anderen spaCy-Pipeline entstand ({note.teile.get('spaCy')})"
    return f"sich etwas geändert hat: {', '.join(changed)}"


def ensure_model(force: bool = False) -> Path:
    """The path of a model that fits the data, trained now when needed. Raises Abbruch."""
    if not force and reason_to_train() is None:
        return MODEL  # auch dort, wo nichts geschrieben werden darf
    with _one_at_a_time():
        reason = "du es willst" if force else reason_to_train()
        if reason:
            _train(reason)
    return MODEL


def _train(reason: str) -> None:
    say(f"Ich trainiere das Sprachmodell, weil {reason} (etwa 20 Sekunden) ...")
    teile, start = fingerprint(), time.monotonic()
    folder = ROOT / "var" / "training"
    LOG.parent.mkdir(parents=True, exist_ok=True)
    with LOG.open("wb") as log:
        code = _wait_visibly(
            subprocess.Popen(
                _command(folder), cwd=ROOT, env=quiet_environment(), stdout=log, stderr=log
            )
        )
    trained = folder / MODEL.name
    if code or not trained.exists():
        say(tail(LOG))
        raise Abbruch(f"Das Training ist gescheitert (siehe {LOG.relative_to(ROOT)}).", FAILED)
    MODEL.parent.mkdir(exist_ok=True)
    archiv = _hash(trained)
    trained.replace(MODEL)
    jetzt = datetime.now().astimezone().isoformat(timespec="seconds")
    note = {"teile": teile, "archiv": archiv, "trainiert": jetzt}
    _note(MODEL).write_text(json.dumps(note, ensure_ascii=False, indent=2) + "\n", "utf-8")
    say(f"Das Modell ist fertig nach {time.monotonic() - start:.0f} Sekunden.")


def _command(folder: Path) -> list[str]:
    data = [name for name in TRAINING_DATA if (ROOT / name).exists()]
    return [
        *quiet_command("rasa", "train", "--fixed-model-name", "wegweiser"),
        *("--domain", "domain.yml", "--config", "config.yml", "--out", str(folder)),
        *("--data", *data),
    ]


def _wait_visibly(process: subprocess.Popen[bytes]) -> int:
    """Waits for a child and shows on a terminal that time goes on."""
    start = time.monotonic()
    try:
        while True:
            try:
                return process.wait(timeout=1)
            except subprocess.TimeoutExpired:
                if sys.stderr.isatty():
                    print(f"\r{time.monotonic() - start:3.0f} s ", end="", file=sys.stderr)
    finally:
        if process.poll() is None:
            process.terminate()
            process.wait()
        if sys.stderr.isatty():
            print("\r", end="", file=sys.stderr)


@contextmanager
def _one_at_a_time() -> Iterator[None]:
    lock = ROOT / "var" / "training.lock"
    lock.parent.mkdir(exist_ok=True)
    with lock.open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


def _note(model: Path) -> Path:
    return model.with_name("wegweiser.json")


def _hash(file: Path) -> str:
    return hashlib.sha256(file.read_bytes()).hexdigest()


def tail(log: Path, lines: int = 12) -> str:
    """The last lines of a log for the person at the terminal, without the frames of tracebacks."""
    try:
        text = log.read_text("utf-8", "replace").splitlines()
    except OSError:
        return ""
    return "\n".join([line for line in text if line.strip() and not line.startswith(" ")][-lines:])


def say(text: str) -> None:
    """A message for the person at the terminal; standard output is for results."""
    print(text, file=sys.stderr, flush=True)
