"""A deep network going backward: deltas are what is read, and layers are numbered."""

import numpy as np
import pytest

from nnviz.learning.data import Data
from nnviz.learning.experiment import Experiment, Layer
from nnviz.picture.numerals import in_column, numeral, signed
from nnviz.stage.facts.step_arrays import step_arrays
from nnviz.stage.show import Show
from nnviz.stage.wording import WORDINGS
from nnviz.story.moment import Moment, Phase
from nnviz.story.storyboard import Shot, Storyboard
from nnviz.trace.recorder import record
from nnviz.trace.trace import open_trace

STORY = Storyboard(shots=(Shot(epochs=(1, 2)),))
BACK = Moment(epoch=1, phase=Phase.BACKWARD, layer=3)


@pytest.fixture(scope="module", params=[6, 5, 4], ids="{} layers".format)
def trace(request, tmp_path_factory):
    hidden = [Layer(units=5, activation="sigmoid", bias=True)] * (request.param - 1)
    path = tmp_path_factory.mktemp("deep") / "deep.nntrace"
    layers = (*hidden, Layer(units=1, activation="sigmoid"))
    record(Experiment(epochs=2, data=Data(name="xor"), layers=layers), path)
    with open_trace(path) as opened:
        yield opened


def is_deep(trace):
    return len(trace.network.layers) >= 5


@pytest.mark.parametrize("aspect", [16 / 9, 4 / 3, 1.0])
def test_deltas_stand_where_activations_stood(trace, aspect):
    show, step = Show(trace, STORY, aspect=aspect), step_arrays(trace, 1)
    texts = set(show.frame_of(BACK).labels.text)
    activations = {numeral(value) for layer in step.activations[1:-1] for value in layer[0]}
    told = {in_column(signed, step.deltas[3][0])(value) for value in step.deltas[3][0]}
    if is_deep(trace):
        assert not texts & activations
        assert len(texts & told) >= 3
    else:
        assert texts & activations
    forward = show.frame_of(Moment(epoch=1, phase=Phase.FORWARD, layer=3)).labels.text
    assert set(forward) & activations


def test_a_lapse_bears_no_wall_of_numbers(trace):
    lapse = Show(trace, Storyboard(shots=(Shot(tell="lapse", epochs=(1, 2)),)))
    moment, texts = lapse.moment_at(0.1), set(lapse.frame_at(0.1).labels.text)
    at = lapse.step_at(moment).activations
    hidden = {numeral(value) for layer in at[1:-1] for value in layer[moment.record]}
    assert bool(texts & hidden) is not is_deep(trace)
    assert numeral(at[-1][moment.record, 0]) in texts


@pytest.mark.parametrize("language", ["en", "ja"])
@pytest.mark.parametrize("theme", ["dark", "light"])
def test_layers_are_numbered_as_in_the_chart(trace, language, theme):
    show = Show(trace, STORY, language=language, theme=theme)
    labels, accent = show.frame_of(BACK).labels, show.setting.palette.accent
    form, count = WORDINGS[language].layer_number, len(trace.network.layers)
    names = [form.format(number=number) for number in range(1, count + 1)]
    found = [name for name in names if name in labels.text]
    assert found == (names if is_deep(trace) else [])
    marked = [
        name for name in found if np.array_equal(labels.colour[labels.text.index(name)], accent)
    ]
    assert marked == found[2:3]
    across = [labels.position[labels.text.index(name)][0] for name in found]
    assert across == sorted(across)


def test_layers_above_each_other_are_not_numbered(trace):
    show = Show(trace, STORY, aspect=9 / 16)
    assert not any(text.startswith("layer ") for text in show.frame_of(BACK).labels.text)


def test_an_equation_over_a_deep_network_keeps_its_terms(trace):
    show = Show(trace, STORY)
    texts = show.frame_of(BACK).labels.text
    assert sum(text.startswith("node ") for text in texts) >= (5 if is_deep(trace) else 1)
