"""Lighthouse on the real page: scripts/lighthouse [ADRESSE] calls this with the program's place."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.browser.conftest import ARGS, CHROMIUM
from tests.conftest import running_house

MINDESTENS = {"performance": 95, "accessibility": 100, "best-practices": 100}
SEITEN = ("", "datenschutz", "einfach")


def scores(program: str, url: str) -> dict[str, int]:
    """What Lighthouse gives a page on a phone, 0 to 100."""
    with TemporaryDirectory() as folder:
        file = Path(folder) / "ergebnis.json"
        flags = f"--chrome-flags={' '.join(['--headless', *ARGS, f'--user-data-dir={folder}'])}"
        what = f"--only-categories={','.join(MINDESTENS)}"
        subprocess.run(
            [program, url, "--quiet", "--output=json", f"--output-path={file}", what, flags],
            check=True,
            env={**os.environ, "CHROME_PATH": CHROMIUM},
        )
        found = json.loads(file.read_text("utf-8"))["categories"]
    return {name: round(100 * found[name]["score"]) for name in MINDESTENS}


def measure(program: str, address: str) -> bool:
    """Prints a line for each page; whether all are good enough."""
    found = {name: scores(program, address + name) for name in SEITEN}
    for name, werte in found.items():
        print(json.dumps({"seite": f"/{name}", **werte}))
    return all(
        werte[name] >= least for werte in found.values() for name, least in MINDESTENS.items()
    )


def main(program: str, address: str = "") -> bool:
    """Measures this address, or a Wegweiser with an empty database."""
    if address:
        return measure(program, address)
    with TemporaryDirectory() as empty, running_house(db=f"sqlite:///{empty}/l.db") as house:
        return measure(program, house.adresse)


if __name__ == "__main__":
    sys.exit(0 if main(*sys.argv[1:3]) else 1)
