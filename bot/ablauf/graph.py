"""Runs Rasa's graph of components in an order that is worked out once."""

from __future__ import annotations

from graphlib import TopologicalSorter
from typing import Any

from rasa.engine.graph import GraphNode
from rasa.engine.runner.dask import DaskGraphRunner

Schritt = tuple[str, GraphNode, tuple[str, ...]]


class Reihe(DaskGraphRunner):
    """The components of a runner that Rasa has loaded, one after another.

    Rasa asks Dask to plan the same few components anew for every message and twice for every
    prediction; the planning takes longer than most of the components.
    """

    def __init__(self, runner: DaskGraphRunner) -> None:
        """Takes over the loaded components."""
        self.__dict__.update(runner.__dict__)
        self._reihen: dict[tuple[str, ...], list[Schritt]] = {}

    def run(
        self, inputs: dict[str, Any] | None = None, targets: list[str] | None = None
    ) -> dict[str, Any]:
        """See Rasa's GraphRunner: the output of each target by its name."""
        ziele = tuple(targets or self._graph_schema.target_names)
        if ziele not in self._reihen:
            self._reihen[ziele] = self._plan(ziele)
        found: dict[str, Any] = {name: (name, value) for name, value in (inputs or {}).items()}
        for name, node, needs in self._reihen[ziele]:
            # Was niemand liefert, bekommt ein Baustein wie bei Dask als bloßen Namen.
            found[name] = node(*(found.get(need, need) for need in needs))
        return {ziel: found[ziel][1] for ziel in ziele}

    def _plan(self, ziele: tuple[str, ...]) -> list[Schritt]:
        nodes = self._graph_schema.minimal_graph_schema(list(ziele)).nodes
        needs = {name: tuple(node.needs.values()) for name, node in nodes.items()}
        order = TopologicalSorter(needs).static_order()
        return [(n, self._instantiated_nodes[n], needs[n]) for n in order if n in nodes]
