"""Views: from where each shot is seen, with which networks and panels."""

from dataclasses import dataclass, replace
from functools import lru_cache, partial

import numpy as np

from nnviz.errors import SceneError
from nnviz.picture.camera import project, unit_at_target
from nnviz.picture.frame import Camera
from nnviz.picture.orbit import zoom
from nnviz.picture.regions import Region, Regions
from nnviz.picture.viewpoints import viewpoint
from nnviz.stage.facts.loss_surface import LossSurface
from nnviz.stage.geometry.arrangement import ROWS, in_rows, stands_in_grid, with_room_for_maps
from nnviz.stage.geometry.layout import Layout, side_by_side
from nnviz.stage.look import Look
from nnviz.stage.panels import panels_named
from nnviz.stage.panels.choice import panels_of, regions_of, with_room
from nnviz.stage.panels.equation import PANEL as EQUATION
from nnviz.stage.panels.notes import NOTE_LINE, height_of_row_notes
from nnviz.stage.panels.row_region import row_region, stands_below
from nnviz.stage.panels.surface_results import results_bottom
from nnviz.stage.setting import Setting
from nnviz.stage.world.output_names import names_end
from nnviz.stage.world.surface_frame import surface_corners
from nnviz.story.storyboard import Preset, Shot

CLOSER = 1.4  # than so that all is in the picture: what is at the edges may leave it
ROW_FIRST = 0.92  # of their size in two rows: as large as that, they stand in one, to be compared
IN_ROWS: tuple[Preset, ...] = ("front", "three_quarter", "close")  # else one hides another
NARROWED = 4  # times, as names take more of the picture beside a smaller network
LEAST_NETWORK = 0.6  # of a region's width: names take no more from a network
VIEWS_KEPT = 64  # of somebody who looks at shots in their own way
CAMERAS_KEPT = 32  # shots share them


@dataclass(frozen=True, slots=True)
class View:
    """From where a shot is seen, and its networks.

    Attributes:
        camera: where it stands once it has come to rest.
        row: the layouts of the networks of a comparison or a race; empty: there is one.
        panels: what stands around the stage.
        surface: the loss surface that stands there in place of a network, if one does.

    """

    camera: Camera
    row: tuple[Layout, ...]
    panels: frozenset[str]
    surface: LossSurface | None = None

    @property
    def places(self) -> tuple[tuple[float, float], ...]:
        """Where its networks stand on the stage, world units; empty: a surface does."""
        alone = () if self.surface is not None else ((0.0, 0.0),)
        return tuple((each.x, each.y) for each in self.row) or alone

    @property
    def networks(self) -> int:
        """How many networks stand on the stage."""
        return 0 if self.surface is not None else max(len(self.row), 1)


def _size(seen: tuple[Camera, tuple[Layout, ...]]) -> float:
    """Return how large networks are seen: what a world unit measures, picture units."""
    return unit_at_target(seen[0])


class Views:
    """From where the shots of a storyboard are seen.

    Args:
        setting: the show's.
        shots: of its storyboard.
        surface: the loss surface that those of them show that tell it.

    Raises:
        SceneError: a shot asks for panels or variants that cannot be.

    """

    def __init__(
        self, setting: Setting, shots: tuple[Shot, ...], surface: LossSurface | None = None
    ) -> None:
        self._setting = setting
        self._surface = surface
        self._shots = shots
        self._camera_for = lru_cache(maxsize=CAMERAS_KEPT)(self._find_camera)
        self._seen = lru_cache(maxsize=VIEWS_KEPT)(self._view)
        self._shot_views = tuple(self._view(shot, f"shot {n}") for n, shot in enumerate(shots, 1))

    def of(self, index: int, look: Look) -> View:
        """Return from where a shot is seen, by somebody who may look at it in their own way."""
        if look.preset is None and not look.hidden:
            return self._shot_views[index]
        return self._seen(self._shots[index], f"shot {index + 1}", look.preset, look.hidden)

    def of_shot(self, shot: Shot, look: Look) -> View:
        """Return from where a shot that the storyboard does not have is seen."""
        return self._seen(shot, "moment", look.preset, look.hidden)

    def _view(
        self,
        shot: Shot,
        where: str,
        preset: Preset | None = None,
        hidden: frozenset[str] = frozenset(),
    ) -> View:
        asked = panels_of(shot, where, self._setting) - hidden
        panels = with_room(asked, self._setting.aspect)
        regions = regions_of(panels, self._setting.aspect)
        row = self._row(shot, where)
        surface = self._surface if shot.tell == "surface" else None
        networks = () if surface else row or (self._setting.layout,)
        units = () if surface else (panel.largest_unit for panel in panels_named(panels))
        largest = min(units, default=np.inf) * regions.scale
        if shot.tell == "race":
            camera, row = self._race(preset or shot.camera, row, panels)
        else:
            region = self._region(panels, regions, row)
            if surface is not None and len(surface.ways) > 1 and regions.scale < 1:
                region = replace(region, top=results_bottom(surface, regions))
            region = region.scaled(regions.scale)
            camera = self._with_names(preset or shot.camera, region, networks, largest)
        if EQUATION.name in panels and not row:
            camera = self._aside(camera, region)
        beside = stands_in_grid(row) and any(each.under_each for each in panels_named(panels))
        if preset == "close" and not beside:  # that somebody at the window wants; a film shows all
            camera = zoom(camera, CLOSER)
        return View(camera, row, panels, surface)

    def _region(self, panels: frozenset[str], regions: Regions, row: tuple[Layout, ...]) -> Region:
        """Return where one network stands, or two epochs of it."""
        if row:
            return self._of_row(row, panels, races=False)
        return self._stage(regions) if panels else regions.bare_stage(named=False)

    def _of_row(self, row: tuple[Layout, ...], panels: frozenset[str], *, races: bool) -> Region:
        """Return where networks beside each other stand, above the notes on them."""
        region = row_region(row, panels, self._setting.aspect, races=races)
        notes = height_of_row_notes(self._setting, region, races=races)
        return replace(region, bottom=region.bottom - notes)

    def _with_names(
        self, preset: Preset, region: Region, networks: tuple[Layout, ...], largest: float
    ) -> Camera:
        """Return a camera that leaves room for what outputs are called, right of a network."""
        narrower, least = region, region.left + LEAST_NETWORK * region.width
        for _ in range(NARROWED):
            camera = self._camera_for(preset, narrower, networks, largest)
            ends = [names_end(self._setting, each, camera) for each in networks]
            beyond = max(ends, default=0.0) - region.right
            if beyond <= 0 or len(networks) > 1:
                break
            narrower = replace(narrower, right=max(narrower.right - beyond, least))
        return camera

    def _aside(self, camera: Camera, region: Region) -> Camera:
        """Return a camera that sees a network at the left and at the foot of its region.

        So what the region has to spare lies together, for the equation.
        """
        layout = self._setting.layout
        seen = project(camera, self._setting.aspect, layout.corners).position
        left = 0.0 if layout.upright else region.left - float(seen[:, 0].min())
        down = region.bottom - float(seen[:, 1].max())
        return replace(camera, shift=camera.shift + np.array([left, down], dtype=np.float32))

    def _race(
        self, preset: Preset, row: tuple[Layout, ...], panels: frozenset[str]
    ) -> tuple[Camera, tuple[Layout, ...]]:
        """Return how a race is seen: in a row, or in two where the networks are larger so."""
        mapped = any(panel.under_each for panel in panels_named(panels))
        regions = Regions(self._setting.aspect)
        arranged = [side_by_side(row)]
        if len(row) > 1 and not stands_below(panels) and preset in IN_ROWS:
            rows = {ROWS, len(row)} if mapped and not regions.beside else {ROWS}
            lines = 1 if regions.scale == 1 else 2
            arranged += [
                in_rows(row, each, map_beside=mapped, lines=lines) for each in sorted(rows)
            ]
        seen = []
        for layouts in arranged:
            region = self._of_row(layouts, panels, races=True).scaled(regions.scale)
            room = with_room_for_maps(layouts) if mapped and stands_in_grid(layouts) else ()
            seen.append((self._camera_for(preset, region, layouts, np.inf, room), layouts))
        first, best = seen[0], max(seen, key=_size)
        return first if _size(first) >= ROW_FIRST * _size(best) else best

    def _stage(self, regions: Regions) -> Region:
        """Return where one network stands: above what is said of edges that are left out."""
        stage = regions.stage
        return (
            replace(stage, bottom=stage.bottom - NOTE_LINE) if self._setting.leaves_out else stage
        )

    def _find_camera(
        self,
        preset: Preset,
        region: Region,
        row: tuple[Layout, ...],
        largest_unit: float,
        room: tuple[tuple[float, ...], ...] = (),
    ) -> Camera:
        beside = [np.array(room, dtype=np.float32)] if room else []
        corners = np.concatenate([layout.corners for layout in row] + beside or [surface_corners()])
        flat = any(layout.is_flat for layout in row)
        aspect = self._setting.aspect
        seen = partial(viewpoint, preset, corners, region, aspect)
        return seen(flat=flat, surface=not row, largest_unit=largest_unit)

    def _row(self, shot: Shot, where: str) -> tuple[Layout, ...]:
        """Return the layouts of the networks that a shot puts beside each other."""
        if shot.tell == "compare":
            return side_by_side([self._setting.layout] * 2)
        if shot.tell != "race":
            return ()
        if not self._setting.variants:
            raise SceneError(
                f'{where}: tell = "race" needs variants of the experiment; add [[variants]] '
                "tables, or tell a lapse."
            )
        for variant in self._setting.variants:
            if not np.isin(shot.epochs, variant.trace.epochs).all():
                raise SceneError(
                    f"{where}: epochs = {list(shot.epochs)}: the variant {variant.name!r} has "
                    f"epochs {variant.trace.epochs[0]} to {variant.trace.epochs[-1]}."
                )
        return tuple(variant.layout for variant in self._setting.variants)
