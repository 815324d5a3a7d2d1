# syntax=docker/dockerfile:1
# Zwei Abbilder aus einer Datei (docs/betrieb.md):
#   wegweiser  Seite, Rasa und alle Befehle; das Sprachmodell entsteht beim Bauen
#   aktionen   nur Recht, Angebote und Sätze; ohne Rasa, TensorFlow und spaCy
ARG PYTHON=3.10-slim-bookworm

FROM python:${PYTHON} AS werkzeug
ENV UV_LINK_MODE=copy UV_NO_CACHE=1 UV_PYTHON_DOWNLOADS=never VIRTUAL_ENV=/opt/venv
WORKDIR /bau
COPY scripts/uv.txt ./
RUN pip install --no-cache-dir --disable-pip-version-check --require-hashes --only-binary :all: -r uv.txt \
    && uv venv /opt/venv

FROM werkzeug AS pakete
COPY deploy/wegweiser.lock ./
RUN uv pip sync --require-hashes --compile-bytecode wegweiser.lock

FROM werkzeug AS pakete-aktionen
COPY deploy/aktionen.lock ./
RUN uv pip sync --require-hashes --compile-bytecode aktionen.lock

FROM python:${PYTHON} AS grund
# HOME und MPLCONFIGDIR: Bibliotheken legen dort Kleinigkeiten ab, alles andere darf nur gelesen werden.
ENV PATH=/opt/venv/bin:$PATH PYTHONUNBUFFERED=1 HOME=/tmp MPLCONFIGDIR=/tmp/matplotlib WEGWEISER_PROTOKOLL=json
RUN useradd --system --uid 10001 --home-dir /tmp --no-create-home --shell /usr/sbin/nologin wegweiser \
    && mkdir -p /app/var/run /app/var/log \
    && chown -R wegweiser: /app/var
WORKDIR /app
ENTRYPOINT ["python", "-m", "bot.cli"]

FROM grund AS aktionen
COPY --from=pakete-aktionen /opt/venv /opt/venv
COPY pyproject.toml ./
COPY data/eligibility data/eligibility
COPY data/texte data/texte
COPY data/orte data/orte
COPY data/angebote data/angebote
COPY bot bot
COPY actions actions
RUN python -m compileall -q bot actions \
    && chown -R wegweiser: data/angebote
USER 10001
EXPOSE 5055
HEALTHCHECK --interval=15s --timeout=5s --start-period=30s \
    CMD ["python", "-c", "import urllib.request; urllib.request.urlopen('http://127.0.0.1:5055/health', timeout=3)"]
CMD ["aktionen", "--host", "0.0.0.0"]

FROM grund AS wegweiser
COPY --from=pakete /opt/venv /opt/venv
COPY pyproject.toml config.yml domain.yml credentials.yml endpoints.yml ./
COPY data data
COPY bot bot
COPY actions actions
# Die spaCy-Pipeline und das Modell gehören ins Abbild: beim Start wird nichts gebaut und nichts geholt.
RUN python -m compileall -q bot actions \
    && python -c "from bot.understanding.pipeline import ensure_built; ensure_built(print)" \
    && python -m bot.cli train \
    && rm -rf .rasa var/training var/training.lock /tmp/* \
    && chown -R wegweiser: data/angebote
USER 10001
EXPOSE 5005
HEALTHCHECK --interval=15s --timeout=5s --start-period=90s \
    CMD ["python", "-c", "import urllib.request; urllib.request.urlopen('http://127.0.0.1:5005/health', timeout=3)"]
CMD ["run", "--host", "0.0.0.0"]
