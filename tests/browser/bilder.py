"""Pictures of every screen of a running Wegweiser: python -m tests.browser.bilder ADRESSE ORDNER"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

from playwright.sync_api import sync_playwright

from tests.browser.conftest import ARGS, CHROMIUM, TELEFON
from tests.browser.test_echt import TURNS, click_on, wait_for_answer
from tests.browser.test_gespraech import button, type_text

ANSICHTEN: dict[str, dict[str, Any]] = {
    "telefon": {"viewport": TELEFON},
    "dunkel": {"viewport": TELEFON, "color_scheme": "dark"},
    "tisch": {"viewport": {"width": 1280, "height": 800}},
    "arabisch": {"viewport": TELEFON},
}


def take(page: Any, address: str, folder: Path, view: str) -> None:
    """One interview, one picture for each screen."""
    count = 0

    def picture(name: str) -> None:
        nonlocal count
        count += 1
        page.wait_for_timeout(300)
        page.screenshot(path=str(folder / f"{view}_{count:02}_{name}.png"))

    page.goto(address)
    wait_for_answer(page, 0)
    if view == "arabisch":
        button(page, "Sprache").click()
        picture("sprache")
        button(page, "العربية").click()
    for turns in range(1, TURNS):
        wait_for_answer(page, turns - 1)
        picture("turn")
        if page.locator("article").count():
            break
        click_on(page)
    button(page, "Menü").click()
    picture("menue")
    page.keyboard.press("Escape")
    turns = page.locator(".turn").count()
    for said in ("Was ist eine Duldung?", "Ich will nicht mehr leben", "asdf"):
        type_text(page, said)
        wait_for_answer(page, turns)
        turns += 1
        picture("antwort")
    button(page, "Mein Plan zum Mitnehmen").first.click()
    page.wait_for_url("**/plan")
    page.screenshot(path=str(folder / f"{view}_plan.png"), full_page=True)
    page.pdf(path=str(folder / f"{view}_plan.pdf"), format="A4")


def main(address: str, target: str) -> None:
    """All views."""
    folder = Path(target)
    folder.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGS)
        for view, options in ANSICHTEN.items():
            take(browser.new_context(locale="de-DE", **options).new_page(), address, folder, view)
        browser.close()


if __name__ == "__main__":
    main(*sys.argv[1:3])
