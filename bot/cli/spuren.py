"""Fingerprints: what a trained model was made of, so that we know when it is stale."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from importlib.metadata import PackageNotFoundError, version
from importlib.util import find_spec
from pathlib import Path

from bot.settings import ROOT

PARTS: Mapping[str, tuple[str, ...]] = {
    "config.yml": ("*.yml",),
    "domain.yml": ("*.yml",),
    "data/nlu": ("*.yml",),
    "data/stories": ("*.yml",),
    "data/rules": ("*.yml",),
    "data/responses": ("*.yml",),
    "data/verstehen": ("*",),
    "bot/nlu": ("*.py",),
    "bot/understanding": ("*.py",),
}
"""What goes into training, and which files of a folder count."""

SPACY_FOLDER = "var/spacy_de"


def fingerprint(root: Path = ROOT) -> dict[str, str]:
    """A short hash for each part, the spaCy pipeline and the versions that shape a model."""
    parts = {name: _hash(_files(root / name, kinds), root) for name, kinds in PARTS.items()}
    return {**parts, "spaCy": spacy_pipeline(root), "Rasa": package_version("rasa")}


def changed_parts(old: Mapping[str, str], new: Mapping[str, str]) -> list[str]:
    """The names of the parts that differ, in the order of `new`."""
    return [name for name, value in new.items() if old.get(name) != value]


def spacy_pipeline(root: Path = ROOT) -> str:
    """The German pipeline that would be loaded now, with its version or content."""
    if find_spec("de_core_news_sm") is not None:
        return f"de_core_news_sm {package_version('de-core-news-sm')}"
    content = _hash(_files(root / SPACY_FOLDER, ("meta.json", "config.cfg")), root)
    return f"{SPACY_FOLDER} {content}"


def package_version(name: str) -> str:
    """The installed version of a package, or `fehlt`."""
    try:
        return version(name)
    except PackageNotFoundError:
        return "fehlt"


def _files(path: Path, kinds: Iterable[str]) -> list[Path]:
    if path.is_file():
        return [path]
    return sorted({file for kind in kinds for file in path.rglob(kind) if file.is_file()})


def _hash(files: Iterable[Path], root: Path) -> str:
    digest = hashlib.sha256()
    for file in files:
        digest.update(f"{file.relative_to(root)}\0{file.stat().st_size}\0".encode())
        digest.update(file.read_bytes())
    return digest.hexdigest()[:16]
