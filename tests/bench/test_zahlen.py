"""The figures of the benchmark: counted right, also where a run is short or empty."""

import math
import os

import pytest

from scripts.bench_gespraech.zahlen import (
    Zug,
    by_kind,
    cpu_seconds,
    descendants,
    distribution,
    family,
    median_around,
    parse_busy,
    parse_pss,
    parse_stat,
    percentile,
    pss_mb,
    within,
)

ROLLUP = """55d0c0a00000-7ffd2b3fe000 ---p 00000000 00:00 0                          [rollup]
Rss:              612340 kB
Pss:              401022 kB
Pss_Anon:         390000 kB
"""


def turns(*ms: float, art: str = "knopf") -> list[Zug]:
    """Turns one after the other, a second apart, that took so many milliseconds."""
    return [Zug(art, float(nr), nr + wait / 1000) for nr, wait in enumerate(ms)]


def test_half_of_a_hundred_turns_are_at_most_p50_and_95_at_most_p95():
    hundred = list(range(100, 0, -1))

    assert (percentile(hundred, 0.5), percentile(hundred, 0.95)) == (50, 95)


@pytest.mark.parametrize("share", [0.0, 0.5, 0.95, 1.0])
def test_of_one_turn_every_percentile_is_this_turn(share):
    assert percentile([7.0], share) == 7.0


def test_without_turns_there_is_no_percentile():
    assert math.isnan(distribution([]).p50)


def test_a_turn_without_an_answer_does_not_count_as_a_fast_one():
    found = distribution([*turns(40, 60), Zug("knopf", 0.0, 0.001, gut=False)])

    assert found.anzahl == 2
    assert found.p50 == pytest.approx(40)
    assert found.laengste == pytest.approx(60)


def test_kinds_are_told_apart():
    found = by_kind([*turns(10, 20, 30), *turns(100, art="frei")])

    assert {art: round(d.p50) for art, d in found.items()} == {"knopf": 20, "frei": 100}


def test_only_turns_that_end_in_the_measured_time_count():
    assert len(within(turns(0, 0, 0, 0, 0), 0.5, 3.0)) == 3


def test_around_turn_ten_is_the_median_of_its_neighbours():
    slow_in_the_middle = turns(*[10] * 9, 500, *[20] * 10)

    assert median_around(slow_in_the_middle, 10) == pytest.approx(20)
    assert median_around(slow_in_the_middle, 5) == pytest.approx(10)


def test_memory_is_the_proportional_share():
    assert parse_pss(ROLLUP) == 401022


def test_memory_that_is_not_told_is_an_error_and_not_zero():
    with pytest.raises(ValueError, match="Pss"):
        parse_pss("Rss:  12 kB\n")


def test_a_process_may_have_blanks_and_brackets_in_its_name():
    stat = "4711 (ein (boeser) Name) S 12 4711 4711 0 -1 4194560 1 2 3 4 250 50 0 0 20 0"

    assert parse_stat(stat) == (12, 300)


def test_the_computer_is_busy_while_it_works_and_not_while_it_waits():
    stat = "cpu  100 20 30 9999 888 1 2 0 0 0\ncpu0 1 1 1 1 1 1 1 1 1 1\n"

    assert parse_busy(stat) == 153


def test_children_of_children_belong_to_the_family_and_others_do_not():
    assert descendants(10, {11: 10, 12: 11, 13: 10, 20: 1}) == [10, 11, 13, 12]


def test_this_very_process_has_memory_and_uses_the_processor():
    pids = family([os.getpid()])

    assert pids[0] == os.getpid()
    assert pss_mb(pids)[os.getpid()] > 1
    assert cpu_seconds(pids)[os.getpid()] > 0
