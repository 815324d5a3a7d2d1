"""The built files of the page belong to its sources: byte for byte where there is Node."""

from __future__ import annotations

import hashlib
import json
import shutil
import subprocess
from collections.abc import Iterator

import pytest

from bot.channel.seite import DIST

WEB = DIST.parent


def stamp(names: Iterator[str]) -> str:
    """As build.mjs does it."""
    found = hashlib.sha256()
    for name in names:
        found.update(f"{name}\0".encode() + (WEB / name).read_bytes() + b"\0")
    return found.hexdigest()


def files_in(folder: str) -> list[str]:
    return sorted(f"{folder}/{file.name}" for file in (WEB / folder).iterdir())


def test_the_built_files_belong_to_the_sources_and_nobody_touched_them() -> None:
    built = json.loads((WEB / "gebaut.json").read_text())
    sources = ["build.mjs", "package-lock.json", *files_in("src")]
    assert built["quellen"] == stamp(iter(sources)), "src/ ist neuer als dist/: npm run build"
    assert built["dist"] == stamp(iter(files_in("dist"))), "dist/ ist von Hand geändert"


def test_building_again_gives_the_same_bytes() -> None:
    if not shutil.which("node") or not (WEB / "node_modules").exists():
        pytest.skip("Node oder node_modules fehlt: make seite")
    subprocess.run(["node", "build.mjs", "--check"], cwd=WEB, check=True)
