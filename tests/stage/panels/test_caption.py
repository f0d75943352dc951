"""What stands below a picture whose shot says nothing of its own."""

import pytest

from nnviz.picture.regions import RIGHT_COLUMN
from nnviz.stage.panels import panels_named
from nnviz.stage.panels.choice import region_of, regions_of
from nnviz.stage.show import Show
from nnviz.story.moment import Moment, Phase
from nnviz.story.storyboard import Shot, Storyboard

SILENT = Storyboard(
    shots=(
        Shot(tell="initialise"),
        Shot(detail="nodes"),
        Shot(tell="lapse", epochs=(2, 59)),
        Shot(tell="compare", epochs=(1, 60)),
    )
)


def below(show, seconds):
    """Return the texts that stand in the room of the caption."""
    labels = show.frame_at(seconds).labels
    return " ".join(
        text for text, at in zip(labels.text, labels.position, strict=True) if at[1] > 0.9
    )


@pytest.mark.parametrize("language", ["en", "ja"])
def test_no_moment_is_without_words(trace, language):
    show = Show(trace, SILENT, language=language)
    seconds = [beat.start_seconds + 0.9 * beat.seconds for beat in show.timeline.beats]
    phases = {show.moment_at(each).phase: below(show, each) for each in seconds}
    assert set(phases) >= set(Phase) - {Phase.INPUT}
    assert all(phases.values())
    assert len(set(phases.values())) == len(phases)


def test_the_words_of_a_shot_come_first_and_none_are_drawn_where_captions_are_not(trace):
    own = Storyboard(shots=(Shot(detail="nodes", caption="By hand"),))
    assert below(Show(trace, own), 5.0) == "By hand"
    assert below(Show(trace, own, captions_in_picture=False), 5.0) == ""
    assert below(Show(trace, SILENT, captions_in_picture=False), 5.0) == ""


def test_a_map_beside_nothing_but_the_key_has_a_wide_column():
    def width(*names):
        shown = panels_named(frozenset(names))
        plane = next(panel for panel in shown if panel.name == "plane")
        return region_of(plane, shown, regions_of(frozenset(names), 16 / 9)).width

    assert width("legend", "plane") > 1.2 * RIGHT_COLUMN
    assert width("legend", "records", "plane") <= RIGHT_COLUMN


def test_a_node_bears_its_number_from_the_moment_it_is_known(show):
    number = f"{show.step(2).activations[1][0, 1]:.4f}"

    def written(progress):
        moment = Moment(epoch=2, phase=Phase.FORWARD, layer=1, node=1, progress=progress)
        return list(show.frame_of(moment).labels.text).count(number)

    assert written(0.8) == written(1.0) == written(0.05) + 1  # it is in the equation, too
