"""The plan: printed on one page, shown to an adviser, opened on another phone."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import zxingcpp
from axe_playwright_python.sync_playwright import Axe
from PIL import Image

from tests.browser.conftest import open_page
from tests.browser.test_gespraech import button, interview
from tests.browser.test_zugang import SIDEWAYS


@pytest.fixture
def plan(phone: Callable[..., Any], server: Any) -> Any:
    """The plan of somebody who has reached the result."""
    page = phone(bypass_csp=True).new_page()
    open_page(page, server)
    interview(page)
    button(page, "Ja, weiter").click()
    button(page, "Mein Plan zum Mitnehmen").click()
    page.wait_for_url("**/plan")
    return page


def link_in_the_code(page: Any) -> str:
    """What a phone reads when it is held before the screen."""
    picture = Image.open(io.BytesIO(page.locator(".qr").screenshot()))
    codes = zxingcpp.read_barcodes(picture.resize((picture.width * 3, picture.height * 3)))
    assert len(codes) == 1
    return str(codes[0].text)


def test_the_plan_names_steps_people_and_what_to_bring(plan: Any) -> None:
    assert plan.get_by_text("Mach einen Termin.").is_visible()
    assert plan.get_by_role("link", name="0000 12345").get_attribute("href") == "tel:000012345"
    assert plan.get_by_text("Ich habe eine Frage zu: Jugend-Migrations-Dienst.").is_visible()
    assert plan.get_by_text("Deine Zeugnisse").is_visible()
    assert plan.get_by_text("Recht vom 22.11.2026").is_visible()
    assert "sitzung" not in plan.url


def test_the_plan_fits_on_one_sheet(plan: Any, tmp_path: Path) -> None:
    file = tmp_path / "plan.pdf"
    plan.pdf(path=str(file), format="A4")
    assert file.read_bytes().count(b"/Type /Page\n") == 1


@pytest.mark.parametrize("view", ["Mein Plan", "Zeig das im Beratungs-Gespräch"])
def test_the_plan_is_sound(plan: Any, view: str) -> None:
    if view == "Zeig das im Beratungs-Gespräch":
        button(plan, view).click()
        plan.get_by_text("Das hast du gesagt").wait_for()
        assert plan.get_by_text("Du bist 17 Jahre alt.").is_visible()
    found = Axe().run(plan).response["violations"]
    assert [(rule["id"], rule["nodes"][0]["html"]) for rule in found] == []
    assert not plan.evaluate(SIDEWAYS)


def test_another_phone_reads_the_code_and_goes_on_with_the_same_answers(
    plan: Any, phone: Callable[..., Any], server: Any
) -> None:
    link = link_in_the_code(plan)
    other = phone().new_page()
    other.goto(link)
    other.get_by_role("heading", name="Jugend-Migrations-Dienst").wait_for()
    assert "#plan" not in other.url
    token = other.evaluate("JSON.parse(Object.values(localStorage)[0]).sitzung")
    turns = server.history(token).json()["turns"]
    assert [turn["gesagt"] for turn in turns] == [None, "Antworten von einem anderen Telefon"]
    button(other, "Mein Plan zum Mitnehmen").click()
    button(other, "Zeig das im Beratungs-Gespräch").click()
    other.get_by_text("Du bist 17 Jahre alt.").wait_for()


def test_a_changed_or_old_link_says_so_and_begins_anew(
    phone: Callable[..., Any], server: Any
) -> None:
    page = phone().new_page()
    page.goto(f"{server.base}/#plan=gefaelscht.unterschrift")
    page.get_by_text("Dieser Link ist zu alt. Bitte mach einen neuen Link.").wait_for()
    page.get_by_text("Frage nach wunsch?").wait_for()


def test_the_plan_is_shared_by_the_menu_of_the_phone(plan: Any) -> None:
    plan.add_init_script(
        "window.shared = []; navigator.share = (what) => (shared.push(what), Promise.resolve())"
    )
    plan.reload()
    button(plan, "Teilen").click()
    (what,) = plan.evaluate("shared")
    assert what["title"] == "Mein Plan"
    assert "/#plan=" in what["url"]


def test_the_dates_go_into_the_calendar(plan: Any) -> None:
    with plan.expect_download() as download:
        button(plan, "In den Kalender").click()
    text = Path(download.value.path()).read_bytes().decode()
    assert "DTSTART;VALUE=DATE:20270301" in text
    assert max(len(line.encode()) for line in text.split("\r\n")) <= 75
