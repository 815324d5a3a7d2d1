"""Python's collector of garbage, told what never becomes garbage."""

from __future__ import annotations

import gc

JUNGE, MITTLERE, ALTE = 20_000, 20, 50
"""Objects and rounds after which a collection begins; Python's own 700, 10, 10 are for scripts."""


def calm_collector() -> None:
    """Sets aside what is loaded: call it once a server is ready.

    The model, the law and the libraries are some million objects. Looking through all of them
    again and again took a tenth of a turn on average, and some turns waited for all of it.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(JUNGE, MITTLERE, ALTE)
