import re

import numpy as np
import pytest

from nnviz.errors import SceneError
from nnviz.learning.experiment import Experiment
from nnviz.stage.setting import Variant
from nnviz.stage.show import Show
from nnviz.stage.world.edges import HAIR
from nnviz.story.storyboard import Shot, Storyboard
from nnviz.story.text import Localised
from nnviz.trace.recorder import record
from nnviz.trace.trace import open_trace

RACE = Storyboard(shots=(Shot(tell="race", epochs=(1, 60), camera="front"),))


@pytest.fixture(scope="module")
def variants(tmp_path_factory):
    folder = tmp_path_factory.mktemp("race")
    opened = []
    for rate in (0.1, 5.0, 1e200):
        path = folder / f"{rate}.nntrace"
        record(Experiment(epochs=60, learning_rate=rate), path)
        name = Localised(en=f"rate {rate:g}", ja=f"学習率 {rate:g}")
        opened.append(Variant(name=name, trace=open_trace(path)))
    yield tuple(opened)
    for variant in opened:
        variant.trace.close()


@pytest.fixture(scope="module")
def race(trace, variants):
    return Show(trace, RACE, variants=variants)


def test_every_variant_is_named_at_its_network_and_at_its_curve(race):
    texts = race.frame_at(race.duration_seconds / 2).labels.text
    for name in ("rate 0.1", "rate 5", "rate 1e+200"):
        assert texts.count(name) == 2  # above the network and in the table
    assert sum(bool(re.search(r"mean error \d", text)) for text in texts) == 3


def test_each_of_four_is_named_above_its_network(trace, variants):
    four = [*variants, Variant(name="with momentum", trace=variants[0].trace)]
    shown = Show(trace, RACE, variants=tuple(four)).frame_at(10.0).labels.text
    for name in ("rate 0.1", "rate 5", "rate 1e+200", "with momentum"):
        assert shown.count(name) == 2
    assert any(text.startswith("Mean error, 4 records") for text in shown)


def test_all_networks_are_shown_at_the_same_epoch_on_one_scale(race, variants):
    frame = race.frame_at(race.duration_seconds)
    edges = frame.cylinders.radius[frame.cylinders.glow < 0.5].reshape(3, 16)
    for radii, variant in zip(edges[:2], variants[:2], strict=True):
        weights = np.concatenate(
            [variant.trace.at(f"weights/{k}", epoch=60).ravel() for k in (0, 1)]
        )
        thick = radii > HAIR
        ratio = radii[thick] ** 2 / np.abs(weights[thick])
        assert ratio == pytest.approx(np.full(len(ratio), ratio[0]), rel=1e-4)
        assert len(ratio) > 8


def test_a_training_that_diverged_is_drawn_all_the_same(race):
    for at in np.linspace(0, 1, 20):
        frame = race.frame_at(at * race.duration_seconds)
        assert np.isfinite(frame.cylinders.radius).all()
        assert np.isfinite(frame.labels.position).all()


def test_a_race_needs_variants(trace):
    with pytest.raises(SceneError, match=r"shot 1: tell = \"race\" needs variants"):
        Show(trace, RACE)


def test_a_race_beyond_a_variants_training_is_refused(trace, tmp_path):
    record(Experiment(epochs=5), tmp_path / "short.nntrace")
    with open_trace(tmp_path / "short.nntrace") as short:
        variants = (Variant(name="short", trace=short),)
        with pytest.raises(SceneError, match=r"shot 1: .*variant 'short' has epochs 1 to 5"):
            Show(trace, RACE, variants=variants)


def test_a_show_takes_its_variants_by_their_former_name_and_says_so(variants):
    race = Storyboard(shots=(Shot(tell="race", epochs=(1, 2)),))
    with pytest.warns(DeprecationWarning, match="rivals"):
        show = Show(variants[0].trace, race, rivals=variants)
    assert len(show.setting.variants) == len(variants)
