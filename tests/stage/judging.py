"""What is wrong with where things stand in a frame, told from its arrays alone."""

import numpy as np

from nnviz.picture.camera import project
from nnviz.picture.regions import Regions
from nnviz.picture.typography import extent, metrics

TOUCH = 0.0005  # of the picture's height: half a pixel at 1080p
CORNERS = np.array(list(np.ndindex(2, 2, 2))) * 2.0 - 1.0
THICK = 0.013  # strokes that are as good as bodies: samples of the legend
PLATE_ROUNDING = np.float32(0.006)  # of the grounds of tags, and of them alone


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
    """Return (n, 4) what of the picture solids cover, and cylinders as far as their middle lines.

    What is of no size or wholly transparent is left out.
    """
    solids, bars = frame.solids, frame.cylinders
    there = (solids.half > 0).all(axis=1)
    corners = (solids.centre[:, None] + CORNERS * solids.half[:, None])[there]
    lines = np.stack([bars.start, bars.end], axis=1)[bars.radius > 0]
    return np.vstack([_seen(frame, corners), _seen(frame, lines)])


def _seen(frame, points):
    """Return (n, 4) the part of the picture around each row of (n, k, 3) points."""
    places = project(frame.camera, frame.aspect, points.reshape(-1, 3)).position
    places = places.reshape(*points.shape[:2], 2)
    return np.hstack([places.min(axis=1), places.max(axis=1)])


def strokes(frame):
    """Return (n, 4) what strokes cover."""
    drawn = frame.strokes
    half = drawn.width[:, None].astype(np.float64) / 2
    low = np.minimum(drawn.start, drawn.end) - half
    return np.hstack([low, np.maximum(drawn.start, drawn.end) + half])


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
        found.append(f"body {i} lies under panel {j}")
    found += [f"body {i} leaves the picture" for i in _outside(solids, frame.aspect)]
    lines = strokes(frame)
    for i, j in np.argwhere(_shared(lines, grounds)):
        if not _within(lines[i], grounds[j]):
            found.append(f"stroke {i} leaves panel {j}")
    thick = lines[frame.strokes.width >= THICK]
    for i, j in np.argwhere(_shared(_smaller(thick), _smaller(texts))):
        found.append(f"thick stroke {i} covers {named[j]!r}")
    high = np.flatnonzero(frame.rectangles.rounding == PLATE_ROUNDING)
    corner, size = frame.rectangles.corner[high], frame.rectangles.size[high]
    plates = _smaller(np.hstack([corner, corner + size]).astype(np.float64))
    for i, j in np.argwhere(_shared(plates, grounds)):
        if not _within(plates[i], grounds[j]):  # what is marked in a panel is in it
            found.append(f"plate {i} lies over panel {j}")
    least = Regions(frame.aspect).scale / 45 - 1e-6
    found += [f"{named[i]!r} is too small" for i in np.flatnonzero(labels.height < least)]
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
