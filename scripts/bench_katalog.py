"""Measures the search of the catalogue: `python scripts/bench_katalog.py URL [ANZAHL ...]`.

Fills the database behind URL (it must be empty or one of this script) with synthetic offers of
all levels, then searches for persons in all 396 municipalities: first with empty memory (every
place for the first time), then again. Prints p50 and p95 in milliseconds.
"""

from __future__ import annotations

import random
import statistics
import sys
import time
from datetime import date, timedelta

from bot.catalogue.angebot import Angebot, Ebene, Kontakt, Quelle, Termin, Terminart
from bot.catalogue.dateien import Fund
from bot.catalogue.datenbank import migrate, open_engine
from bot.catalogue.einspielen import write_found
from bot.catalogue.suchen import Catalogue
from bot.catalogue.wege import WEGE
from bot.places import all_gemeinden
from bot.profile import Profil

STICHTAG = date(2026, 11, 22)
BEDINGUNGEN = (
    {"deutsch": {"unter": "b2"}},
    {"alter": {"ab": 16, "bis": 21}},
    {"eine_von": [{"situation": ["ifk", "ffm"]}, {"alter": {"unter": 27}}]},
    {"alle": [{"alter": {"ab": 18}}, {"nicht": {"situation": "studium"}}]},
)


def one_offer(nr: int, wuerfel: random.Random) -> Angebot:
    """An offer as wordy as real ones: 70 % for a municipality, 29 % for a Kreis, 1 % wider."""
    ort = wuerfel.choice(all_gemeinden())
    los = wuerfel.random()
    ebene, schluessel = (
        (Ebene.GEMEINDE, ort.ags)
        if los < 0.70
        else (Ebene.KREIS, ort.kreis)
        if los < 0.99
        else (Ebene.BEZIRK, ort.bezirk)
        if los < 0.9995
        else (Ebene.NRW, "")
    )
    weg = wuerfel.choice(WEGE)
    return Angebot(
        id=f"kunst-{nr}",
        weg=weg,
        wege=tuple(dict.fromkeys((weg, wuerfel.choice(WEGE)))),
        name=f"Angebot {nr} in {ort.name}",
        satz="[Du lernst|Die Person lernt] hier Deutsch. Das Ziel ist eine Ausbildung." * 2,
        ebene=ebene,
        schluessel=schluessel,
        kreis=ort.kreis if ebene in (Ebene.GEMEINDE, Ebene.KREIS) else None,
        zuletzt_bestaetigt=STICHTAG - timedelta(days=wuerfel.randrange(900)),
        bestaetigt_von="Beratung",
        quellen=(Quelle("Messung"),),
        traeger=f"Träger {nr % 500}",
        genaueres=("Der Kurs ist am Vormittag.", "Der Freitag bleibt frei."),
        kontakt=Kontakt(hinweis="Frag bei der Stadt nach dem Angebot."),
        sprachen=("de", "ar"),
        termine=(Termin(Terminart.BEGINN, jaehrlich="02-01"),),
        bedingung=wuerfel.choice(BEDINGUNGEN) if wuerfel.random() < 0.3 else None,
        gilt_bis=STICHTAG + timedelta(days=wuerfel.randrange(-200, 400)),
    )


def persons(wuerfel: random.Random) -> list[Profil]:
    """One person in each municipality, in mixed order."""
    orte = list(all_gemeinden())
    wuerfel.shuffle(orte)
    return [
        Profil.from_json(
            {
                "alter": wuerfel.randrange(16, 30),
                "ort": ort.ags,
                "deutsch": wuerfel.choice(("a1", "b1", "c1")),
                "situation": wuerfel.choice(("ifk", "nichts", "studium")),
            },
            STICHTAG,
        )
        for ort in orte
    ]


def measure(katalog: Catalogue, wege: tuple[str, ...] | None) -> tuple[str, float]:
    """Times in ms as text, and how many offers a search finds on average."""
    zeiten, funde = [], []
    for person in persons(random.Random(7)):
        start = time.perf_counter()
        gefunden = katalog.search(person, STICHTAG, wege)
        zeiten.append((time.perf_counter() - start) * 1000)
        funde.append(len(gefunden))
    p95 = statistics.quantiles(zeiten, n=20)[-1]
    return f"p50 {statistics.median(zeiten):6.2f}  p95 {p95:6.2f}", statistics.mean(funde)


def main(url: str, anzahlen: list[int]) -> None:
    """Fills and measures for each number of offers."""
    for anzahl in anzahlen:
        engine = open_engine(url)
        migrate(engine)
        wuerfel = random.Random(anzahl)
        funde = tuple(Fund(one_offer(nr, wuerfel), "kunst.yml", 1) for nr in range(anzahl))
        start = time.perf_counter()
        write_found(engine, funde, STICHTAG)
        dauer = time.perf_counter() - start
        print(f"{anzahl:>7} Angebote, {engine.dialect.name}, gefüllt in {dauer:.1f} s")
        for name, wege in (("alle Wege", None), ("3 Wege", WEGE[:3])):
            katalog = Catalogue(engine)
            for lauf in ("kalt", "warm"):
                zeit, funde_mittel = measure(katalog, wege)
                print(f"  {name:9} {lauf}: {zeit} ms, im Mittel {funde_mittel:.0f} Angebote")
            katalog.close()


if __name__ == "__main__":
    main(sys.argv[1], [int(zahl) for zahl in sys.argv[2:]] or [1_000, 100_000])
