"""A network at an instant: all that its bodies are made of, and the nodes of one of its layers."""

from dataclasses import dataclass

import numpy as np

from nnviz.picture.frame import Floats
from nnviz.picture.palette import Values
from nnviz.stage.activity import Activity, Mask, Shares
from nnviz.stage.facts.step_arrays import StepArrays
from nnviz.stage.geometry.layout import Layout


@dataclass(frozen=True, eq=False, kw_only=True, slots=True)
class LayerNodes:
    """What some nodes show: those of a layer, or the targets beside the outputs.

    Attributes:
        layer: their number; targets have that of the outputs.
        centres: (units, 3) where they stand.
        values: (units,) what they show: activations, deltas or targets.
        shown: (units,) how far that has appeared.
        lit: (units,) which take part.
        pitch: how far they stand apart, world units.
        silent: (units,) which of them dropout silences.

    """

    layer: int
    centres: Floats
    values: Values
    shown: Shares
    lit: Mask
    pitch: float
    silent: Mask


@dataclass(frozen=True, eq=False, kw_only=True, slots=True)
class NetworkInstant:
    """A network at an instant of its training.

    Attributes:
        layout: where it stands.
        step: what was recorded of it.
        active: what of that is on the stage.
        sample: index of the record that is shown.

    """

    layout: Layout
    step: StepArrays
    active: Activity
    record: int

    @property
    def last(self) -> int:
        """The number of the output layer."""
        return len(self.layout.nodes) - 1

    @property
    def targets(self) -> LayerNodes:
        """The targets, which stand beside the outputs and are lit with them."""
        targets = self.step.targets[self.record]
        return LayerNodes(
            layer=self.last,
            centres=self.layout.targets,
            values=targets,
            shown=np.full(len(targets), self.active.targets, dtype=np.float32),
            lit=self.active.lit_nodes[-1],
            pitch=self.layout.pitches[-1],
            silent=np.zeros(len(targets), dtype=np.bool_),
        )

    def activations(self, layer: int) -> LayerNodes:
        """Return the nodes of a layer with their activations."""
        return self._nodes(layer, self.step.activations, self.active.activations)

    def deltas(self, layer: int) -> LayerNodes:
        """Return the nodes of a layer with their deltas; the input has none."""
        return self._nodes(layer, self.step.deltas, self.active.deltas)

    def _nodes(
        self, layer: int, values: tuple[Values, ...], shown: tuple[Shares, ...]
    ) -> LayerNodes:
        return LayerNodes(
            layer=layer,
            centres=self.layout.nodes[layer],
            values=values[layer][self.record],
            shown=shown[layer],
            lit=self.active.lit_nodes[layer],
            pitch=self.layout.pitches[layer],
            silent=self._silent(layer),
        )

    def _silent(self, layer: int) -> Mask:
        masks = self.step.masks[layer]
        width = self.layout.widths[layer]
        return masks[self.record] == 0 if masks.size else np.zeros(width, dtype=np.bool_)
