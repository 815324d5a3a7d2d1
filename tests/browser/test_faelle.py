"""Every case that came with the order, clicked through the page on a phone to the plan.

A sample runs each time; all of them with `pytest -m lang`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from functools import cache
from typing import Any

import pytest
import yaml

from bot.places import gemeinde
from bot.reply.texte import load_texts
from bot.settings import ROOT
from tests.browser.test_echt import wait_for_answer
from tests.browser.test_gespraech import button, type_text
from tests.conftest import STICHTAG, Haus, running_house

pytestmark = [pytest.mark.server, pytest.mark.timeout(180)]

FAELLE = yaml.safe_load((ROOT / "tests/eligibility/faelle/auftrag.yml").read_text(encoding="utf-8"))
HEUTE = [fall for fall in FAELLE if fall["stichtag"] == STICHTAG]
KOSTPROBE = {fall["id"] for fall in HEUTE[:: len(HEUTE) // 4][:4]}
SCHRITTE_HOECHSTENS = 40
OFFEN = """() => {
  const turns = JSON.parse(Object.values(localStorage)[0]).turns;
  const last = turns[turns.length - 1].antworten;
  return {custom: last.map((a) => a.custom).find(Boolean), wahl: last.flatMap((a) => a.wahl || []),
    turns: turns.length};
}"""


@pytest.fixture(scope="module")
def house_on(wegweiser_server: Haus, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    """A running Wegweiser for each date of law of the cases."""
    with ExitStack() as stack:

        @cache
        def start(stichtag: str) -> Haus:
            if stichtag == STICHTAG:
                return wegweiser_server
            db = f"sqlite:///{tmp_path_factory.mktemp('haus')}/wegweiser.db"
            return stack.enter_context(running_house("--stichtag", stichtag, db=db))

        yield start


def words_for(fakt: str, wert: Any) -> str:
    """What somebody types where there is no button for the value."""
    if fakt == "ort":
        return gemeinde(wert).name
    if fakt == "herkunft":
        return load_texts().satz(f"laender.{wert}")
    parts = str(wert).split("-")
    return ".".join(reversed(parts))


def titles(wahl: list[dict[str, Any]], fakt: str, wert: Any) -> list[str]:
    """The titles of the choices for a value; of each one for a list."""
    werte = wert if isinstance(wert, list) else [wert]
    return [
        choice["titel"]
        for choice in wahl
        for one in werte
        if (choice.get("antwort") or {}).get("fakt") == fakt
        and choice["antwort"]["wert"] in (one, [one])
    ]


def tap(page: Any, title: str) -> None:
    button(page, title).last.click()


def answer(page: Any, state: dict[str, Any], profil: dict[str, Any]) -> None:
    """Answer the open question as the person of the case does."""
    custom, wahl = state["custom"], state["wahl"]
    if custom["typ"] == "uebersicht":
        tap(page, "Weiter")
        return
    assert custom["typ"] == "frage", custom
    fakt = custom["fakt"]
    wert = profil.get(fakt) or "weiss_nicht"
    found = titles(wahl, fakt, wert)
    if custom.get("mehrfach") and wert != "weiss_nicht":
        choose_several(page, fakt, wert, wahl)
    elif found:
        tap(page, found[0])
    elif any(choice.get("befehl") == "mehr" for choice in wahl):
        tap(page, next(c["titel"] for c in wahl if c.get("befehl") == "mehr"))
    else:
        type_text(page, words_for(fakt, wert))


def choose_several(page: Any, fakt: str, wert: list[str], wahl: list[dict[str, Any]]) -> None:
    """Tick what this screen offers; go on to the other screen as long as something is missing."""
    missing = set(wert)
    for title in titles(wahl, fakt, wert):
        toggle = button(page, title).last
        if toggle.get_attribute("aria-pressed") != "true":
            toggle.click()
    chosen = page.locator(".knopf.mehrfach[aria-pressed=true]").count()
    tap(page, "Fertig" if chosen == len(missing) else "Mehr")


def click_through(page: Any, profil: dict[str, Any]) -> dict[str, Any]:
    """From the first question to the result; returns its `custom`."""
    asked: list[str] = []
    for _ in range(SCHRITTE_HOECHSTENS):
        state = page.evaluate(OFFEN)
        custom: dict[str, Any] = state["custom"]
        if custom["typ"] == "empfehlung":
            return custom
        asked.append(f"{custom.get('fakt')}")
        answer(page, state, profil)
        page.wait_for_function(
            "(n) => JSON.parse(Object.values(localStorage)[0]).turns.length > n",
            arg=state["turns"],
        )
        wait_for_answer(page, state["turns"])
    raise AssertionError(f"kein Ergebnis nach: {asked}")


def cases() -> Iterator[Any]:
    for fall in FAELLE:
        marks = () if fall["id"] in KOSTPROBE else (pytest.mark.lang,)
        yield pytest.param(fall, id=fall["id"], marks=marks)


@pytest.mark.parametrize("fall", cases())
def test_a_case_is_clicked_through_to_the_plan(
    fall: dict[str, Any], phone: Callable[..., Any], house_on: Any
) -> None:
    page = phone().new_page()
    page.goto(house_on(fall["stichtag"]).adresse)
    wait_for_answer(page, 0)
    ergebnis = click_through(page, fall["profil"])
    assert ergebnis["stichtag"] == fall["stichtag"]
    for karte in ergebnis["wege"]:
        erwartet = fall.get("erwartet", {}).get(karte["weg"])
        if karte["antwort"] != "offen" and erwartet is not None:
            assert karte["antwort"] == erwartet, karte["weg"]
    button(page, "Mein Plan zum Mitnehmen").last.click()
    page.get_by_text("Das bringst du mit").wait_for()
    for karte in ergebnis["wege"]:
        assert page.get_by_role("heading", name=karte["name"]).count() >= 1, karte["name"]
    button(page, "Zeig das im Beratungs-Gespräch").click()
    page.get_by_text("Das hast du gesagt").wait_for()
