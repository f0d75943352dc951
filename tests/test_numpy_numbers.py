"""What a program computed with NumPy can be told and drawn: shots, sizes, instants."""

import numpy as np

from nnviz import Experiment, Shot, Show, Storyboard, check_gradients, open_trace, record
from nnviz.film.still import render_still


def test_shots_sizes_and_instants_may_be_numpys_numbers(tmp_path):
    record(Experiment(epochs=np.int64(20)), tmp_path / "xor.nntrace")
    shots = (
        Shot(epochs=(np.int64(1), np.int64(2)), records=(np.int64(2),), seconds=np.float32(1)),
        Shot(tell="lapse", epochs=(np.int64(1), np.int64(20)), seconds=np.float64(1)),
    )
    with open_trace(tmp_path / "xor.nntrace") as trace:
        frame = Show(trace, Storyboard(shots=shots)).frame_at(np.float32(0.5))
        assert check_gradients(trace, epoch=np.int64(20)).step == 20
    size = (np.int64(64), np.int32(36))
    render_still(frame, tmp_path / "xor.png", size=size)
    assert (tmp_path / "xor.png").stat().st_size > 100
