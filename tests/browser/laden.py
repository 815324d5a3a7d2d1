"""How long the first screen takes on an old phone far out: python -m tests.browser.laden [ADRESSE]

400 kbit/s, 400 ms away, a CPU six times slower; the median of seven first visits, each with an
empty browser, then of as many second visits. Without an address it starts a Wegweiser of its own.
"""

from __future__ import annotations

import json
import statistics
import sys
from tempfile import TemporaryDirectory
from typing import Any

from playwright.sync_api import sync_playwright

from tests.browser.conftest import ARGS, CHROMIUM, TELEFON
from tests.conftest import running_house

MALE = 7
LEITUNG = {"offline": False, "latency": 400, "downloadThroughput": 50_000}
LEITUNG |= {"uploadThroughput": 50_000}
CPU = 6
RUHE = 2500
"""Milliseconds after which everything that the first visit fetches is there."""
UHR = """(() => {
  const zeiten = window.zeiten = {};
  const note = (name, found) => { if (found && !zeiten[name]) zeiten[name] = performance.now() };
  const seen = (e) => e && e.getBoundingClientRect().height > 0;
  const look = () => {
    const chat = document.querySelector('wegweiser-chat');
    const choice = '.knopf.antwort, .knopf.mehrfach';
    const drawn = chat && chat.shadowRoot && chat.shadowRoot.querySelector(choice);
    note('frage', seen(drawn) || seen(chat && chat.querySelector(choice)));
    note('benutzbar', seen(drawn) && !drawn.disabled);
    requestAnimationFrame(look);
  };
  requestAnimationFrame(look);
})()"""
FERTIG = "() => window.zeiten && zeiten.frage && zeiten.benutzbar"


def slow_down(page: Any) -> Any:
    """The page behind a slow line and on a slow CPU; returns the session of the protocol."""
    cdp = page.context.new_cdp_session(page)
    cdp.send("Network.enable")
    cdp.send("Network.emulateNetworkConditions", LEITUNG)
    cdp.send("Emulation.setCPUThrottlingRate", {"rate": CPU})
    return cdp


def count_bytes(cdp: Any) -> list[int]:
    """What the page receives from now on, packed, one number for each file."""
    received: list[int] = []
    cdp.on("Network.loadingFinished", lambda event: received.append(event["encodedDataLength"]))
    return received


def visit(context: Any, address: str) -> dict[str, float]:
    """One visit: milliseconds from the first request, and how much came."""
    page = context.new_page()
    page.add_init_script(UHR)
    received = count_bytes(slow_down(page))
    page.goto(address, wait_until="commit")
    page.wait_for_function(FERTIG)
    times: dict[str, float] = page.evaluate("zeiten")
    page.wait_for_timeout(RUHE)
    page.close()
    return {**times, "bytes": sum(received)}


def measure(browser: Any, address: str) -> dict[str, dict[str, list[int]]]:
    """First and second visits, each number as least, median and most."""
    visits: dict[str, list[dict[str, float]]] = {"erster_besuch": [], "zweiter_besuch": []}
    for _ in range(MALE):
        context = browser.new_context(viewport=TELEFON, locale="de-DE")
        for every in visits.values():
            every.append(visit(context, address))
        context.close()
    return {name: _summary(every) for name, every in visits.items()}


def _summary(visits: list[dict[str, float]]) -> dict[str, list[int]]:
    columns = {name: sorted(round(one[name]) for one in visits) for name in visits[0]}
    return {
        name: [values[0], round(statistics.median(values)), values[-1]]
        for name, values in columns.items()
    }


def main(address: str = "") -> None:
    """Prints the figures as JSON: least, median, most."""
    if address:
        print(json.dumps(measure_at(address), indent=1))
        return
    with TemporaryDirectory() as empty, running_house(db=f"sqlite:///{empty}/laden.db") as house:
        print(json.dumps(measure_at(house.adresse), indent=1))


def measure_at(address: str) -> dict[str, dict[str, list[int]]]:
    """The figures of the page at this address."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGS)
        figures = measure(browser, address)
        browser.close()
        return figures


if __name__ == "__main__":
    main(*sys.argv[1:2])
