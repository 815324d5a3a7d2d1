"""Nobody gets in without the password, and nobody else can send forms for those who are in."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from datetime import timedelta
from pathlib import Path
from typing import Any
from urllib.parse import urlencode
from urllib.request import HTTPCookieProcessor, ProxyHandler, build_opener

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.buero.passwort import new_password, read_password
from bot.buero.schutz import BYTES_HOECHSTENS
from bot.catalogue.pflege import Pflege
from bot.cli.netz import free_port
from bot.settings import ROOT, UngueltigeEinstellung
from bot.verwaltung import Einstellung, create_app, read_einstellung
from tests.verwaltung.conftest import PASSWORT, WEGE, Mensch, Uhr

SEITEN = ("/", "/neu", "/angebot/sport", "/verlauf", "/angebote.csv")


@pytest.mark.parametrize("pfad", SEITEN)
def test_without_a_login_there_is_only_the_login(fremder: Mensch, pfad: str) -> None:
    antwort = fremder.client.get(pfad, follow_redirects=False)

    assert antwort.status_code == 303
    assert antwort.headers["location"] == "/anmelden"
    assert antwort.text == ""


@pytest.mark.parametrize("pfad", ["/geprueft/sport", "/angebot/sport", "/neu", "/abmelden"])
def test_without_a_login_nothing_can_be_sent(fremder: Mensch, pflege: Pflege, pfad: str) -> None:
    antwort = fremder.client.post(pfad, data={"stand": "x"}, follow_redirects=False)

    assert antwort.status_code == 303
    assert pflege.history() == []


@pytest.mark.parametrize(
    "passwort", ["", "falsch", PASSWORT + " ", PASSWORT.upper(), "\x00", "ä" * 9999]
)
def test_a_wrong_password_opens_nothing(fremder: Mensch, passwort: str) -> None:
    assert fremder.log_in(passwort) == 401
    assert "Das Passwort stimmt nicht" in fremder.seite
    assert not fremder.client.cookies
    assert "/anmelden" in str(fremder.client.get("/").url)


def test_after_five_wrong_passwords_even_the_right_one_waits_a_minute(
    fremder: Mensch, uhr: Uhr
) -> None:
    assert [fremder.log_in("falsch") for _ in range(6)] == [401] * 5 + [429]
    assert fremder.log_in() == 429

    uhr.jetzt += timedelta(seconds=61)

    assert fremder.log_in() == 200


def test_one_can_only_come_as_a_role_and_not_with_a_name(fremder: Mensch) -> None:
    assert fremder.log_in(rolle="Erika Muster") == 422
    assert fremder.log_in(rolle="Jobcenter") == 200
    assert "Angemeldet als: Jobcenter" in fremder.seite


def test_logging_out_ends_the_session_for_a_copied_cookie_too(beratung: Mensch, app: Any) -> None:
    dieb = Mensch(app)
    dieb.client.cookies.update(beratung.client.cookies)
    assert "Alle Angebote" in dieb.client.get("/").text

    beratung.open("/")
    beratung.send("/abmelden")

    assert "/anmelden" in str(dieb.client.get("/").url)


def test_a_session_ends_after_a_working_day(beratung: Mensch, uhr: Uhr) -> None:
    uhr.jetzt += timedelta(hours=8, seconds=1)

    assert "/anmelden" in str(beratung.client.get("/").url)


@pytest.mark.parametrize("kopf", [{"Origin": "https://boese.example"}, {"Origin": "null"}])
def test_a_form_from_another_page_is_refused(
    beratung: Mensch, pflege: Pflege, kopf: dict[str, str]
) -> None:
    beratung.open("/")
    daten = beratung.form("/geprueft/sport")

    antwort = beratung.client.post("/geprueft/sport", data=daten, headers=kopf)

    assert antwort.status_code == 403
    assert pflege.history() == []


@pytest.mark.parametrize("siegel", ["", "falsch", "ä"])
def test_a_form_without_the_secret_of_the_session_is_refused(
    beratung: Mensch, pflege: Pflege, siegel: str
) -> None:
    beratung.open("/")

    assert beratung.send("/geprueft/sport", siegel=siegel) == 403
    assert pflege.history() == []


def test_the_secret_of_another_session_does_not_count(
    beratung: Mensch, app: Any, pflege: Pflege
) -> None:
    anderer = Mensch(app)
    anderer.log_in()
    anderer.open("/")
    beratung.open("/")

    assert beratung.send("/geprueft/sport", siegel=anderer.form("/geprueft/sport")["siegel"]) == 403


def test_the_cookie_is_for_this_page_only(app: Any) -> None:
    mensch = Mensch(app)
    mensch.open("/anmelden")
    antwort = mensch.client.post(
        "/anmelden", data={"passwort": PASSWORT, "rolle": "Beratung"}, follow_redirects=False
    )

    keks = antwort.headers["set-cookie"]
    assert {"HttpOnly", "SameSite=strict", "Path=/"} <= set(keks.split("; "))
    assert "Secure" not in keks


def test_beyond_this_computer_the_cookie_only_goes_over_https(pflege: Pflege, uhr: Uhr) -> None:
    offen = Einstellung(new_password(PASSWORT), host="0.0.0.0")
    mensch = Mensch(create_app(offen, pflege, WEGE, uhr), "https://pflege.example")
    antwort = mensch.client.post(
        "/anmelden", data={"passwort": PASSWORT, "rolle": "Beratung"}, follow_redirects=False
    )

    keks = antwort.headers["set-cookie"]
    assert keks.startswith("__Host-verwaltung=") and "Secure" in keks


@pytest.mark.parametrize("pfad", ["/anmelden", "/", "/gibtesnicht", "/stil.css", "/angebot/nix"])
def test_every_answer_carries_the_shielding_headers(beratung: Mensch, pfad: str) -> None:
    kopf = beratung.client.get(pfad).headers

    assert "default-src 'none'" in kopf["content-security-policy"]
    assert "script-src" not in kopf["content-security-policy"]
    assert kopf["x-frame-options"] == "DENY"
    assert kopf["x-content-type-options"] == "nosniff"
    assert kopf["cache-control"] == "no-store"


def test_a_failure_shows_nothing_of_its_reason(
    beratung: Mensch, pflege: Pflege, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(*_: object) -> None:
        raise RuntimeError("geheimer Grund")

    monkeypatch.setattr(pflege, "history", fails)

    assert beratung.open("/verlauf") == 500
    assert "geheim" not in beratung.seite
    assert "Das hat nicht geklappt" in beratung.seite
    assert beratung.client.get("/verlauf").headers["x-frame-options"] == "DENY"


@pytest.mark.parametrize("name", ["boese.example", "127.0.0.1.boese.example", "", "[::1"])
def test_under_a_foreign_name_this_computer_does_not_answer(fremder: Mensch, name: str) -> None:
    assert fremder.client.get("/anmelden", headers={"Host": name}).status_code == 400


@pytest.mark.parametrize("name", ["localhost:5010", "127.0.0.1", "[::1]:5010"])
def test_under_its_own_names_it_does(fremder: Mensch, name: str) -> None:
    assert fremder.client.get("/anmelden", headers={"Host": name}).status_code == 200


def test_a_huge_form_is_refused(fremder: Mensch, beratung: Mensch) -> None:
    riesig = "passwort=" + "x" * BYTES_HOECHSTENS

    assert fremder.client.post("/anmelden", content=riesig).status_code == 413
    assert (
        beratung.client.post("/neu", content="&".join(f"a{n}=1" for n in range(101))).status_code
        == 413
    )


BOESE = '"><script>alert(1)</script><img src=x onerror=alert(1)>'


@pytest.mark.parametrize(
    "pfad",
    [
        f"/?suche={BOESE}",
        f"/?erledigt=geprueft&id={BOESE}",
        f"/?ort={BOESE}&seite={BOESE}",
        f"/angebot/{BOESE}",
    ],
)
def test_what_stands_in_an_address_is_never_html(beratung: Mensch, pfad: str) -> None:
    beratung.open(pfad)

    assert "<script" not in beratung.seite
    assert "<img" not in beratung.seite


@settings(max_examples=30, deadline=None)
@given(text=st.text(st.characters(exclude_categories=["Cs"]), max_size=40))
def test_whatever_is_typed_comes_back_as_text(app_fuer_alle: Mensch, text: str) -> None:
    mensch = app_fuer_alle
    mensch.open("/neu")
    daten = {**mensch.form("/neu"), "name": text + "<i>", "satz": text, "id": text}

    status = mensch.client.post("/neu", data=daten).status_code

    assert status == 422


@pytest.fixture(scope="module")
def app_fuer_alle(tmp_path_factory: pytest.TempPathFactory) -> Any:
    from tests.catalogue.werkzeug import folder, offer

    ort = tmp_path_factory.mktemp("v")
    pflege = Pflege(f"sqlite:///{ort}/k.db", folder(ort / "a", offer("alt")))
    mensch = Mensch(create_app(Einstellung(new_password(PASSWORT)), pflege, WEGE, Uhr()))
    mensch.log_in()
    yield mensch
    pflege.close()


# --- starting it -----------------------------------------------------------------------------


def test_beyond_this_computer_it_does_not_start_without_a_password() -> None:
    with pytest.raises(UngueltigeEinstellung, match="nur mit einem Passwort"):
        read_einstellung({}, "0.0.0.0")


def test_on_this_computer_it_makes_up_a_password_for_once() -> None:
    eine, andere = read_einstellung({}), read_einstellung({}, "::1")

    assert eine.gewuerfelt and eine.passwort.matches(eine.gewuerfelt)
    assert eine.gewuerfelt != andere.gewuerfelt
    assert (eine.host, eine.port, eine.nur_hier, andere.nur_hier) == ("127.0.0.1", 5010, True, True)


def test_the_password_may_be_set_plain_or_as_a_hash() -> None:
    hash = str(new_password(PASSWORT))

    assert PASSWORT not in hash
    assert read_password(hash).matches(PASSWORT)
    assert read_password(PASSWORT).matches(PASSWORT)
    assert not read_password(hash).matches(hash)


@pytest.mark.parametrize(
    "text", ["geheim", "scrypt:zz", "scrypt:AAAA:BBBB", "scrypt:ä:ö", "scrypt:a:b:c"]
)
def test_a_password_that_cannot_be_used_is_refused_without_repeating_it(text: str) -> None:
    with pytest.raises(UngueltigeEinstellung) as fehler:
        read_password(text)

    assert text not in str(fehler.value)


def test_roles_can_be_set_but_not_as_html() -> None:
    rollen = {"WEGWEISER_VERWALTUNG_ROLLEN": "Stadt Bonn, Schule ,"}

    assert read_einstellung(rollen).rollen == ("Stadt Bonn", "Schule")
    with pytest.raises(UngueltigeEinstellung, match="Rolle ist nicht erlaubt"):
        read_einstellung({"WEGWEISER_VERWALTUNG_ROLLEN": "<b>Stadt</b>"})


def command(*argv: str, **umgebung: str) -> tuple[list[str], dict[str, str]]:
    return [sys.executable, "-m", "bot.cli", "verwaltung", *argv], {**os.environ, **umgebung}


def test_the_command_shows_a_hash_for_a_password() -> None:
    argv, umgebung = command("--passwort")
    zeile = subprocess.run(
        argv,
        input=f"{PASSWORT}\n",
        capture_output=True,
        text=True,
        env=umgebung,
        cwd=ROOT,
        check=True,
    ).stdout

    name, _, hash = zeile.strip().partition("=")
    assert name == "WEGWEISER_VERWALTUNG_PASSWORT"
    assert read_password(hash).matches(PASSWORT)


def test_the_command_refuses_an_open_address_without_a_password() -> None:
    argv, umgebung = command("--host", "0.0.0.0", WEGWEISER_VERWALTUNG_PASSWORT="")
    ende = subprocess.run(argv, capture_output=True, text=True, env=umgebung, cwd=ROOT)

    assert (ende.returncode, ende.stdout) == (2, "")
    assert re.fullmatch(r"wegweiser: .*WEGWEISER_VERWALTUNG_PASSWORT.*\n", ende.stderr)


def test_the_command_serves_the_delivered_offers_without_rasa(tmp_path: Path) -> None:
    argv, umgebung = command(
        "--port",
        str(free_port()),
        WEGWEISER_DB=f"sqlite:///{tmp_path}/k.db",
        WEGWEISER_VERWALTUNG_PASSWORT=PASSWORT,
    )
    prozess = subprocess.Popen(argv, env=umgebung, cwd=ROOT, stdout=subprocess.PIPE, text=True)
    try:
        assert prozess.stdout
        adresse = prozess.stdout.readline().strip()
        browser = build_opener(HTTPCookieProcessor(), ProxyHandler({}))
        daten = urlencode({"passwort": PASSWORT, "rolle": "Redaktion"}).encode()
        with browser.open(f"{adresse}anmelden", daten, timeout=10) as antwort:
            liste, kopf = antwort.read().decode(), antwort.headers
        module = Path(f"/proc/{prozess.pid}/maps")
        assert "eq-plus-sprache-koeln" in liste
        assert "Server" not in kopf
        assert not module.exists() or "tensorflow" not in module.read_text()
    finally:
        prozess.terminate()
        prozess.wait(10)
        if prozess.stdout:
            prozess.stdout.close()
