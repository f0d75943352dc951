"""The key says what stands in the picture, and nothing else."""

import pytest

from nnviz.story.moment import Moment, Phase

WORDS = {"≈", "rounded"}


@pytest.mark.parametrize(
    ("moment", "calculated"),
    [
        (Moment(epoch=2, phase=Phase.FORWARD, layer=1, node=0), True),
        (Moment(epoch=2, phase=Phase.UPDATE, layer=1, node=0, sender=0), True),
        (Moment(epoch=2, phase=Phase.EPOCH), False),
    ],
)
def test_the_sign_of_rounding_is_in_the_key_where_something_is_calculated(show, moment, calculated):
    labels = show.frame_of(moment).labels
    corner = {
        text
        for text, at in zip(labels.text, labels.position, strict=True)
        if at[0] < 0.4 and at[1] > 0.7
    }
    assert (corner >= WORDS) is calculated
    assert bool(corner & WORDS) is calculated
