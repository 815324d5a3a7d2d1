"""Chromium from the system and a page to test: with scripted answers, or the real Wegweiser."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

CHROMIUM = os.environ.get("CHROMIUM", "/usr/bin/chromium")
ARGS = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
]  # fmt: skip
TELEFON = {"width": 360, "height": 640}


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Every test here needs a browser."""
    for item in items:
        if "tests/browser" in str(item.path):
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session")
def browser() -> Iterator[Any]:
    """One browser for all tests; skipped by name where there is none, except in CI."""
    if not Path(CHROMIUM).exists() and not os.environ.get("CI"):
        pytest.skip(f"{CHROMIUM} fehlt: apt-get install chromium")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGS)
        yield chromium
        chromium.close()


@pytest.fixture
def phone(browser: Any) -> Iterator[Callable[..., Any]]:
    """Makes phones: contexts with a small screen that fail the test on any script error."""
    contexts: list[Any] = []
    errors: list[str] = []

    def phone(**options: Any) -> Any:
        context = browser.new_context(**{"viewport": TELEFON, "locale": "de-DE", **options})
        context.on("weberror", lambda error: errors.append(str(error.error)))
        contexts.append(context)
        return context

    yield phone
    for context in contexts:
        context.close()
    assert not errors


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Any]:
    """The channel with scripted answers; limits off, as all tests share one address."""
    from bot.channel.settings import ChannelSettings
    from tests.browser.drehbuch import answer
    from tests.channel.werkstatt import Server

    settings = ChannelSettings(anfragen_pro_sekunde=0, sitzungen_pro_minute=0)
    server = Server(f"sqlite:///{tmp_path / 'seite.db'}", settings)
    server.bot.answer = answer
    yield server
    server.stop()


@pytest.fixture
def page(phone: Callable[..., Any], server: Any) -> Any:
    """The page on one phone, at its first question."""
    page = phone().new_page()
    open_page(page, server)
    return page


def open_page(page: Any, server: Any) -> None:
    """Open the page and wait for its first question."""
    page.goto(server.base)
    page.get_by_text("Frage nach wunsch?").wait_for()
    wait_for_session(page)


def wait_for_session(page: Any) -> None:
    """The first question is there at once; the session behind it comes a moment later."""
    page.wait_for_function("() => JSON.stringify(localStorage).includes('sitzung')")
