"""Whatever is trained and told: nothing overlaps, nothing is cut, what is left out is counted."""

import re
from dataclasses import replace

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from nnviz.learning.data import own
from nnviz.learning.datasets import Dataset
from nnviz.learning.experiment import Experiment, Layer
from nnviz.learning.initializers import Initialization
from nnviz.stage.look import AS_TOLD
from nnviz.stage.panels.choice import regions_of
from nnviz.stage.setting import Variant
from nnviz.stage.show import Show
from nnviz.story.storyboard import Shot, Storyboard
from nnviz.trace.recorder import record
from nnviz.trace.trace import open_trace
from tests.stage.judging import faults

EPOCHS = 3
INSTANTS = np.linspace(0.04, 0.999, 9)
NAMES = st.sampled_from(
    [
        "a",
        "setosa",
        "Homo sapiens neanderthalensis (extinct)",
        "とても長い日本語のクラスの名前で切れてしまうもの",
        "M" * 60,
        "猫 😀",
    ]
)
CAPTIONS = st.sampled_from(["", "A caption", "a line\nand another", "words and more " * 8])
SIZES = st.sampled_from(
    [(640, 360), (3840, 2160), (640, 480), (2560, 1080), (1366, 768), (1080, 1080), (1080, 1920)]
)
TELLS = st.sampled_from(
    [
        Shot(detail="nodes", epochs=(2, 2)),
        Shot(epochs=(2, 2)),
        Shot(tell="lapse", epochs=(1, EPOCHS)),
        Shot(tell="race", epochs=(1, EPOCHS)),
        Shot(tell="compare", epochs=(1, EPOCHS)),
        Shot(tell="introduce"),
        Shot(tell="initialise"),
    ]
)
CAMERAS = st.sampled_from(["front", "three_quarter", "top", "along", "close"])
VALUES = st.sampled_from([0.0, 1.0, 1e-8, 1e6, 1e30, 1e300])


@st.composite
def datasets(draw):
    """Return records of some kind, and the output layer and loss that suit them."""
    records, columns, outputs = draw(st.integers(1, 8)), draw(st.integers(1, 14)), 1
    random = np.random.default_rng(draw(st.integers(0, 999)))
    inputs = random.normal(size=(records, columns)) * draw(VALUES)
    kind = draw(st.sampled_from(["classes", "two", "quantities"]))
    if kind == "classes":
        names = tuple(
            f"{name}{i}" for i, name in enumerate(draw(st.lists(NAMES, min_size=2, max_size=6)))
        )
        targets, outputs = np.eye(len(names))[random.integers(0, len(names), records)], len(names)
    elif kind == "two":
        names, targets = (), random.integers(0, 2, (records, 1)).astype(float)
    else:
        names, outputs = (), draw(st.integers(1, 6))
        targets = random.normal(size=(records, outputs)) * draw(VALUES)
    data = own(Dataset(name="d", inputs=inputs, targets=targets, source="t", classes=names))
    last = {"classes": "softmax", "two": "sigmoid", "quantities": "identity"}[kind]
    loss = "categorical_cross_entropy" if kind == "classes" else "mean_squared_error"
    return data, Layer(units=outputs, activation=last, bias=True), loss


@st.composite
def experiments(draw):
    data, last, loss = draw(datasets())
    return Experiment(
        data=data,
        layers=(*draw(layers()), last),
        loss=loss,
        initialization=Initialization(name=draw(st.sampled_from(["xavier", "gaussian"]))),
        learning_rate=draw(st.sampled_from([0.1, 1e3, 1e100])),
        epochs=EPOCHS,
    )


def layers():
    one = st.builds(
        Layer,
        units=st.integers(1, 12),
        activation=st.sampled_from(["tanh", "sigmoid", "relu"]),
        bias=st.booleans(),
        dropout=st.sampled_from([0.0, 0.3]),
    )
    return st.lists(one, max_size=5)


@settings(max_examples=40)
@given(
    experiment=experiments(),
    shot=TELLS,
    variants=st.lists(st.tuples(NAMES, layers()), min_size=2, max_size=4),
    caption=CAPTIONS,
    camera=CAMERAS,
    size=SIZES,
    language=st.sampled_from(["en", "ja"]),
    theme=st.sampled_from(["dark", "light"]),
)
def test_nothing_overlaps_or_is_cut_and_what_is_left_out_is_counted(
    tmp_path_factory, experiment, shot, variants, caption, camera, size, language, theme
):
    folder = tmp_path_factory.getbasetemp()
    variants = variants if shot.tell == "race" else []
    opened = [recorded(experiment, folder / "own.nntrace")]
    for number, (_, hidden) in enumerate(variants):
        variant = replace(experiment, layers=(*hidden, experiment.layers[-1]))
        opened.append(recorded(variant, folder / f"{number}.nntrace"))
    show = Show(
        opened[0],
        Storyboard(shots=(replace(shot, caption=caption, camera=camera, seconds=10.0),)),
        aspect=size[0] / size[1],
        language=language,
        theme=theme,
        variants=tuple(
            Variant(name=name, trace=trace)
            for (name, _), trace in zip(variants, opened[1:], strict=True)
        ),
    )
    for share in INSTANTS:
        frame = show.frame_at(share * show.duration_seconds)
        assert not faults(show, frame)
        if shot.tell not in {"race", "compare"}:
            require_counted(show, frame)
    for trace in opened:
        trace.close()


def recorded(experiment, path):
    record(experiment, path, overwrite=True)
    return open_trace(path)


def require_counted(show, frame):
    """Check that the tokens of the records have, or count, all records and all columns."""
    labels, words, widths = frame.labels, show.setting.wording, show.setting.layout.widths
    regions = regions_of(show._views.of(0, AS_TOLD).panels, show.aspect)
    area = regions.upper_left.scaled(regions.scale)
    low, high = [area.left - 1e-6, area.top], [area.right + 1e-6, area.bottom]
    there = ((labels.position >= low) & (labels.position <= high)).all(axis=1)
    texts = [text for text, here in zip(labels.text, there, strict=True) if here]
    told = " ".join(texts)
    kinds = {
        words.left_inputs: (r"x[₀-₉]+", widths[0]),
        words.left_targets: (words.target, widths[-1]),
        words.left_outputs: (words.output, widths[-1]),
        words.left_errors: (words.error, widths[-1]),
    }
    counts = {}
    for kind, (heading, total) in kinds.items() if not show.setting.names_outputs else ():
        shown = sum(re.fullmatch(heading, text) is not None for text in texts)
        counts[kind] = shown + noted(kind, told), total
    if counts and counts[words.left_outputs][0] == counts[words.left_errors][0] == 0:
        del counts[words.left_outputs], counts[words.left_errors]  # none is known yet
    assert all(found == total for found, total in counts.values()), counts
    assert noted(words.left_records, told) == show.setting.n_records - rows_of(texts, show)


def rows_of(texts, show):
    """Return of how many records tokens are shown: as many arrows, where targets find room."""
    return texts.count("→") or show.setting.n_records


def noted(kind, told):
    """Return how many of a kind the lines below a table say that it leaves out."""
    before, _, after = kind.partition("{count:,}")
    found = re.search(re.escape(before) + r"(\d+)" + re.escape(after), told)
    return int(found[1]) if found else 0
