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
    with pytest.raises(SceneError, match=r"sample = 0"):
        Shot(sample=0)


def test_a_storyboard_needs_a_shot():
    with pytest.raises(SceneError, match="needs at least one"):
        Storyboard(shots=())


def test_the_default_story_tells_a_training_of_one_epoch_without_a_lapse():
    assert [shot.tell for shot in default_storyboard(1).shots] == ["initialise", "samples"]


def test_the_default_story_of_a_longer_training_ends_at_its_last_epoch():
    shots = default_storyboard(500).shots
    assert [shot.tell for shot in shots] == ["initialise", "samples", "lapse", "compare"]
    assert shots[-1].epochs == (1, 500)
