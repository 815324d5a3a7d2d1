"""`python -m bot.cli.leise MODULE ARGS...` runs a module of others without its warnings."""

from __future__ import annotations

import runpy
import sys
from collections.abc import Sequence

from bot.cli.protokoll import write_json_lines
from bot.cli.prozesse import forks_die_with_us
from bot.cli.umgebung import preload, quieten


def quiet_command(module: str, *args: str) -> list[str]:
    """The command line that runs a module this way."""
    return [sys.executable, "-m", "bot.cli.leise", module, *args]


def main(argv: Sequence[str]) -> None:
    """Runs the module as if it had been started itself."""
    quieten()
    forks_die_with_us()
    write_json_lines()
    if argv[0] == "rasa":
        preload()
    sys.argv = list(argv)
    runpy.run_module(argv[0], run_name="__main__", alter_sys=True)


if __name__ == "__main__":
    main(sys.argv[1:])
