"""The style sheet of all staff pages."""

from pathlib import Path

STIL = Path(__file__).with_name("stil.css")
