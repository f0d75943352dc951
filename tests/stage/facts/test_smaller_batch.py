"""An epoch stands for its last step: where that is a smaller batch, it is counted as it is."""

import pytest

from nnviz.opening import open_show
from nnviz.story.moment import Moment, Phase

SCENE = """
[experiment]
data = { name = "gauss", records = 40 }
layers = [{ units = 1, activation = "tanh", bias = true }]
loss = "mean_squared_error"
batch_size = 12
drop_last = DROP
epochs = 3
learning_rate = 0.01
"""


@pytest.mark.parametrize(("drop", "count", "other"), [("false", 4, 12), ("true", 12, 4)])
def test_the_mean_is_over_the_records_of_the_last_batch(tmp_path, drop, count, other):
    (tmp_path / "batches.toml").write_text(SCENE.replace("DROP", drop))
    moments = [
        Moment(epoch=2, phase=Phase.MEAN, layer=1),
        Moment(epoch=2, phase=Phase.BACKWARD, layer=1),
        Moment(epoch=2, phase=Phase.UPDATE, layer=0),
        Moment(epoch=3, phase=Phase.EPOCH),
    ]
    with open_show(tmp_path / "batches.toml") as show:
        texts = [text for moment in moments for text in show.frame_of(moment).labels.text]
        assert f"batch of {count}" in texts
        wrong = (f"batch of {other}", f"{other} records", f"over {other}")
        assert not [text for text in texts for words in wrong if words in text]
