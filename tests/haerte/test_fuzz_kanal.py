"""Anything may be sent to the channel: no 5xx, no session lost, no word of another session."""

from __future__ import annotations

import json
import os
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
import requests
from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis import strategies as st

from bot.channel.ausgabe import is_deletion
from bot.channel.fehler import STATUS
from tests.conftest import Haus, running_house
from tests.haerte import eingaben

pytestmark = [pytest.mark.server]

GEHEIM = "Quastenflosser"
"""A word that only one session knows."""
KURZ = 250
LANG = int(os.environ.get("HAERTE_EINGABEN", "10000"))


class Fremder:
    """Sends anything in one session after the other, beside one that must not notice."""

    def __init__(self, haus: Haus) -> None:
        self.haus = haus
        self.http = requests.Session()
        self.zaehler: Counter[int] = Counter()
        self.hueter = self._begin()
        self.send("POST", "nachricht", {"sitzung": self.hueter, "nr": 1, "text": GEHEIM})
        self.soll = self._history(self.hueter)
        self.sitzung, self.gehoert = self._begin(), {}

    def send(
        self, method: str, pfad: str, inhalt: Any = None, kopf: dict[str, str] | None = None
    ) -> requests.Response:
        body = inhalt if isinstance(inhalt, bytes) else json.dumps(inhalt).encode()
        headers = {name: wert.encode("latin-1") for name, wert in (kopf or {}).items()}
        url = self.haus.url(f"/webhooks/web/{pfad}")
        antwort = self.http.request(method, url, data=body, headers=headers, timeout=60)
        self.zaehler[antwort.status_code] += 1
        self._expect_manners(antwort)
        return antwort

    def _expect_manners(self, antwort: requests.Response) -> None:
        """Never 5xx; an error has its name, its status and a sentence."""
        if antwort.status_code >= 400:
            inhalt = antwort.json()
            assert STATUS[inhalt["fehler"]] == antwort.status_code, inhalt
            assert inhalt["satz"]
        assert antwort.status_code < 500, antwort.text

    def say(self, nr_plus: int, gesagt: dict[str, Any], kopf: dict[str, str]) -> None:
        """One message in the session; what is answered is remembered."""
        nr = max(self.gehoert, default=0) + nr_plus
        inhalt = {**gesagt, "sitzung": self.sitzung, "nr": nr}
        antwort = self.send("POST", "nachricht", inhalt, kopf)
        assert GEHEIM not in antwort.text and self.hueter not in antwort.text
        if antwort.status_code == 200:
            antworten = antwort.json()["antworten"]
            if nr in self.gehoert:
                assert antworten == self.gehoert[nr]
            self.gehoert[nr] = antworten
            if is_deletion(antworten):
                self.sitzung, self.gehoert = self._begin(), {}

    def renew(self) -> None:
        """Compares the history with what was heard, and begins anew."""
        turns = {turn["nr"]: turn["antworten"] for turn in self._history(self.sitzung)}
        del turns[0]
        assert turns == self.gehoert
        assert self.send("DELETE", f"sitzung/{self.sitzung}").status_code == 204
        self.sitzung, self.gehoert = self._begin(), {}

    def check_the_other(self) -> None:
        """The session beside it is as it was."""
        assert self._history(self.hueter) == self.soll

    def _begin(self) -> str:
        return str(self.send("POST", "sitzung", {}).json()["sitzung"])

    def _history(self, sitzung: str) -> list[dict[str, Any]]:
        return list(self.send("GET", f"verlauf/{sitzung}").json()["turns"])


def _fuzz(fremder: Fremder, wie_viele: int) -> None:
    """Sends so many inputs of all kinds."""
    zuege = 0

    @seed(20261122)
    @settings(
        max_examples=wie_viele,
        deadline=None,
        database=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(
        art=st.sampled_from(["sagen"] * 6 + ["koerper", "token", "sitzung"]),
        gesagt=eingaben.gesagt,
        kopf=st.one_of(st.just({}), eingaben.kopfzeilen),
        koerper=eingaben.koerper,
        text=eingaben.texte,
        nr_plus=st.sampled_from([1, 1, 1, 1, 1, 0, -1, 2, 10**6]),
    )
    def send(
        art: str, gesagt: Any, kopf: dict[str, str], koerper: bytes, text: str, nr_plus: int
    ) -> None:
        nonlocal zuege
        if art == "sagen":
            fremder.say(nr_plus, gesagt, kopf)
        elif art == "koerper":
            fremder.send("POST", "nachricht", koerper, kopf)
        elif art == "sitzung":
            fremder.send("POST", "sitzung", koerper, kopf)
        else:
            token = quote(text.encode("utf-8", "replace"), safe="") or "x"
            fremder.send("GET", f"verlauf/{token}?seit={quote(repr(gesagt)[:50])}")
            fremder.send("DELETE", f"sitzung/{token}")
        zuege += 1
        if len(fremder.gehoert) >= 25:
            fremder.renew()
        if zuege % 100 == 0:
            fremder.check_the_other()

    send()
    fremder.renew()
    fremder.check_the_other()
    print(f"\n{zuege} Eingaben an den Kanal: {dict(sorted(fremder.zaehler.items()))}")


@pytest.mark.timeout(300)
def test_some_hundred_inputs_of_any_kind(wegweiser_server: Haus) -> None:
    _fuzz(Fremder(wegweiser_server), KURZ)


@pytest.fixture(scope="module")
def eigenes_haus(trained_model: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Haus]:
    """A house of its own: ten thousand sessions should not stay in that of the others."""
    db = tmp_path_factory.mktemp("fuzz") / "fuzz.db"
    with running_house(db=f"sqlite:///{db}") as haus:
        yield haus


@pytest.mark.haerte
@pytest.mark.timeout(3 * 3600)
def test_ten_thousand_inputs_of_any_kind(eigenes_haus: Haus) -> None:
    _fuzz(Fremder(eigenes_haus), LANG)
