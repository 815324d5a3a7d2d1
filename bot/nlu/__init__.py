"""Rasa graph components: thin around `bot.understanding`; the command `verstehe`."""
