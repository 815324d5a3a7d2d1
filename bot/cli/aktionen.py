"""`wegweiser aktionen`: one action server by itself, for a machine or container of its own."""

from __future__ import annotations

import argparse
import os

from bot.cli.netz import LOOPBACK, check_port
from bot.cli.run import actions_command, actions_environment, prepare_data
from bot.cli.umgebung import quiet_environment
from bot.settings import read_settings

PORT = 5055


def main(args: argparse.Namespace) -> int:
    """Reads rules, texts and offers, then becomes the server: signals reach it directly."""
    settings = read_settings()
    host, port = args.host or LOOPBACK, args.port or PORT
    check_port(host, port, "aktionen")
    prepare_data(settings)
    more = {"WEGWEISER_DB": settings.db, **actions_environment(settings.aktionen_hier or 1, host)}
    argv = actions_command(port)
    os.execve(argv[0], list(argv), quiet_environment(more))
