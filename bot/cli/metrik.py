"""The figures of all Rasa processes on one port of this machine, for Prometheus."""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from pathlib import Path

from bot.cli.netz import LOOPBACK

VARIABLE = "PROMETHEUS_MULTIPROC_DIR"
"""Where the processes put their figures; the library knows no other way to set it."""


def begin(folder: Path) -> Mapping[str, str]:
    """An empty folder for the figures, and what the children must find in their environment."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    return {VARIABLE: str(folder)}


def serve(port: int, folder: Path) -> None:
    """Answers in the background; on loopback only, whatever the page listens on."""
    from prometheus_client import CollectorRegistry, start_http_server
    from prometheus_client.multiprocess import MultiProcessCollector

    registry = CollectorRegistry()
    MultiProcessCollector(registry, path=str(folder))  # type: ignore[no-untyped-call]
    start_http_server(port, addr=LOOPBACK, registry=registry)
