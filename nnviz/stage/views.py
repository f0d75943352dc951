"""Views: from where each shot is seen, with which networks and panels."""

from dataclasses import dataclass, replace
from functools import lru_cache

import numpy as np

from nnviz.errors import SceneError
from nnviz.picture.frame import Camera
from nnviz.picture.orbit import zoom
from nnviz.picture.regions import Region, Regions
from nnviz.picture.viewpoints import viewpoint
from nnviz.stage.facts.loss_surface import LossSurface
from nnviz.stage.geometry.layout import Layout, side_by_side
from nnviz.stage.look import Look
from nnviz.stage.panels import panels_named
from nnviz.stage.panels.choice import panels_of, stage_between
from nnviz.stage.panels.notes import NOTE_LINE
from nnviz.stage.setting import Setting
from nnviz.stage.world.surface_mesh import surface_corners as surface_corners
from nnviz.story.storyboard import Preset, Shot

CLOSER = 1.4  # than so that all is in the picture: what is at the edges may leave it
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
    def networks(self) -> int:
        """How many networks stand on the stage."""
        return 0 if self.surface is not None else max(len(self.row), 1)


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
        self._told = tuple(self._view(shot, f"shot {n}") for n, shot in enumerate(shots, 1))

    def of(self, index: int, look: Look) -> View:
        """Return from where a shot is seen, by somebody who may look at it in their own way."""
        if look.preset is None and not look.hidden:
            return self._told[index]
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
        regions = Regions(self._setting.aspect)
        panels = panels_of(shot, where, self._setting) - hidden
        row = self._row(shot, where)
        if panels:
            region = regions.wide_stage if row else self._stage(panels, regions)
        else:
            region = regions.bare_stage(named=bool(row))
        surface = self._surface if shot.tell == "surface" else None
        networks = () if surface else row or (self._setting.layout,)
        units = () if surface else (panel.largest_unit for panel in panels_named(panels))
        largest = min(units, default=np.inf)
        camera = self._camera_for(preset or shot.camera, region, networks, largest)
        if preset == "close":  # that somebody at the window wants; a film shows all of the network
            camera = zoom(camera, CLOSER)
        return View(camera, row, panels, surface)

    def _stage(self, panels: frozenset[str], regions: Regions) -> Region:
        """Return where one network stands: above what is said of edges that are left out."""
        stage = stage_between(panels, regions)
        return (
            replace(stage, bottom=stage.bottom - NOTE_LINE) if self._setting.leaves_out else stage
        )

    def _find_camera(
        self, preset: Preset, region: Region, row: tuple[Layout, ...], largest_unit: float
    ) -> Camera:
        corners = np.concatenate([layout.corners for layout in row] or [surface_corners()])
        flat = any(layout.is_flat for layout in row)
        aspect = self._setting.aspect
        return viewpoint(preset, corners, region, aspect, flat=flat, largest_unit=largest_unit)

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
