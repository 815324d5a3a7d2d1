import stat
from dataclasses import replace

from rasa.shared.utils.common import class_from_module_path

from bot.ablauf.speicher import Speicher
from bot.ablauf.sperren import Sperren
from bot.cli.endpunkte import endpoints, write_endpoints
from bot.settings import Settings


def test_one_machine_needs_nothing_but_a_file():
    found = endpoints(Settings(), 6001)

    assert found["action_endpoint"] == {"url": "innen"}
    assert found["tracker_store"]["url"] == Settings().db
    assert "lock_store" not in found


def test_processes_of_an_action_server_are_asked_on_loopback():
    found = endpoints(replace(Settings(), aktionen="2"), 6001)

    assert found["action_endpoint"] == {"url": "http://127.0.0.1:6001/webhook"}


def test_rasa_finds_our_store_and_our_locks_by_their_names():
    found = endpoints(replace(Settings(), redis="rediss://ich:geheim@redis.example:7000/4"), 1)

    assert class_from_module_path(found["tracker_store"]["type"]) is Speicher
    assert class_from_module_path(found["lock_store"]["type"]) is Sperren
    assert found["lock_store"]["url"] == "rediss://ich:geheim@redis.example:7000/4"


def test_actions_elsewhere_are_asked_there():
    settings = replace(Settings(), aktionen="http://aktionen:5055")

    assert endpoints(settings, 1)["action_endpoint"] == {"url": "http://aktionen:5055/webhook"}


def test_rasas_own_brokers_are_never_used_because_they_publish_every_word():
    for settings in (Settings(), replace(Settings(), broker="amqp://ich:geheim@broker")):
        broker = endpoints(settings, 1)["event_broker"]

        assert broker["type"] == "bot.channel.zaehler.Zaehler"
        assert broker["url"] == (settings.broker or settings.db)


def test_nobody_else_may_read_the_file_because_it_may_hold_a_password(tmp_path):
    file = write_endpoints(Settings(), 6001, tmp_path)

    assert stat.S_IMODE(file.stat().st_mode) == 0o600


def test_rasa_understands_the_file(tmp_path):
    from rasa.core.utils import AvailableEndpoints

    file = write_endpoints(replace(Settings(), redis="redis://127.0.0.1"), 6001, tmp_path)
    found = AvailableEndpoints.read_endpoints(str(file))

    assert found.action.url == "innen"
    assert found.tracker_store.url == Settings().db
    assert found.lock_store.url == "redis://127.0.0.1"
