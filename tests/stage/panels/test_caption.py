"""What stands below a picture whose shot says nothing of its own."""

from dataclasses import asdict

import pytest

from nnviz.picture.regions import NARROWEST, RIGHT_COLUMN
from nnviz.stage.panels import panels_named
from nnviz.stage.panels.caption import typeset_caption
from nnviz.stage.panels.choice import region_of, regions_of
from nnviz.stage.show import Show
from nnviz.stage.wording import WORDINGS
from nnviz.story.moment import Moment, Phase
from nnviz.story.storyboard import Shot, Storyboard

SILENT = Storyboard(
    shots=(
        Shot(tell="introduce"),
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
    beats = show.timeline.beats
    told = {
        (SILENT.shots[beat.shot].tell, beat.moment.phase): below(
            show, beat.start_seconds + 0.9 * beat.seconds
        )
        for beat in beats
    }
    assert {phase for _, phase in told} >= set(Phase) - {Phase.INPUT}
    assert all(told.values())
    assert len(set(told.values())) == len(told)


@pytest.mark.parametrize("language", ["en", "ja"])
@pytest.mark.parametrize("aspect", [NARROWEST, 1.0, 16 / 9])
def test_all_of_them_find_room(language, aspect):
    words = asdict(WORDINGS[language]).items()
    told = [text.format(function="leaky_relu") for name, text in words if name.startswith("says_")]
    assert len(told) > 10
    assert all(typeset_caption(text, aspect) for text in told)


def test_the_words_of_a_shot_come_first_and_none_are_drawn_where_captions_are_not(trace):
    own = Storyboard(shots=(Shot(detail="nodes", caption="By hand"),))
    assert below(Show(trace, own), 5.0) == "By hand"
    assert below(Show(trace, own, captions_in_picture=False), 5.0) == ""
    assert below(Show(trace, SILENT, captions_in_picture=False), 5.0) == ""


@pytest.mark.parametrize("large", ["plane", "layer_sizes"])
def test_what_grows_beside_nothing_but_the_key_has_a_wide_column(large):
    def width(*names):
        shown = panels_named(frozenset(names))
        panel = next(each for each in shown if each.name == large)
        return region_of(panel, shown, regions_of(frozenset(names), 16 / 9)).width

    assert width("legend", large) > 1.2 * RIGHT_COLUMN
    assert width("legend", "records", large) <= RIGHT_COLUMN


def test_a_node_bears_its_number_from_the_moment_it_is_known(show):
    number = f"{show.step(2).activations[1][0, 1]:.4f}"

    def written(progress):
        moment = Moment(epoch=2, phase=Phase.FORWARD, layer=1, node=1, progress=progress)
        return list(show.frame_of(moment).labels.text).count(number)

    assert written(0.8) == written(1.0) == written(0.05) + 1  # it is in the equation, too
