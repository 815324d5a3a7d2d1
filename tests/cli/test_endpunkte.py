import stat
from dataclasses import replace

from bot.cli.endpunkte import endpoints, write_endpoints
from bot.settings import Settings


def test_without_redis_rasa_keeps_its_locks_in_memory():
    found = endpoints(Settings(), 6001)

    assert found["action_endpoint"] == {"url": "http://127.0.0.1:6001/webhook"}
    assert found["tracker_store"] == {"type": "SQL", "url": Settings().db}
    assert "lock_store" not in found


def test_redis_with_password_and_number_is_taken_apart():
    settings = replace(Settings(), redis="rediss://ich:geheim@redis.example:7000/4")

    assert endpoints(settings, 1)["lock_store"] == {
        "type": "redis",
        "url": "redis.example",
        "port": 7000,
        "db": 4,
        "use_ssl": True,
        "username": "ich",
        "password": "geheim",
    }


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

    assert found.action.url == "http://127.0.0.1:6001/webhook"
    assert found.tracker_store.url == Settings().db
    assert (found.lock_store.type, found.lock_store.url) == ("redis", "127.0.0.1")
