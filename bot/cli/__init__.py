"""The command `wegweiser`: JSON on standard output, messages on standard error.

Nothing here imports another room while it is loaded: `wegweiser pruefe` must answer at once.
"""
