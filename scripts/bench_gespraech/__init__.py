"""Measures whole interviews over HTTP, beside a plain Rasa bot (see __main__.py)."""
