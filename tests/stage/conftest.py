import pytest

from nnviz.learning.experiment import Experiment
from nnviz.stage.show import Show
from nnviz.story.storyboard import Shot, Storyboard
from nnviz.trace.recorder import record
from nnviz.trace.trace import open_trace

STORYBOARD = Storyboard(
    shots=(
        Shot(tell="initialise", title="Start", camera="front"),
        Shot(tell="samples", epochs=(1, 2), title="By hand", caption="Forward, then backward"),
        Shot(tell="lapse", epochs=(2, 59), title="Lapse", camera="along"),
        Shot(tell="layers", epochs=(59, 60), sample=2, camera="top"),
        Shot(tell="compare", epochs=(1, 60), title="End"),
    )
)


@pytest.fixture(scope="session")
def trace(tmp_path_factory):
    path = tmp_path_factory.mktemp("stage") / "xor.nntrace"
    record(Experiment(epochs=60), path)
    with open_trace(path) as opened:
        yield opened


@pytest.fixture(scope="session")
def show(trace):
    return Show(trace, STORYBOARD, title="XOR")
