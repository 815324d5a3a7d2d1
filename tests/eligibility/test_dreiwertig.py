"""Unknown is never yes and never no, and the person hears why it is open."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from bot.eligibility import JA, NEIN, OFFEN, Antwort, Regelwerk, Sorte
from tests.eligibility.conftest import HEUTE, befund

Regeln = Callable[..., Regelwerk]

ALTER_UND_DEUTSCH = """
- alter: {ab: 18}
  sonst: Zu jung.
- deutsch: {ab: b1}
  sonst: Zu wenig Deutsch.
"""


@pytest.mark.parametrize(
    ("fakten", "antwort", "fehlt"),
    [
        ({"alter": 19, "deutsch": "b1"}, JA, ()),
        ({"alter": 17, "deutsch": "b1"}, NEIN, ()),
        ({"alter": 17}, NEIN, ()),
        ({"deutsch": "a2"}, NEIN, ()),
        ({"alter": 19}, OFFEN, ("deutsch",)),
        ({"alter": 19, "deutsch": "weiss_nicht"}, OFFEN, ("deutsch",)),
        ({"alter": "weiss_nicht", "deutsch": "weiss_nicht"}, OFFEN, ("alter", "deutsch")),
        ({}, OFFEN, ("alter", "deutsch")),
    ],
)
def test_all_conditions_must_hold(
    regeln: Regeln, fakten: dict[str, object], antwort: Antwort, fehlt: tuple[str, ...]
) -> None:
    ergebnis = befund(regeln(ALTER_UND_DEUTSCH), **fakten)
    assert (ergebnis.antwort, ergebnis.fehlende_fakten) == (antwort, fehlt)


def test_one_of_several_is_enough_and_a_no_names_the_common_sentence(regeln: Regeln) -> None:
    regelwerk = regeln(
        """
        - eine_von:
          - deutsch: {ab: b1}
          - schulabschluss: [msa, abitur]
          sonst: Beides fehlt.
        """
    )
    assert befund(regelwerk, deutsch="b2").antwort is JA
    assert befund(regelwerk, deutsch="a1").antwort is OFFEN
    zu = befund(regelwerk, deutsch="a1", schulabschluss="keiner")
    assert (zu.antwort, [grund.satz for grund in zu.gruende]) == (NEIN, ["Beides fehlt."])


def test_every_missed_condition_gives_its_own_sentence(regeln: Regeln) -> None:
    ergebnis = befund(regeln(ALTER_UND_DEUTSCH), alter=17, deutsch="a1")
    assert [grund.satz for grund in ergebnis.gruende] == ["Zu jung.", "Zu wenig Deutsch."]


def test_an_exception_leaves_it_to_the_authority(regeln: Regeln) -> None:
    regelwerk = regeln(
        """
        - identitaet: rechtzeitig
          ausnahme: Das Amt kann eine Ausnahme machen.
        """
    )
    spaet = befund(regelwerk, identitaet="spaet")
    assert (spaet.antwort, spaet.fehlende_fakten) == (OFFEN, ())
    assert [grund.sorte for grund in spaet.gruende] == [Sorte.BEHOERDE]
    assert befund(regelwerk).fehlende_fakten == ("identitaet",)


def test_a_presumption_holds_until_somebody_says_otherwise(regeln: Regeln) -> None:
    regelwerk = regeln(
        """
        - erwerbstaetigkeit: [erlaubt, mit_erlaubnis]
          vermutung: Wir nehmen an, dass Arbeit erlaubt ist.
          sonst: Arbeit ist verboten.
        """
    )
    vermutet = befund(regelwerk)
    assert vermutet.antwort is JA
    assert Sorte.VERMUTUNG in {grund.sorte for grund in vermutet.gruende}
    assert befund(regelwerk, erwerbstaetigkeit="verboten").antwort is NEIN
    assert befund(regelwerk, erwerbstaetigkeit="weiss_nicht").antwort is JA


def test_presumed_while_unknown_and_left_to_the_authority_when_missed(regeln: Regeln) -> None:
    regelwerk = regeln(
        """
        - erwerbstaetigkeit: [erlaubt, mit_erlaubnis]
          vermutung: Wir nehmen an, dass Arbeit erlaubt ist.
          ausnahme: Das Amt kann den Eintrag ändern.
        """
    )
    assert befund(regelwerk).antwort is JA
    verboten = befund(regelwerk, erwerbstaetigkeit="verboten")
    assert (verboten.antwort, verboten.gruende[0].sorte) == (OFFEN, Sorte.BEHOERDE)


def test_what_is_not_modelled_says_so(regeln: Regeln) -> None:
    ergebnis = befund(regeln("- {immer: offen, warum: nicht_abgebildet, sonst: Nicht bekannt.}"))
    assert [grund.sorte for grund in ergebnis.gruende] == [Sorte.NICHT_ABGEBILDET]


def test_a_weg_that_nobody_has_written_down_is_open(regeln: Regeln) -> None:
    from bot.eligibility import assess
    from bot.profile import Profil

    profil = Profil.from_json({"alter": 20}, HEUTE)
    regelwerk = regeln(ALTER_UND_DEUTSCH)
    anderer = assess(regelwerk, profil, HEUTE, HEUTE, nur=["anderer"])[0]
    assert (anderer.antwort, anderer.gruende[0].sorte) == (OFFEN, Sorte.NICHT_EINGETRAGEN)


@pytest.mark.parametrize(
    ("status_seit", "antwort"),
    [("2026-08", JA), ("2026-09", NEIN), ("2026", OFFEN), ("2025", JA), (None, OFFEN)],
)
def test_a_year_without_a_month_is_tested_at_both_ends(
    regeln: Regeln, status_seit: str | None, antwort: Antwort
) -> None:
    regelwerk = regeln("- {status_seit: {monate_ab: 3}, sonst: Noch keine 3 Monate.}")
    assert befund(regelwerk, status_seit=status_seit).antwort is antwort


@pytest.mark.parametrize(
    ("geburtsdatum", "antwort"),
    [("2008-07-31", JA), ("2008-08-01", NEIN), ("2008", OFFEN), ("2007", JA), ("2009", NEIN)],
)
def test_school_duty_ends_with_the_school_year_of_the_18th_birthday(
    regeln: Regeln, geburtsdatum: str, antwort: Antwort
) -> None:
    regelwerk = regeln("- {alter: {schuljahr_vorbei: 18}, sonst: Noch Schule.}")
    assert befund(regelwerk, geburtsdatum=geburtsdatum).antwort is antwort


@pytest.mark.parametrize(
    ("alter", "antwort"), [(26, JA), (27, NEIN), (12, JA), (11, NEIN), ("weiss_nicht", OFFEN)]
)
def test_age_limits_hold_on_both_sides(regeln: Regeln, alter: object, antwort: Antwort) -> None:
    regelwerk = regeln("- {alter: {ab: 12, unter: 27}, sonst: Falsches Alter.}")
    assert befund(regelwerk, alter=alter).antwort is antwort


class TestOldInformation:
    """Old law fails closed for today, and only for today."""

    WENN = "- {alter: {ab: 18}, sonst: Zu jung.}"
    SPAETER = date(2027, 7, 1)

    def test_a_yes_about_today_becomes_open_and_keeps_its_reasons(self, regeln: Regeln) -> None:
        alt = befund(regeln(self.WENN), self.SPAETER, self.SPAETER, alter=20)
        assert alt.antwort is OFFEN
        assert [grund.sorte for grund in alt.gruende] == [Sorte.TRAGEND, Sorte.VERALTET]

    def test_a_past_date_of_law_is_not_touched(self, regeln: Regeln) -> None:
        assert befund(regeln(self.WENN), HEUTE, self.SPAETER, alter=20).antwort is JA

    def test_a_no_stays_a_no(self, regeln: Regeln) -> None:
        assert befund(regeln(self.WENN), self.SPAETER, self.SPAETER, alter=17).antwort is NEIN


class TestOutlook:
    """From when a closed Weg opens by itself and what the person can change."""

    def test_time_alone_opens_it(self, regeln: Regeln) -> None:
        regelwerk = regeln("- {status_seit: {monate_ab: 3}, sonst: Noch keine 3 Monate.}")
        assert befund(regelwerk, status_seit="2026-10").ab_wann == "2027-01"

    def test_what_time_does_not_change_stays_closed(self, regeln: Regeln) -> None:
        regelwerk = regeln("- {deutsch: {ab: b1}, sonst: Zu wenig Deutsch.}")
        assert befund(regelwerk, deutsch="a1").ab_wann is None

    def test_a_birthday_opens_it(self, regeln: Regeln) -> None:
        regelwerk = regeln("- {alter: {ab: 18}, sonst: Zu jung.}")
        assert befund(regelwerk, geburtsdatum="2009-01-15").ab_wann == "2027-01"
        assert befund(regelwerk, geburtsdatum="2009-01-30").ab_wann == "2027-02"

    def test_more_than_three_years_ahead_is_not_promised(self, regeln: Regeln) -> None:
        regelwerk = regeln("- {einreise: {monate_ab: 60}, sonst: Noch keine 5 Jahre.}")
        assert befund(regelwerk, einreise="2024-11").ab_wann == "2029-11"
        assert befund(regelwerk, einreise="2024-12").ab_wann is None
