import numpy as np
import pytest

from nnviz.learning.data import Data
from nnviz.learning.experiment import Experiment, Layer, Recording
from nnviz.picture.frame import Shape
from nnviz.picture.palette import DARK
from nnviz.stage.geometry.grids import PLATE_BEHIND
from nnviz.stage.show import Show
from nnviz.stage.world.tiles import WEIGHTS, WEIGHTS_AHEAD
from nnviz.story.moment import Moment, Phase
from nnviz.story.storyboard import default_storyboard
from nnviz.trace.recorder import record
from nnviz.trace.trace import open_trace

DIGITS = Experiment(
    data=Data(name="digits", records=60),
    layers=(
        Layer(units=20, activation="tanh", bias=True, dropout=0.5),
        Layer(units=10, activation="softmax", bias=True),
    ),
    loss="categorical_cross_entropy",
    batch_size=12,
    epochs=3,
    recording=Recording(records="all"),
)


@pytest.fixture(scope="module")
def show(tmp_path_factory):
    path = tmp_path_factory.mktemp("tiles") / "digits.nntrace"
    record(DIGITS, path)
    with open_trace(path) as trace:
        yield Show(trace, default_storyboard(3))


def tiles(frame, centres):
    """Return the indices of the boxes whose middles are these centres."""
    boxes = frame.solids.shape == Shape.BOX
    return [
        int(np.flatnonzero(boxes & np.isclose(frame.solids.centre, c, atol=1e-5).all(1))[0])
        for c in centres
    ]


def lit(show, epoch=2, record=1):
    return show.frame_of(Moment(epoch=epoch, phase=Phase.EPOCH, record=record))


def test_a_pixel_is_the_brighter_the_larger_it_is(show):
    frame, step = lit(show), show.step(2)
    pixels = step.activations[0][1]
    colours = frame.solids.colour[tiles(frame, show.setting.layout.nodes[0])]
    shares = pixels / pixels.max()
    assert np.array_equal(colours, DARK.of_pixel(shares))
    brightness = colours[np.argsort(shares), :3].sum(axis=1)
    assert (np.diff(brightness) >= -1e-5).all()
    assert brightness[-1] > 10 * brightness[0]
    assert pixels.max() == 1


def test_a_tile_behind_an_image_holds_its_weights_as_an_image(show):
    frame, step, layout = lit(show), show.step(2), show.setting.layout
    rows, columns = layout.shape(0)
    for node in (0, 7, 19):
        middle, side = layout.nodes[1][node], WEIGHTS * layout.pitches[1] / columns
        corner = middle + side * np.array([(1 - columns) / 2, (rows - 1) / 2, 0])
        places = [corner + side * np.array([k % columns, -(k // columns), 0]) for k in range(64)]
        pixels = tiles(frame, [place + WEIGHTS_AHEAD for place in places])
        shares = step.weights[0][:, node] / show.setting.scales.largest_weight
        roots = np.sign(shares) * np.sqrt(
            np.abs(shares)
        )  # as those of rods are: small ones are seen
        assert np.allclose(frame.solids.colour[pixels], DARK.of_pixel(roots), atol=1e-6)


def test_tiles_have_the_colour_of_their_sign(show):
    frame, step = lit(show), show.step(2)
    values = step.activations[1][1] / show.setting.scales.largest_activations[1]
    colours = frame.solids.colour[tiles(frame, show.setting.layout.nodes[1])]
    assert np.array_equal(colours, DARK.of_pixel(values))
    assert (values < 0).any()
    assert (values > 0).any()


def test_each_delta_of_a_grid_is_an_arrowhead_of_its_size_upon_its_tile(show):
    moment = Moment(epoch=2, phase=Phase.BACKWARD, layer=1, record=1)
    frame, step = show.frame_of(moment), show.step(2)
    deltas = step.deltas[1][1]
    places = show.setting.layout.nodes[1]
    arrowheads = np.flatnonzero(frame.solids.shape == Shape.ARROWHEAD)
    own = [
        i
        for i in arrowheads
        if np.isclose(frame.solids.centre[i, :2], places[:, :2], atol=1e-5).all(1).any()
    ]
    assert len(own) == 20
    volumes = frame.solids.half[own].astype(float).prod(axis=1)
    assert volumes == pytest.approx(np.abs(deltas) * volumes.max() / np.abs(deltas).max())
    assert np.array_equal(frame.solids.colour[own], DARK.of_sign(deltas))
    assert not any("drawn" in text for text in frame.labels.text)


def test_nodes_that_dropout_silences_are_crossed_out_and_no_others(show):
    frame, step = lit(show), show.step(2)
    silent = show.setting.layout.nodes[1][step.masks[1][1] == 0]
    middle = (frame.cylinders.start + frame.cylinders.end) / 2
    crosses = middle[(frame.cylinders.colour == DARK.quiet_text).all(axis=1)]
    assert len(crosses) == 2 * len(silent) > 0
    assert np.allclose(np.unique(crosses[:, :2], axis=0), np.unique(silent[:, :2], axis=0))


def test_edges_end_behind_the_tiles(show):
    layout = show.setting.layout
    for layer in (0, 1):
        start, _ = layout.edges(layer)
        assert (start[:, 2] < layout.nodes[layer][:, 2].min()).all()
        assert (layout.edges(layer)[1][:, 2] < -PLATE_BEHIND).all()  # they pierce no plate


def test_in_a_crowded_layer_an_edge_is_the_brighter_the_more_travels_along_it(show):
    moment = Moment(epoch=2, phase=Phase.FORWARD, layer=1, record=1)
    frame, step = show.frame_of(moment), show.step(2)
    layout = show.setting.layout
    carried = np.abs(step.activations[0][1][:, None] * step.weights[0]).ravel()
    chosen = np.sort(layout.drawn[0][np.argsort(-carried[layout.drawn[0]])[: layout.shown[0]]])
    carried = carried[chosen]
    away = np.linalg.norm(frame.cylinders.colour[: len(chosen), :3] - DARK.background[:3], axis=1)
    blue = step.weights[0].ravel()[chosen] > 0
    for sign in (blue, ~blue):
        order = np.argsort(carried[sign])
        assert (np.diff(away[sign][order]) >= -1e-6).all()
    assert away[np.argmax(carried)] > 3 * away[np.argmin(carried)]
