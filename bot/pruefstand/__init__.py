"""The Prüfstand: the page on which staff test conversations, law and texts.

A process of its own. It knows test conversations that were held in it, and no others.
"""
