"""Output names: what many outputs are called, right of their targets, and how far that reaches.

Their font is as large from wherever the network is seen, so that the room for them is no part of
the network.
"""

from nnviz.picture.camera import project
from nnviz.picture.frame import Camera
from nnviz.picture.label_clearance import OFF_BODY
from nnviz.picture.labels import NUMBER_HEIGHT, PADDING
from nnviz.picture.regions import Regions
from nnviz.picture.typography import extent
from nnviz.picture.wrapping import shortened
from nnviz.stage.geometry.layout import Layout
from nnviz.stage.setting import Setting

WIDEST_NAME = 5.5  # em of the name of a class beside its output
WIDEST_NUMBER = ": 0.00·10⁻⁰"  # of a probability, behind the name of its class


def class_names(setting: Setting) -> list[str]:
    """Return what the outputs are called; empty: they stand for no classes."""
    if not setting.names_outputs:
        return []
    return [shortened(name, "sans", widest=WIDEST_NAME) for name in setting.dataset.classes]


def names_end(setting: Setting, layout: Layout, camera: Camera) -> float:
    """Return where the names beside the targets end at the right, picture units; 0: none do."""
    beside = layout.has_names_beside and not layout.upright
    names = class_names(setting) if beside else []
    if not names:
        return 0.0
    bodies = layout.around(len(layout.widths) - 1, layout.targets).reshape(-1, 3)
    begin = float(project(camera, setting.aspect, bodies).position[:, 0].max()) + OFF_BODY
    widest = max(extent(name + WIDEST_NUMBER, "sans") for name in names)
    return begin + (widest * NUMBER_HEIGHT + 2 * PADDING[0]) * Regions(setting.aspect).scale
