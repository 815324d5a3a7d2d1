"""Places are read as people write them. The floors are what was measured; they may only rise."""

import random
import string

import pytest

from bot.places import Gemeinde, PlaceResult, all_gemeinden, find_places
from tests.places.ablage import read_yaml, schreibweisen, zaehlen

OHNE_ORT = read_yaml("saetze_ohne_ort.yml")["ohne_ort"]


def test_the_tables_are_large_enough_to_mean_something() -> None:
    rows = list(schreibweisen())
    assert len(rows) >= 500
    assert sum(s.zurueckgehalten for s in rows) >= 200
    assert len(OHNE_ORT) >= 60


@pytest.mark.parametrize(
    ("zurueckgehalten", "sicher", "verstanden"), [(False, 0.94, 0.98), (True, 0.92, 0.96)]
)
def test_spellings_are_understood(zurueckgehalten: bool, sicher: float, verstanden: float) -> None:
    counts = zaehlen(zurueckgehalten)
    total = sum(counts.values())
    assert counts["sicher"] / total >= sicher, counts
    assert (counts["sicher"] + counts["rueckfrage"]) / total >= verstanden, counts


@pytest.mark.parametrize("zurueckgehalten", [False, True])
def test_no_spelling_is_read_as_another_place(zurueckgehalten: bool) -> None:
    assert zaehlen(zurueckgehalten)["falsch"] == 0


@pytest.mark.parametrize("text", OHNE_ORT)
def test_a_sentence_that_names_no_home_gives_no_place(text: str) -> None:
    result = find_places(text, asked=False)
    assert result.ags is None and not result.vorschlaege, result
    assert result.kreis is None and result.ausserhalb is None, result


def test_one_slip_of_the_finger_in_any_name_leads_nowhere_else() -> None:
    """396 municipalities, three slips each: at least 3 of 4 sure, at most 1 in 200 elsewhere."""
    rng = random.Random(2018)
    results = [
        (g.ags, find_places(_slip(g.name.lower(), rng), asked=True))
        for g in all_gemeinden()
        for _ in range(3)
    ]
    sure = sum(r.ags == ags for ags, r in results)
    elsewhere = sum(r.ags not in (None, ags) or bool(r.ausserhalb) for ags, r in results)
    assert sure / len(results) >= 0.75
    assert elsewhere / len(results) <= 0.005


def _slip(word: str, rng: random.Random) -> str:
    i = rng.randrange(len(word))
    letter = rng.choice(string.ascii_lowercase)
    return rng.choice(
        [
            word[:i] + word[i + 1 :],
            word[:i] + letter + word[i:],
            word[:i] + letter + word[i + 1 :],
            word[:i] + word[i + 1 : i + 2] + word[i] + word[i + 2 :],
        ]
    )


@pytest.mark.parametrize("one", all_gemeinden(), ids=lambda g: g.ags)
def test_every_official_name_and_postal_code_leads_to_its_place(one: Gemeinde) -> None:
    offered = _offered(find_places(one.name, asked=True))
    assert offered[0] == one.ags, offered
    for plz in one.plz:
        assert one.ags in _offered(find_places(plz, asked=True)), plz


def _offered(result: PlaceResult) -> tuple[str, ...]:
    return (result.ags,) if result.ags else result.vorschlaege
