import pytest

from nnviz.errors import SceneError
from nnviz.story.storyboard import Shot, Storyboard, default_storyboard


@pytest.mark.parametrize("epochs", [(0, 1), (3, 2), (-1, 1)])
def test_epochs_out_of_order_are_refused_with_a_remedy(epochs):
    with pytest.raises(SceneError, match=r"epochs = .* write the smaller number first"):
        Shot(epochs=epochs)


@pytest.mark.parametrize("seconds", [0.0, -1.0, 1e9, float("nan")])
def test_impossible_lengths_are_refused(seconds):
    with pytest.raises(SceneError, match=r"seconds = "):
        Shot(seconds=seconds)


def test_records_are_counted_from_one():
    with pytest.raises(SceneError, match=r"records = \[2, 0\]"):
        Shot(records=(2, 0))


def test_a_storyboard_needs_a_shot():
    with pytest.raises(SceneError, match="needs at least one"):
        Storyboard(shots=())


def test_the_default_story_tells_a_training_of_one_epoch_without_a_lapse():
    assert [shot.tell for shot in default_storyboard(1).shots] == ["initialise", "steps"]


def test_the_default_story_of_a_longer_training_ends_at_its_last_epoch():
    shots = default_storyboard(500).shots
    assert [shot.tell for shot in shots] == ["initialise", "steps", "lapse", "compare"]
    assert shots[-1].epochs == (1, 500)


@pytest.mark.parametrize("pace", [0.0, -1.0, 1000.0, float("nan")])
def test_impossible_paces_are_refused(pace):
    with pytest.raises(SceneError, match=r"pace = "):
        Shot(pace=pace)


def test_seconds_and_pace_contradict_each_other():
    with pytest.raises(SceneError, match=r"keep one of them"):
        Shot(seconds=3.0, pace=2.0)


@pytest.mark.parametrize("field", [{"phases": ("input",)}, {"layers": (1,)}, {"detail": "nodes"}])
def test_only_steps_have_phases_layers_and_detail(field):
    with pytest.raises(SceneError, match=r'tell = "lapse" has no phases'):
        Shot(tell="lapse", **field)


@pytest.mark.parametrize("tell", ["introduce", "initialise"])
def test_what_comes_before_training_has_no_epochs(tell):
    with pytest.raises(SceneError, match=rf'epochs = \[5, 9\]: tell = "{tell}" shows the network'):
        Shot(tell=tell, epochs=(5, 9))
    assert Shot(tell=tell, epochs=(1, 1)) == Shot(tell=tell)
