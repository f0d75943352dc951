"""Rows: the networks that a comparison or a race puts beside each other."""

from collections.abc import Callable

import numpy as np

from nnviz.stage.facts.step_arrays import StepArrays
from nnviz.stage.geometry.layout import Layout
from nnviz.stage.setting import Setting
from nnviz.stage.world.staged_bodies import StagedNetwork
from nnviz.story.moment import Moment
from nnviz.story.storyboard import Shot
from nnviz.trace.trace import Trace


class Rows:
    """The rows of the shots of a show.

    Args:
        setting: the show's.
        trace: the training that comparisons are of.
        step_of: returns what a trace has of an epoch.

    """

    def __init__(
        self, setting: Setting, trace: Trace, step_of: Callable[[Trace, int], StepArrays]
    ) -> None:
        self._setting, self._trace, self._step_of = setting, trace, step_of

    def networks(
        self, shot: Shot, layouts: tuple[Layout, ...], moment: Moment
    ) -> list[StagedNetwork]:
        """Return the networks of a row: the variants, or two epochs of the same one.

        Args:
            shot: the race or the comparison.
            layouts: where its networks stand.
            moment: what is told of them.

        """
        if shot.tell == "race":
            return self._variants(moment.epoch)
        setting, watched = self._setting, self._setting.watched
        return [
            StagedNetwork(
                setting.wording.named_epoch.format(epoch=epoch),
                layout,
                self._step_of(self._trace, epoch),
                setting.divergence,
                watched.told(epoch),
                watched.curve.title,
            )
            for layout, epoch in zip(layouts, shot.epochs, strict=True)
        ]

    def _variants(self, epoch: int) -> list[StagedNetwork]:
        variants = self._setting.variants
        return [
            StagedNetwork(
                variant.name,
                variant.layout,
                self._step_of(variant.trace, there),
                variant.divergence,
                variant.watched.told(there),
                variant.watched.curve.title,
            )
            for variant in variants
            for there in [recorded_upto(variant.trace, epoch)]
        ]


def recorded_upto(trace: Trace, epoch: int) -> int:
    """Return the last recorded epoch up to one that this trace may lack and another has."""
    index = int(np.searchsorted(trace.epochs, epoch, side="right")) - 1
    return int(trace.epochs[max(index, 0)])
