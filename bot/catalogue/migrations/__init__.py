"""Alembic migrations of the catalogue. Only the schema migrates; data comes from YAML."""
