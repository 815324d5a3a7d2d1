"""One script tag puts the conversation into any page: of another origin, twice, without traces."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

from bot.channel.settings import ChannelSettings
from tests.browser.test_gespraech import button, interview

FREMD = """<!doctype html><html lang="de"><head><title>Schule</title>
<meta http-equiv="Content-Security-Policy" content="default-src 'none';
  style-src 'unsafe-inline' {server};
  script-src {server}; connect-src {server}; form-action {server}">
<style>
  html {{ font-size: 8px }}
  * {{ color: rgb(255, 0, 0) !important; letter-spacing: 9px !important }}
  button, p, input {{ display: none !important }}
  wegweiser-chat {{ font: italic 6px serif; text-transform: uppercase; text-align: right }}
</style></head><body>
<h1 class="kopf">Schule</h1><h2 class="karte">Kurse</h2>
{widgets}
</body></html>"""
TAG = '<script src="{server}/wegweiser.js" defer></script>'
WIDGETS = "<wegweiser-chat></wegweiser-chat><wegweiser-chat></wegweiser-chat>"


class Leise(SimpleHTTPRequestHandler):
    """Serves files and says nothing."""

    def log_message(self, *_: object) -> None:
        """Tests are quiet."""


@pytest.fixture
def foreign(tmp_path: Path) -> Iterator[tuple[Path, str]]:
    """A folder that another origin serves, and its address."""
    folder = tmp_path / "fremd"
    folder.mkdir()
    web = ThreadingHTTPServer(("127.0.0.1", 0), partial(Leise, directory=str(folder)))
    threading.Thread(target=web.serve_forever, daemon=True).start()
    yield folder, f"http://localhost:{web.server_address[1]}"
    web.shutdown()
    web.server_close()


@pytest.fixture
def server(tmp_path: Path, foreign: tuple[Path, str]) -> Iterator[Any]:
    """The channel, which lets the foreign origin in."""
    from tests.browser.drehbuch import answer
    from tests.channel.werkstatt import Server

    settings = ChannelSettings(anfragen_pro_sekunde=0, sitzungen_pro_minute=0, einbetten=foreign[1])
    server = Server(f"sqlite:///{tmp_path / 'seite.db'}", settings)
    server.bot.answer = answer
    yield server
    server.stop()


@pytest.fixture
def school(phone: Callable[..., Any], server: Any, foreign: tuple[Path, str]) -> Any:
    """A page of a school with two conversations on it."""
    folder, address = foreign
    for name, widgets in (("mit", TAG + WIDGETS), ("ohne", "")):
        text = FREMD.replace("{widgets}", widgets).format(server=server.base)
        (folder / f"{name}.html").write_text(text.replace("{server}", server.base))
    page = phone(viewport={"width": 800, "height": 900}).new_page()
    page.goto(f"{address}/mit.html")
    page.get_by_text("Frage nach wunsch?").nth(1).wait_for()
    return page


def test_one_script_tag_is_enough_and_two_widgets_are_two_conversations(
    school: Any, server: Any
) -> None:
    first, second = (school.locator("wegweiser-chat").nth(i) for i in (0, 1))
    interview(first)
    button(first, "Ja, weiter").click()
    first.get_by_role("heading", name="Jugend-Migrations-Dienst").wait_for()
    assert second.get_by_text("Frage nach ort?").count() == 0
    button(second, "Deutsch lernen").click()
    assert first.get_by_text("Deutsch lernen").count() == 0
    assert len(server.rows()["sitzung"]) == 2
    with school.expect_popup() as popup:
        button(first, "Mein Plan zum Mitnehmen").click()
    popup.value.get_by_text("Das bringst du mit").wait_for()
    assert "localhost" in school.url


def test_styles_leak_neither_in_nor_out(school: Any, foreign: tuple[Path, str]) -> None:
    look = """(e) => { const s = getComputedStyle(e); return [s.fontSize, s.color, s.letterSpacing,
      s.textTransform, s.fontStyle, s.textAlign, s.display, s.borderTopWidth] }"""
    question = school.get_by_text("Frage nach wunsch?").first
    size, color, spacing, transform, style, align, display, _ = question.evaluate(look)
    assert (size, spacing, transform, style, display) == (
        "18px",
        "normal",
        "none",
        "normal",
        "block",
    )
    assert color != "rgb(255, 0, 0)"
    assert align == "start"
    assert button(school, "Eine Ausbildung").first.is_visible()
    heads = [school.locator(f"body > {name}").evaluate(look) for name in ("h1", "h2")]
    plain = school.context.new_page()
    plain.goto(f"{foreign[1]}/ohne.html")
    assert heads == [plain.locator(f"body > {name}").evaluate(look) for name in ("h1", "h2")]


def test_no_global_name_is_added(school: Any, foreign: tuple[Path, str]) -> None:
    names = "Object.getOwnPropertyNames(window)"
    with_widget = set(school.evaluate(names))
    plain = school.context.new_page()
    plain.goto(f"{foreign[1]}/ohne.html")
    assert with_widget - set(plain.evaluate(names)) == set()


def test_an_origin_that_is_not_allowed_gets_no_conversation(
    phone: Callable[..., Any], server: Any, foreign: tuple[Path, str]
) -> None:
    folder, address = foreign
    text = FREMD.replace("{widgets}", TAG + WIDGETS).format(server=server.base)
    (folder / "mit.html").write_text(text.replace("{server}", server.base))
    page = phone().new_page()
    page.goto(address.replace("localhost", "127.0.0.1") + "/mit.html")
    page.get_by_text("Das geht gerade nicht.").first.wait_for()
    assert page.get_by_text("Frage nach wunsch?").count() == 0
