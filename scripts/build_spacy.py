"""Builds the German spaCy pipeline into var/spacy_de (called by scripts/setup)."""

from bot.understanding.pipeline import ensure_built

if __name__ == "__main__":
    ensure_built(print)
