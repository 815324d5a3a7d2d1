"""What a sentence says about the place of living, and what it does not say."""

import time

import pytest

from bot.places import PlaceResult, all_gemeinden, find_places

AGS = {g.name: g.ags for g in all_gemeinden()}


@pytest.mark.parametrize(
    ("text", "ort", "verneint"),
    [
        ("nicht köln", None, ["Köln"]),
        ("köln nicht", None, ["Köln"]),
        ("nicht mehr in köln", None, ["Köln"]),
        ("ich wohne in köln nicht", None, ["Köln"]),
        ("köln ist falsch", None, ["Köln"]),
        ("nein nicht köln, kerpen", "Kerpen", ["Köln"]),
        ("nicht köln sondern bonn", "Bonn", ["Köln"]),
        ("köln, nicht bonn", "Köln", ["Bonn"]),
    ],
)
@pytest.mark.parametrize("asked", [True, False])
def test_negation_and_correction(
    text: str, ort: str | None, verneint: list[str], asked: bool
) -> None:
    result = find_places(text, asked)
    assert result.ags == (AGS[ort] if ort else None)
    assert result.verneint == tuple(AGS[name] for name in verneint)


@pytest.mark.parametrize(
    ("text", "ort"),
    [
        ("früher in Bonn jetzt in Hagen", "Hagen"),
        ("zuerst bonn dann hagen", "Hagen"),
        ("ich arbeite in köln aber wohne in hürth", "Hürth"),
        ("meine familie wohnt in hamm ich in unna", "Unna"),
        ("ich gehe in köln zur schule wohne in leverkusen", "Leverkusen"),
        ("von berlin nach köln gezogen", "Köln"),
        ("bergheim bei köln", "Bergheim"),
        ("neunkirchen kreis siegen", "Neunkirchen"),
        ("kempen kreis viersen", "Kempen"),
        ("40721 düsseldorf", "Düsseldorf"),
        ("hauptstr. 5, 50667 köln", "Köln"),
        ("50 667", "Köln"),
        ("ehrenfeld in köln", "Köln"),
        ("i live in cologne", "Köln"),
        ("nein köln", "Köln"),
        ("köln nein bonn", "Bonn"),
        ("ich meinte kerpen", "Kerpen"),
    ],
)
def test_asked_the_home_of_today_counts(text: str, ort: str) -> None:
    assert find_places(text, asked=True).ags == AGS[ort]


@pytest.mark.parametrize(
    ("text", "orte"),
    [
        ("ich arbeite in köln", ["Köln"]),
        ("ich will nach köln", ["Köln"]),
        ("in einem dorf bei köln", ["Köln"]),
        ("15 km von köln", ["Köln"]),
        ("köln oder kerpen", ["Köln", "Kerpen"]),
        ("50667 bonn", ["Köln", "Bonn"]),
        ("uni düsseldorf", ["Düsseldorf"]),
        ("kölner", ["Köln"]),
        ("51467", ["Köln", "Bergisch Gladbach"]),
    ],
)
def test_unsure_is_asked_and_never_stored(text: str, orte: list[str]) -> None:
    result = find_places(text, asked=True)
    assert result.ags is None
    assert set(result.vorschlaege) == {AGS[name] for name in orte}


@pytest.mark.parametrize(
    "text",
    [
        *(
            "weiß nicht",
            "keine ahnung",
            "sag ich nicht",
            "hier",
            "im camp",
            "zuhause",
            "ja",
            "nein",
        ),
        *("bei meiner mutter", "nrw", "ruhrgebiet", "in deutschland", "syrien", "aleppo", "ahmed"),
        *("warum willst du das wissen", "was ist köln", "muss ich in köln wohnen?", "wo ist das"),
        *("früher in bonn", "zum essen", "in der halle", "kölner straße 12", "egal", "danke"),
        *("19", "2005", "45000 euro", "5066", "506677", "50606", "ich verstehe die frage nicht"),
        *("", "   ", "🙂", "/restart", "\x00", "köl" * 400),
    ],
)
def test_asked_and_no_place_said(text: str) -> None:
    assert find_places(text, asked=True) == PlaceResult()


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("ich wohne nicht in NRW ich wohne in berlin", "Berlin"),
        ("10115", "10115"),
        ("49074", "49074"),
        ("venlo", "Venlo"),
        ("halle saale", "Halle (Saale)"),
    ],
)
def test_a_place_outside_is_said_to_be_outside(text: str, name: str) -> None:
    result = find_places(text, asked=True)
    assert result.ausserhalb == name
    assert result.ags is None and not result.vorschlaege


@pytest.mark.parametrize(
    ("text", "ort"),
    [
        ("junger mann, 19, köln, duldung", "Köln"),
        ("Ich bin 19, komme aus Syrien und lebe in Lemgo", "Lemgo"),
        ("hallo ich bin ali aus dortmund", "Dortmund"),
        ("meine klientin wohnt in 44623", "Herne"),
        ("ich wohne mit meinem bruder in hamm", "Hamm"),
        ("ich bin in essen", "Essen"),
        ("sie lebt in lage", "Lage"),
        ("ich wurde nach minden verteilt", "Minden"),
        ("seit 2018 in dortmund", "Dortmund"),
    ],
)
def test_unasked_a_sentence_says_where_somebody_lives(text: str, ort: str) -> None:
    assert find_places(text, asked=False).ags == AGS[ort]


@pytest.mark.parametrize(
    "text",
    [
        *(
            "essen",
            "halle",
            "lotte",
            "Ich heiße Lotte",
            "jetzt essen wir",
            "ich war essen",
            "wetter",
        ),
        *("in köln gibt es viele jobs", "ich gehe in köln zur schule", "mein mann ist in köln"),
        *("mein bruder ist 18 und wohnt in köln", "ich will von hamm nach köln umziehen"),
        *("wo ist das jobcenter in hagen", "ich wohne nicht mehr bei meinen eltern in köln"),
        *("In Bielefeld ist das hohe Maß an Zusammenarbeit sichtbar", "wir kamen aus syrien"),
        *("ich war in berlin", "50667", "10115"),
    ],
)
def test_unasked_other_talk_of_places_is_no_home(text: str) -> None:
    assert find_places(text, asked=False) == PlaceResult()


def test_a_kreis_is_no_town() -> None:
    assert find_places("kreis kerpen", asked=True) == PlaceResult(kreis="05362")
    assert find_places("ich wohne im kreis viersen", asked=False) == PlaceResult(kreis="05166")
    assert find_places("kreis köln", asked=True) == PlaceResult(ags=AGS["Köln"])


def test_the_same_text_gives_the_same_answer() -> None:
    texts = ["kerbn", "hagn", "köln oder bonn", "mülheim"]
    assert [find_places(t, True) for t in texts] == [find_places(t, True) for t in texts]


def test_a_long_message_is_read_quickly() -> None:
    find_places("köln", True)
    start = time.perf_counter()
    find_places("ich wohne in qwertz " * 500, False)
    assert time.perf_counter() - start < 0.5
