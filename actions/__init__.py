"""Rasa's actions: thin, from tracker to bot.interview and back to events."""
