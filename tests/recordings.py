"""Scenes are shown again and again by the tests, and recorded once in a run."""

import hashlib
import os
from contextlib import contextmanager

import pytest

from nnviz.opening import open_show
from nnviz.trace.experiment_json import experiment_json
from nnviz.trace.recorder import record


class Recordings:
    """Records each experiment once, for all test processes of a run.

    Args:
        folder: where the recordings lie, the same for all of these processes.
        own: an empty folder of this process on the same disk.

    """

    def __init__(self, folder, own):
        self._folder, self._own = folder, own

    @contextmanager
    def open(self, scene, **options):
        """Do what `open_show` does, but with recordings that may be there already."""
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr("nnviz.opening.record_scene", self._recordings_of)
            opened = open_show(scene, **options)
            show = opened.__enter__()
        try:
            yield show
        finally:
            opened.__exit__(None, None, None)

    def _recordings_of(self, scene, _folder, *, progress=None):
        return [self.of(each) for each in (scene.experiment, *dict(scene.variants).values())]

    def of(self, experiment):
        """Return where the recording of an experiment lies."""
        path = self._folder / f"{_digest(experiment)}.nntrace"
        if not path.exists():
            record(experiment, self._own / path.name)
            (self._own / path.name).replace(path)  # whole, should another process be as far
        return path


def _digest(experiment):
    """Return what tells experiments apart, the records of a file with them."""
    records = experiment.dataset
    parts = (experiment_json(experiment).encode(), records.inputs, records.targets)
    return hashlib.sha256(b"".join(map(bytes, parts))).hexdigest()


def recordings_of_this_run(places):
    """Return the recordings that the test processes of this run share.

    Args:
        places: pytest's `tmp_path_factory`.

    """
    base = places.getbasetemp()
    shared = base.parent if "PYTEST_XDIST_WORKER" in os.environ else base
    folder = shared / "recordings"
    folder.mkdir(exist_ok=True)
    return Recordings(folder, places.mktemp("recorded"))
