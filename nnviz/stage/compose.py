"""Composing: from what was recorded and the moment to tell, a frame.

Pure: the same arguments give the same frame, whatever was composed before. But what lasts from one
frame to the next is composed once, and both hold the same arrays: a network whose numbers rest, the
panels, and all of a frame that only numbers on their way tell from the one before.
"""

from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache, partial

import numpy as np

from nnviz.picture.builder import Flat, FrameBuilder, joined
from nnviz.picture.camera import project, unit_at_target
from nnviz.picture.frame import Camera, Frame
from nnviz.picture.labels import LabelGroup, place_labels
from nnviz.picture.regions import Regions
from nnviz.stage.activity import activity, pulse_of
from nnviz.stage.facts.loss_surface import LossSurface
from nnviz.stage.facts.step_arrays import StepArrays
from nnviz.stage.instant import Instant, RowInstant
from nnviz.stage.known import known_at
from nnviz.stage.panels import panels_named
from nnviz.stage.panels.calculation import fit_calculation, lines_written
from nnviz.stage.setting import Setting
from nnviz.stage.surroundings import around_one, around_row
from nnviz.stage.worked.calculation import calculation
from nnviz.stage.worked.lines import Calculation
from nnviz.stage.world.edges import add_pulses
from nnviz.stage.world.network_titles import add_network_titles
from nnviz.stage.world.staged_bodies import (
    StagedBodies,
    StagedNetwork,
    network_bodies,
    surface_bodies,
)
from nnviz.story.moment import Moment

UNIT_DECIMALS = 5  # far below a pixel, so that the legend rests while the camera goes around
UNWARNED = np.errstate(all="ignore")  # a training may diverge: that is shown, not warned of


class Composer:
    """Composes the frames of a show.

    Args:
        setting: the show's.

    """

    def __init__(self, setting: Setting) -> None:
        self._setting = setting
        on_stage = max(len(setting.variants), 2)
        self._network = lru_cache(maxsize=on_stage)(partial(network_bodies, setting))
        self._surface = lru_cache(maxsize=1)(partial(surface_bodies, setting))
        self._calculation = lru_cache(maxsize=1)(partial(_calculated, setting))
        self._around_one = lru_cache(maxsize=1)(partial(around_one, setting))
        self._around_row = lru_cache(maxsize=1)(partial(around_row, setting))
        self._resting = lru_cache(maxsize=1)(partial(_resting, setting))

    @UNWARNED
    def compose(
        self,
        step: StepArrays,
        moment: Moment,
        camera: Camera,
        *,
        panels: frozenset[str],
        caption: str,
        name: str = "",
        surface: LossSurface | None = None,
    ) -> Frame:
        """Return the frame of a moment.

        Args:
            step: what was recorded at the moment's epoch.
            moment: what to show.
            camera: from where.
            panels: what stands around the stage.
            caption: one line below the picture; may be empty.
            name: what stands above the network; may be empty.
            surface: the loss surface that stands on the stage in place of the network; None: it
                does.

        """
        setting = self._setting
        active = activity(moment, setting.layout.widths)
        still = replace(moment, progress=1.0)
        told = any(panel.tells_calculation for panel in panels_named(panels))
        worked = self._calculation(step, still) if told else None
        instant = Instant(
            step=step,
            moment=still,
            known=known_at(moment, active, step),
            panels=panels,
            unit=round(unit_at_target(camera), UNIT_DECIMALS),
            worked=worked,
            lines=lines_written(len(worked.lines), moment.progress) if worked else 0,
            caption=caption,
            surface=surface,
        )
        around = self._around_one(instant)
        if surface is not None:
            return self._resting((self._surface(surface, moment.epoch),), around, camera)
        network = StagedNetwork(name, setting.layout, step, setting.divergence)
        return self._frame((network,), moment, around, camera)

    @UNWARNED
    def compose_row(
        self,
        networks: Sequence[StagedNetwork],
        moment: Moment,
        camera: Camera,
        *,
        panels: frozenset[str],
        caption: str,
        last: int,
    ) -> Frame:
        """Return the frame of several networks beside each other: epochs of one, or variants.

        Args:
            networks: the networks, from left to right.
            moment: what to show of each.
            camera: from where.
            panels: `records` is the table of their outputs, a curve those of all variants.
            caption: one line below the picture; may be empty.
            last: epoch at which the axis of a race ends.

        """
        across: tuple[float, ...] = ()
        shown = panels_named(panels)
        if any(panel.under_each for panel in shown):
            middles = np.stack([network.layout.middle for network in networks])
            seen = project(camera, self._setting.aspect, middles).position
            across = tuple(seen[:, 0].tolist())
        over = tuple(dict.fromkeys(network.over for network in networks))
        row = RowInstant(
            networks=tuple(networks),
            moment=replace(moment, progress=1.0),
            panels=panels,
            across=across,
            over=() if any(panel.says_over for panel in shown) else over,
            last=last,
            caption=caption,
        )
        return self._frame(row.networks, moment, self._around_row(row), camera)

    def _frame(
        self, networks: tuple[StagedNetwork, ...], moment: Moment, around: Flat, camera: Camera
    ) -> Frame:
        """Return the frame of some networks, and of what travels along their edges."""
        on_stage, moving = [], FrameBuilder()
        for network in networks:
            active = activity(moment, network.layout.widths)
            on_stage.append(self._network(network, active, moment.record, len(networks)))
            pulse = pulse_of(moment, network.layout.widths)
            if pulse is not None:
                shown = network.at(active, moment.record)
                add_pulses(moving, self._setting, shown, pulse)
        frame = self._resting(tuple(on_stage), around, camera)
        pulses = moving.bodies().solids
        return replace(frame, solids=joined([frame.solids, pulses])) if len(pulses.glow) else frame


def _calculated(setting: Setting, step: StepArrays, moment: Moment) -> Calculation | None:
    """Return the calculation of a moment, as its panel has room for it."""
    worked = calculation(setting, step, moment)
    region = Regions(setting.aspect).upper_right
    return None if worked is None else fit_calculation(worked, region, setting.wording)


def _resting(
    setting: Setting, on_stage: tuple[StagedBodies, ...], around: Flat, camera: Camera
) -> Frame:
    """Return a frame of what stands on the stage and lies around it, with the labels in place."""
    builder, palette = FrameBuilder(around.kept_clear), setting.palette
    heads = [each.head for each in on_stage if each.head is not None]
    add_network_titles(builder, heads, camera, setting.aspect)
    groups = [LabelGroup(each.labels, each.corners, each.cores) for each in on_stage]
    place_labels(builder, groups, camera, setting.aspect, palette)
    pinned = builder.flat()
    return Frame(
        aspect=setting.aspect,
        background=setting.palette.background,
        camera=camera,
        solids=joined([each.bodies.solids for each in on_stage]),
        cylinders=joined([each.bodies.cylinders for each in on_stage]),
        rectangles=joined([around.rectangles, pinned.rectangles]),
        maps=around.maps,
        strokes=around.strokes,
        labels=joined([around.labels, pinned.labels]),
    )
