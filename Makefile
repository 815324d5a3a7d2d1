# Inhaltsverzeichnis: `make` allein zeigt alle Ziele.
.DEFAULT_GOAL := hilfe
.PHONY: hilfe setup run test test-lang haerte bench bilder seite laden lighthouse check train lock spacy-modell
SHELL := /bin/sh
BIN := .venv/bin

hilfe: ## zeigt diese Liste
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "  make %-14s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

setup: ## baut .venv, wenn es fehlt oder veraltet ist
	@scripts/setup

run: setup ## startet den Wegweiser und zeigt die Adresse der Seite (Ende mit Strg-C)
	@exec $(BIN)/wegweiser run $(ARGS)

test: check ## prüft alles: Stil, Typen, Räume und alle Tests
	@$(BIN)/wegweiser test $(ARGS)

test-lang: setup ## klickt jeden Fall bis zum Plan durch, sichert und wechselt das Modell (einige Minuten)
	@$(BIN)/python -m pytest -m lang $(ARGS)

haerte: setup ## Fuzzing, kill -9 und Ausfälle in voller Länge (etwa zwei Stunden)
	@$(BIN)/python -m pytest tests/haerte -m "haerte or not haerte" -s $(ARGS)

bench: setup ## misst das Recht, die Suche und ganze Gespräche neben einem schlichten Rasa-Bot
	@$(BIN)/python scripts/bench_recht.py; recht=$$?; $(BIN)/python scripts/bench_katalog.py; katalog=$$?; \
	  $(BIN)/python -m scripts.bench_gespraech $(ARGS) && exit $$((recht | katalog))

bilder: setup ## macht Bilder von jedem Bildschirm nach var/bilder, zum Ansehen
	@$(BIN)/python -m tests.browser.bilder var/bilder

seite: setup ## baut die Dateien der Seite neu und prüft, dass dieselben Bytes herauskommen (braucht Node)
	@cd bot/channel/web && npm ci --silent --ignore-scripts && node node_modules/esbuild/install.js && \
	  npm run --silent build && npm run --silent check

laden: setup ## misst, wie schnell die erste Frage auf einem alten Telefon mit schlechtem Netz da ist
	@$(BIN)/python -m tests.browser.laden $(ARGS)

lighthouse: setup ## misst die Seite mit Lighthouse, zum Beispiel jede Nacht (braucht Node)
	@scripts/lighthouse $(ARGS)

check: setup ## nur Stil, Typen und die Richtung der Räume
	@scripts/check

train: setup ## trainiert das Sprachmodell, auch wenn sich nichts geändert hat
	@$(BIN)/wegweiser train --neu

lock: ## löst die Pakete neu auf (requirements.lock); neuere Fassungen mit ARGS=--upgrade
	@scripts/lock $(ARGS)

spacy-modell: setup ## installiert das größere spaCy-Modell de-core-news-sm
	@"$$(scripts/find-uv)" pip install --python $(BIN)/python --no-deps \
	  "$$(sed -n 's/^ *"\(de-core-news-sm @ .*\)",$$/\1/p' pyproject.toml)"
