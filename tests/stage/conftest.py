import pytest

from nnviz.learning.experiment import Experiment
from nnviz.stage.show import Show
from nnviz.story.storyboard import Shot, Storyboard
from nnviz.story.text import Localised
from nnviz.trace.recorder import record
from nnviz.trace.trace import open_trace

STORYBOARD = Storyboard(
    shots=(
        Shot(tell="initialise", title="Start", camera="front"),
        Shot(tell="introduce", camera="front"),
        Shot(detail="nodes", title="By hand", caption="Forward, then backward"),
        Shot(epochs=(2, 2), title=Localised(en="Again", ja="もう一度")),
        Shot(tell="lapse", epochs=(2, 59), title="Lapse", camera="along"),
        Shot(epochs=(59, 60), records=(2,), camera="top"),
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


@pytest.fixture
def recorded(tmp_path):
    """Return what records an experiment and opens the trace; all are closed in the end."""
    opened = []

    def record_and_open(experiment):
        path = tmp_path / f"{len(opened)}.nntrace"
        record(experiment, path)
        opened.append(open_trace(path))
        return opened[-1]

    yield record_and_open
    for trace in opened:
        trace.close()
