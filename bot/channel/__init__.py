"""The web channel: HTTP in front of Rasa, numbered turns, sessions, and the page."""
