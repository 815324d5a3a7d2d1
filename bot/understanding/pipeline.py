"""The German spaCy pipeline: de_core_news_sm where installed, else one we build ourselves.

Ours is spaCy's German tokenizer with the lookup lemmatizer of spacy-lookups-data, written once
to `var/spacy_de`. Beside it lies a Bloom filter of all German word forms: ordinary words must
not be "repaired" into words of our patterns.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable
from functools import cache
from importlib.util import find_spec
from pathlib import Path

import spacy
from preshed.bloom import BloomFilter
from spacy.language import Language
from spacy.lookups import load_lookups
from spacy.strings import hash_string

from bot.understanding.falten import fold

PACKAGE = "de_core_news_sm"
OWN_NAME = "spacy_de"
OWN_FOLDER = Path(__file__).resolve().parents[2] / "var" / OWN_NAME
_KNOWN_FILE = "bekannt.bin"
_TABLE = "lemma_lookup"
_ERROR_RATE = 0.001

Report = Callable[[str], None]


def pipeline_name() -> str:
    """`de_core_news_sm` where that package is installed, else the name of our own pipeline."""
    return PACKAGE if find_spec(PACKAGE) else OWN_NAME


def is_built(folder: Path = OWN_FOLDER) -> bool:
    """Whether our own pipeline lies there, complete."""
    return (folder / "meta.json").is_file() and (folder / _KNOWN_FILE).is_file()


def build(folder: Path = OWN_FOLDER) -> Path:
    """Build our own pipeline into `folder`, replacing what is there (about 3 s, 9 MB)."""
    lookups = load_lookups("de", [_TABLE])
    nlp = spacy.blank("de", meta={"name": OWN_NAME})
    nlp.add_pipe("lemmatizer", config={"mode": "lookup"}).initialize(lookups=lookups)
    work = folder.with_name(folder.name + ".neu")
    shutil.rmtree(work, ignore_errors=True)
    work.mkdir(parents=True)
    nlp.to_disk(work)
    (work / _KNOWN_FILE).write_bytes(_known_words())
    shutil.rmtree(folder, ignore_errors=True)
    return work.rename(folder)


def ensure_built(report: Report = lambda line: None, folder: Path = OWN_FOLDER) -> Path:
    """Our own pipeline's folder; builds it first when it is missing, and says so."""
    if not is_built(folder):
        report(f"Baue die deutsche spaCy-Pipeline in {folder} ...")
        build(folder)
    return folder


@cache
def load() -> Language:
    """The pipeline in use, loaded once per process."""
    folder = ensure_built()
    return (
        spacy.load(PACKAGE, exclude=["parser", "ner"]) if find_spec(PACKAGE) else spacy.load(folder)
    )


@cache
def known_words() -> Callable[[str], bool]:
    """A test whether a folded form is an ordinary German word (wrong for 1 in 1,000)."""
    bloom = BloomFilter().from_bytes((ensure_built() / _KNOWN_FILE).read_bytes())
    return lambda folded: hash_string(folded) in bloom


def _known_words() -> bytes:
    table = load_lookups("de", [_TABLE]).get_table(_TABLE)
    forms = {fold(lemma) for lemma in table.values()} | _forms_of_lemma_file()
    bloom = BloomFilter.from_error_rate(len(forms), _ERROR_RATE)
    for form in sorted(forms):
        bloom.add(hash_string(form))
    data: bytes = bloom.to_bytes()
    return data


def _forms_of_lemma_file() -> set[str]:
    """The inflected forms; the loaded table keeps only hashes of them."""
    import gzip
    import json

    import spacy_lookups_data

    path = Path(spacy_lookups_data.__file__).parent / "data" / f"de_{_TABLE}.json.gz"
    with gzip.open(path, "rt", encoding="utf-8") as file:
        return {fold(form) for form in json.load(file)}
