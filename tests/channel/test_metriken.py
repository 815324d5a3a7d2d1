"""What Prometheus is told: enough to see trouble, nothing to see a person."""

from __future__ import annotations

from collections.abc import Callable

from prometheus_client import REGISTRY, generate_latest

from tests.channel.werkstatt import Server, frage


def figure(name: str, **labels: str) -> float:
    return REGISTRY.get_sample_value(f"wegweiser_{name}", labels) or 0.0


def answered(status: str, fehler: str = "") -> float:
    return figure("anfragen_total", was="WebInput.answer", status=status, fehler=fehler)


def test_requests_are_counted_by_what_became_of_them(server: Server) -> None:
    token = server.begin()
    good, late = answered("200"), answered("409", "nummer_uebersprungen")
    slow = figure("anfrage_sekunden_count", was="WebInput.answer")
    server.say(token, 1, "ich bin 17")
    server.say(token, 9, "ich bin 17")
    assert answered("200") == good + 1
    assert answered("409", "nummer_uebersprungen") == late + 1
    assert figure("anfrage_sekunden_count", was="WebInput.answer") == slow + 2


def test_what_was_not_understood_is_counted(server: Server) -> None:
    token, before = server.begin(), figure("zuege_total", typ="nicht_verstanden")
    server.bot.answer = lambda latest: [{"custom": {"typ": "nicht_verstanden", "fakt": "alter"}}]
    server.say(token, 1, "blub")
    assert figure("zuege_total", typ="nicht_verstanden") == before + 1


def test_an_error_inside_counts_as_503(server: Server) -> None:
    token, before = server.begin(), answered("503", "nicht_bereit")
    server.bot.answer = lambda latest: []
    server.say(token, 1, "ich bin 17")
    assert answered("503", "nicht_bereit") == before + 1


def test_runs_that_delete_what_has_expired_are_counted(start: Callable[..., Server]) -> None:
    before = figure("ablauf_laeufe_total", ergebnis="gelungen")
    server = start()
    server.begin()
    assert figure("ablauf_laeufe_total", ergebnis="gelungen") == before + 1


def test_no_label_holds_words_or_a_token(server: Server) -> None:
    token = server.begin()
    server.bot.answer = lambda latest: frage("ort")
    server.say(token, 1, "Xylophonbau")
    server.history(f"{token}x")
    server.http.get(f"{server.base}/webhooks/web/Xylophonbau")
    text = generate_latest().decode()
    assert token not in text and "Xylophonbau" not in text


def test_the_public_port_tells_no_figures(server: Server) -> None:
    for path in ("/metrics", "/metriken", "/webhooks/web/metrics"):
        assert server.http.get(server.base + path).status_code == 404
