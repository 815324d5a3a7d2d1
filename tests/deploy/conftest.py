"""The same servers and databases as in the tests of the channel."""

from tests.channel.conftest import database, server, start

__all__ = ["database", "server", "start"]
