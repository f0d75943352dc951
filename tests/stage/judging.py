"""What is wrong with where things stand in a frame, told from its arrays alone."""

import numpy as np

from nnviz.stage.camera import project
from nnviz.stage.typography import extent, metrics

TOUCH = 0.0005  # of the picture's height: half a pixel at 1080p
CORNERS = np.array(list(np.ndindex(2, 2, 2))) * 2.0 - 1.0
PLACE = ("left", "top", "right", "bottom")


def boxes(labels):
    """Return (n, 4) left, top, right, bottom of each line of text.

    Up and down they reach as far as capitals and figures, or as the squares of Japanese.
    """
    rows = []
    for text, font, height, anchor, (x, y) in zip(
        labels.text, labels.font, labels.height, labels.anchor, labels.position, strict=True
    ):
        width, capital = extent(text, font) * height, metrics(font).cap_height * height
        left, baseline = x - anchor[0] * width, y + anchor[1] * capital
        wide = max(text, default="") >= "ぁ"
        rise, fall = (0.86 * height, 0.1 * height) if wide else (capital, 0)
        rows.append((left, baseline - rise, left + width, baseline + fall))
    return np.array(rows, dtype=np.float64).reshape(-1, 4)


def overlaps(areas):
    """Return the pairs of boxes that share a part of the picture."""
    return [(i, j) for i, j in np.argwhere(_shared(areas, areas)) if i < j]


def panels(frame, palette):
    """Return (n, 4) where the grounds of panels stand."""
    found = (frame.rectangles.colour == palette.panel).all(axis=1)
    corner, size = frame.rectangles.corner[found], frame.rectangles.size[found]
    return np.hstack([corner, corner + size]).astype(np.float64)


def bodies(frame):
    """Return (n, 4) what of the picture the boxes of the solids cover."""
    solids = frame.solids
    corners = solids.centre[:, None] + CORNERS * solids.half[:, None]
    places = project(frame.camera, frame.aspect, corners.reshape(-1, 3)).position
    places = places.reshape(-1, 8, 2)
    return np.hstack([places.min(axis=1), places.max(axis=1)])


def faults(show, frame):
    """Return a sentence for each thing that overlaps, is cut, or leaves the picture."""
    labels, texts = frame.labels, boxes(frame.labels)
    grounds, solids = panels(frame, show.setting.palette), bodies(frame)
    named = np.array(labels.text, dtype=object)
    found = [f"{named[i]!r} and {named[j]!r} overlap" for i, j in overlaps(_smaller(texts))]
    found += [f"{named[i]!r} leaves the picture" for i in _outside(texts, frame.aspect)]
    found += [f"panel {i} leaves the picture" for i in _outside(grounds, frame.aspect)]
    found += [f"panels {i} and {j} overlap" for i, j in overlaps(_smaller(grounds))]
    for i, j in np.argwhere(_shared(_smaller(texts), grounds)):
        if not _within(texts[i], grounds[j]):
            found.append(f"{named[i]!r} leaves panel {j}")
    for i, j in np.argwhere(_shared(_smaller(solids), grounds)):
        found.append(f"solid {i} lies under panel {j}")
    found += [f"solid {i} leaves the picture" for i in _outside(solids, frame.aspect)]
    found += [f"{named[i]!r} is too small" for i in np.flatnonzero(labels.height < 1 / 45 - 1e-6)]
    return found


def _smaller(areas):
    return areas + np.array([TOUCH, TOUCH, -TOUCH, -TOUCH])


def _outside(areas, aspect):
    low, high = areas[:, :2] < -TOUCH, areas[:, 2:] > np.array([aspect, 1.0]) + TOUCH
    return np.flatnonzero(low.any(axis=1) | high.any(axis=1))


def _within(inner, outer):
    return (inner[:2] >= outer[:2] - TOUCH).all() and (inner[2:] <= outer[2:] + TOUCH).all()


def _shared(one, other):
    """Return (n, m) which boxes share a part of the picture."""
    low = np.maximum(one[:, None, :2], other[None, :, :2])
    return (np.minimum(one[:, None, 2:], other[None, :, 2:]) > low).all(axis=2)
