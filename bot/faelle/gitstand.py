"""Folders of the project as they stood in a git revision."""

from __future__ import annotations

import io
import subprocess
import tarfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory


class KeineFassung(ValueError):
    """There is no such revision, or it lacks a folder; one line says what is allowed."""


@contextmanager
def unpacked(rev: str, root: Path, *ordner: str) -> Iterator[Path]:
    """Some folders of a revision below a new folder that goes away. Raises KeineFassung."""
    archiv = _archive(rev, root, ordner)
    with TemporaryDirectory() as ziel:
        with tarfile.open(fileobj=io.BytesIO(archiv)) as tar:
            tar.extractall(ziel, filter="data")
        yield Path(ziel)


def commit_of(rev: str, root: Path) -> str:
    """The whole name of a revision. Raises KeineFassung."""
    stand = _git(root, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{rev}^{{commit}}")
    if stand.returncode or not rev:
        raise KeineFassung(
            f"{rev[:60]!r} ist keine Fassung in git. Erlaubt: main, HEAD~3, a1b2c3d ..."
        )
    return stand.stdout.decode().strip()


def latest(root: Path, anzahl: int = 20) -> tuple[tuple[str, str], ...]:
    """The last revisions: short name and what was done when; none where there is no git."""
    try:
        log = _git(root, "log", f"-{anzahl}", "--format=%h%x09%cs %s", "--", "data")
    except KeineFassung:
        return ()
    zeilen = log.stdout.decode("utf-8", "replace").splitlines()
    return tuple((teile[0], teile[2]) for zeile in zeilen if (teile := zeile.partition("\t"))[1])


def changed_files(rev: str, root: Path, *pfade: str) -> tuple[str, ...]:
    """Files below some paths that differ from a revision, each with lines added and taken."""
    diff = _git(root, "diff", "--numstat", commit_of(rev, root), "--", *pfade)
    zeilen = (zeile.split("\t") for zeile in diff.stdout.decode("utf-8", "replace").splitlines())
    return tuple(f"{name} (+{dazu} −{weg})" for dazu, weg, name in zeilen)


def _archive(rev: str, root: Path, ordner: tuple[str, ...]) -> bytes:
    """The files of a revision as a tar."""
    archiv = _git(root, "archive", "--format=tar", commit_of(rev, root), "--", *ordner)
    if archiv.returncode:
        raise KeineFassung(f"In {rev} gibt es keinen Ordner {' oder '.join(ordner)}")
    return archiv.stdout


def _git(root: Path, *argumente: str) -> subprocess.CompletedProcess[bytes]:
    try:
        return subprocess.run(["git", "-C", str(root), *argumente], capture_output=True)
    except FileNotFoundError:
        raise KeineFassung("git ist nicht installiert. Ohne git gibt es keinen Vergleich") from None
