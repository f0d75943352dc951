"""Composing: from what was recorded and the moment to tell, a frame.

Pure: the same arguments give the same frame, whatever was composed before. But what lasts from one
frame to the next is composed once, and both hold the same arrays: a network whose numbers rest, the
panels, and all of a frame that only numbers on their way tell from the one before.
"""

from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache, partial

import numpy as np

from nnviz.picture.builder import NO_MAPS, Flat, FrameBuilder, joined
from nnviz.picture.camera import project, unit_at_target
from nnviz.picture.frame import Camera, Frame
from nnviz.picture.labels import LabelGroup, place_labels
from nnviz.picture.regions import MARGIN, Region, Regions
from nnviz.stage.activity import EDGES_GROW, activity, halfway_activity, pulse_of
from nnviz.stage.equation.drawing import current_line, equation_flat
from nnviz.stage.equation.fitting import PlacedEquation, placed_equation
from nnviz.stage.equation.obstacles import Scenery, rod_probes
from nnviz.stage.facts.loss_surface import LossSurface
from nnviz.stage.facts.step_arrays import StepArrays
from nnviz.stage.instant import Instant, RowInstant
from nnviz.stage.known import known_at
from nnviz.stage.panels import panels_named
from nnviz.stage.panels.calculation import fit_calculation, lines_written
from nnviz.stage.panels.choice import regions_of
from nnviz.stage.panels.equation import PANEL as EQUATION
from nnviz.stage.setting import Setting
from nnviz.stage.surroundings import around_one, around_row
from nnviz.stage.worked.calculation import calculation
from nnviz.stage.worked.lines import Calculation
from nnviz.stage.world.edges import add_pulses
from nnviz.stage.world.floor import floor_below
from nnviz.stage.world.network_titles import network_titles
from nnviz.stage.world.node_maps import add_node_maps
from nnviz.stage.world.staged_bodies import (
    StagedBodies,
    StagedNetwork,
    edge_bodies,
    network_bodies,
    network_texts,
    node_bodies,
    surface_bodies,
)
from nnviz.stage.world.told_tiles import told_tiles
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
        self._edges = lru_cache(maxsize=on_stage)(partial(edge_bodies, setting))
        self._nodes = lru_cache(maxsize=on_stage)(partial(node_bodies, setting))
        self._texts = lru_cache(maxsize=on_stage)(partial(network_texts, setting))
        self._network = lru_cache(maxsize=on_stage)(network_bodies)
        self._surface = lru_cache(maxsize=1)(partial(surface_bodies, setting))
        self._calculation = lru_cache(maxsize=1)(partial(_calculated, setting))
        self._around_one = lru_cache(maxsize=2)(partial(around_one, setting))  # as told, and whole
        self._around_row = lru_cache(maxsize=1)(partial(around_row, setting))
        self._resting = lru_cache(maxsize=1)(partial(_resting, setting))
        self._rods = lru_cache(maxsize=1)(partial(rod_probes, setting.layout, setting.aspect))
        self._placed = lru_cache(maxsize=1)(self._place_equation)
        self._rims = lru_cache(maxsize=1)(partial(told_tiles, setting, setting.layout))
        self._with_equation = lru_cache(maxsize=1)(partial(_with_equation, setting))

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
        rest: Camera | None = None,
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
            rest: from where the shot is seen once the camera rests; None: it does. By that the
                equation has its place: it rests, too, where somebody looks around.

        """
        setting = self._setting
        active = activity(moment, setting.layout.widths)
        still = replace(moment, progress=1.0)
        told = any(panel.tells_calculation for panel in panels_named(panels))
        regions = regions_of(panels, setting.aspect)
        worked = self._calculation(step, still, regions) if told else None
        instant = Instant(
            step=step,
            moment=still,
            known=known_at(moment, active, step),
            panels=panels,
            regions=regions,
            unit=_unit(camera, regions),
            worked=worked,
            lines=lines_written(len(worked.lines), moment.progress) if worked else 0,
            caption=caption,
            surface=surface,
        )
        around = self._around_one(instant)
        if surface is not None:
            return self._resting((self._surface(surface, moment.epoch),), around, camera)
        network, rims = StagedNetwork(name, setting.layout, step, setting.divergence), None
        if EQUATION.name in panels:
            placed = self._placed(step, still, camera if rest is None else rest, panels, caption)
            if placed is not None:
                now = current_line(placed, moment.progress)
                around = self._with_equation(around, placed, now)
                lines = placed.equation.worked.lines
                nodes = tuple(line.node for line in lines if line.node is not None)
                rims = self._rims(still, nodes, lines[now].node if now >= 0 else None)
        return self._frame((network,), moment, around, camera, rims=rims)

    def _place_equation(
        self, step: StepArrays, moment: Moment, camera: Camera, panels: frozenset[str], caption: str
    ) -> PlacedEquation | None:
        """Return the equation of a moment where it stands for all of it: of its end."""
        setting, regions = self._setting, regions_of(panels, self._setting.aspect)
        active = activity(moment, setting.layout.widths)
        whole = Instant(
            step=step,
            moment=moment,
            known=known_at(moment, active, step),
            panels=panels,
            regions=regions,
            unit=_unit(camera, regions),
            caption=caption,
        )
        room = replace(regions.stage, right=regions.width - MARGIN)  # no panel need stand there
        network = StagedNetwork("", setting.layout, step, setting.divergence)
        scenery = Scenery(
            layout=setting.layout,
            active=active,
            labels=self._texts(network, active, moment.record, 1).labels,
            rods=self._rods(camera),
            camera=camera,
            aspect=setting.aspect,
            room=room.scaled(regions.scale),
            kept_clear=self._around_one(whole).kept_clear,
        )
        return placed_equation(setting, step, moment, scenery)

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
        seats: tuple[Region, ...] = ()
        shown, regions = panels_named(panels), regions_of(panels, self._setting.aspect)
        if any(panel.under_each for panel in shown):
            seats = tuple(_seat(camera, regions, each) for each in networks)
        over = tuple(dict.fromkeys(network.over for network in networks))
        row = RowInstant(
            networks=tuple(networks),
            moment=replace(moment, progress=1.0),
            panels=panels,
            regions=regions,
            seats=seats,
            over=() if any(panel.says_over for panel in shown) else over,
            last=last,
            caption=caption,
        )
        return self._frame(row.networks, moment, self._around_row(row), camera)

    def _staged(self, network: StagedNetwork, moment: Moment, among: int) -> StagedBodies:
        """Return a network, one of so many; what does not grow is not composed anew."""
        record, widths = moment.record, network.layout.widths
        halfway = halfway_activity(moment, widths)
        nodes = edges = halfway
        if moment.phase in EDGES_GROW:
            edges = activity(moment, widths)
        else:
            nodes = activity(moment, widths)
        return self._network(
            network,
            self._edges(network, edges, record),
            self._nodes(network, nodes, record),
            self._texts(network, halfway, record, among),
        )

    def _frame(
        self,
        networks: tuple[StagedNetwork, ...],
        moment: Moment,
        around: Flat,
        camera: Camera,
        *,
        rims: StagedBodies | None = None,
    ) -> Frame:
        """Return the frame of some networks, and of what travels along their edges."""
        on_stage, moving = [], FrameBuilder()
        for network in networks:
            active = activity(moment, network.layout.widths)
            on_stage.append(self._staged(network, moment, len(networks)))
            pulse = pulse_of(moment, network.layout.widths)
            if pulse is not None:
                shown = network.at(active, moment.record)
                add_pulses(moving, self._setting, shown, pulse)
        on_stage += [] if rims is None else [rims]
        frame = self._resting(tuple(on_stage), around, camera)
        pulses = moving.bodies().solids
        return replace(frame, solids=joined([frame.solids, pulses])) if len(pulses.glow) else frame


def _unit(camera: Camera, regions: Regions) -> float:
    """Return what a world unit measures in the middle of the stage, in the regions' units."""
    return round(unit_at_target(camera) / regions.scale, UNIT_DECIMALS)


def _seat(camera: Camera, regions: Regions, network: StagedNetwork) -> Region:
    """Return the part of the picture around a network, in the units of the regions."""
    seen = project(camera, regions.aspect, network.layout.corners).position / regions.scale
    (left, top), (right, bottom) = seen.min(axis=0).tolist(), seen.max(axis=0).tolist()
    return Region(left, top, right, bottom)


def _calculated(
    setting: Setting, step: StepArrays, moment: Moment, regions: Regions
) -> Calculation | None:
    """Return the calculation of a moment, as its panel has room for it."""
    worked = calculation(setting, step, moment)
    if worked is None:
        return None
    return fit_calculation(worked, regions.upper_right, setting.wording)


def _with_equation(setting: Setting, around: Flat, placed: PlacedEquation, now: int) -> Flat:
    """Return what lies around a network, with an equation upon it."""
    own = equation_flat(setting, placed, now)
    return Flat(
        rectangles=joined([around.rectangles, own.rectangles]),
        maps=around.maps,
        strokes=joined([around.strokes, own.strokes]),
        labels=joined([around.labels, own.labels]),
        kept_clear=(*around.kept_clear, *own.kept_clear),
    )


def _resting(
    setting: Setting, on_stage: tuple[StagedBodies, ...], around: Flat, camera: Camera
) -> Frame:
    """Return a frame of what stands on the stage and lies around it, with the labels in place."""
    regions, palette = Regions(setting.aspect), setting.palette
    heads = [each.head for each in on_stage if each.head is not None]
    titles = network_titles(heads, camera, regions, around.kept_clear)
    builder = FrameBuilder(titles.kept_clear)
    for each in on_stage:
        if each.maps is not None:
            add_node_maps(builder, setting, each.maps, camera)
    groups = [LabelGroup(each.labels, each.corners, each.cores) for each in on_stage if each.labels]
    place_labels(builder, groups, camera, setting.aspect, palette, scale=regions.scale)
    pinned = builder.flat()
    lines = [each for each in (titles.strokes, pinned.strokes) if len(each.width)]
    return Frame(
        aspect=setting.aspect,
        background=setting.palette.background,
        camera=camera,
        solids=joined([each.bodies.solids for each in on_stage]),
        cylinders=joined([each.bodies.cylinders for each in on_stage]),
        rectangles=joined([around.rectangles, pinned.rectangles]),
        maps=joined([each for each in (around.maps, pinned.maps) if len(each.corner)] or [NO_MAPS]),
        strokes=joined([around.strokes, *lines]),  # without any, the panels' are kept
        labels=joined([around.labels, titles.labels, pinned.labels]),
        floor=floor_below(on_stage, palette),
        triangles=joined([each.bodies.triangles for each in on_stage]),
    )
