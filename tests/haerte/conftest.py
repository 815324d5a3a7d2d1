"""The long tests run with `make haerte`; without it their short sisters do."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.haerte import dienste


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leaves out what is marked `haerte` unless it was asked for."""
    if "haerte" in config.getoption("markexpr"):
        return
    long = [item for item in items if item.get_closest_marker("haerte")]
    if long:
        config.hook.pytest_deselected(items=long)
        items[:] = [item for item in items if item not in long]


@pytest.fixture
def postgres() -> Iterator[dienste.Postgres]:
    """A PostgreSQL of its own."""
    _need()
    dienst = dienste.Postgres()
    yield from _running(dienst)


@pytest.fixture
def redis() -> Iterator[dienste.Redis]:
    """A Redis of its own."""
    _need()
    yield from _running(dienste.Redis())


def _running(dienst: dienste.Dienst) -> Iterator[dienste.Dienst]:
    try:
        dienst.start()
        yield dienst
    finally:
        dienst.remove()


def _need() -> None:
    import os

    if (missing := dienste.missing()) and not os.environ.get("CI"):
        pytest.skip(f"nicht installiert: {', '.join(missing)}")
