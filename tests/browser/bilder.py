"""Pictures of every screen, for people to look at: python -m tests.browser.bilder ORDNER [ADRESSE]

Without an address it starts a Wegweiser of its own.
"""

from __future__ import annotations

import sys
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from playwright.sync_api import sync_playwright

from tests.browser.conftest import ARGS, CHROMIUM, TELEFON
from tests.browser.test_echt import TURNS, click_on, wait_for_answer
from tests.browser.test_gespraech import button, type_text
from tests.conftest import running_house

ANSICHTEN: dict[str, dict[str, Any]] = {
    "telefon": {"viewport": TELEFON},
    "dunkel": {"viewport": TELEFON, "color_scheme": "dark"},
    "tisch": {"viewport": {"width": 1280, "height": 800}},
    "arabisch": {"viewport": TELEFON},
    "kontrast": {"viewport": TELEFON, "forced_colors": "active"},
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
    button(page, "Mehrere Personen").click()
    picture("personen")
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
    button(page, "Zeig das im Beratungs-Gespräch").click()
    page.get_by_text("Das hast du gesagt").wait_for()
    page.screenshot(path=str(folder / f"{view}_beratung.png"), full_page=True)
    page.goto(f"{address}datenschutz")
    page.screenshot(path=str(folder / f"{view}_datenschutz.png"), full_page=True)


def take_without_script(browser: Any, address: str, folder: Path) -> None:
    """The plain forms: beginning, some questions, result."""
    page = browser.new_context(java_script_enabled=False, viewport=TELEFON).new_page()
    page.goto(f"{address}einfach")
    page.screenshot(path=str(folder / "einfach_01.png"))
    button(page, "Anfangen").click()
    for count in range(2, 6):
        page.screenshot(path=str(folder / f"einfach_{count:02}.png"), full_page=True)
        if page.locator("input[type=checkbox]").count():
            page.locator("input[type=checkbox]").first.check()
            button(page, "Fertig").click()
        else:
            page.locator(".knopf.antwort").first.click()
    button(page, "Ergebnis zeigen").click()
    page.screenshot(path=str(folder / "einfach_ergebnis.png"), full_page=True)


def main(target: str, address: str = "") -> None:
    """All views, of the Wegweiser at this address or of one with an empty database."""
    folder = Path(target)
    folder.mkdir(parents=True, exist_ok=True)
    if address:
        take_all(address, folder)
        return
    with TemporaryDirectory() as empty, running_house(db=f"sqlite:///{empty}/bilder.db") as house:
        take_all(house.adresse, folder)


def take_all(address: str, folder: Path) -> None:
    """One picture of each screen in each view."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGS)
        for view, options in ANSICHTEN.items():
            take(browser.new_context(locale="de-DE", **options).new_page(), address, folder, view)
        take_without_script(browser, address, folder)
        browser.close()


if __name__ == "__main__":
    main(*sys.argv[1:3])
