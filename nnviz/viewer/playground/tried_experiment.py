"""What is tried out: the playground of what is shown, and the folder of its recordings."""

from nnviz.errors import NnvizError
from nnviz.playground.model import Playground
from nnviz.scene import Scene
from nnviz.temporary import TemporaryFolder, scratch_folder
from nnviz.viewer.playground.state_words import NOTHING
from nnviz.viewer.playground.tried_scene import tried_scene
from nnviz.viewer.session import Session
from nnviz.viewer.source import RunSource, Source


class TriedExperiment:
    """Makes a playground of what a session shows, when it is first wanted.

    Args:
        session: what is shown.

    Attributes:
        playground: what is tried out; None: nothing that is shown can be, or nobody has asked yet.
        scene: with which that began; None: likewise.
        scratch: where its recordings are; None: likewise.
        why_not: why nothing can be tried out, in English or as it was said.

    """

    def __init__(self, session: Session) -> None:
        self._session = session
        self._source: Source | None = None
        self.playground: Playground | None = None
        self.scene: Scene | None = None
        self.scratch: TemporaryFolder | None = None
        self.why_not = NOTHING

    @property
    def is_left(self) -> bool:
        """Whether something else was opened than what is tried out."""
        source = self._session.source
        return source is not self._source and not isinstance(source, RunSource)

    @property
    def is_untouched(self) -> bool:
        """Whether what was opened is shown, and nothing was changed yet."""
        playground = self.playground
        opened = self._session.source is self._source
        return playground is not None and opened and len(playground.history) == 1

    def begin(self) -> bool:
        """Try out what is shown, unless that is done already; return whether it begins now."""
        source = self._session.source
        if self.playground is not None or source is None or self._session.show is None:
            return False
        try:
            self.scene = tried_scene(source, self._session.variants.show)
        except NnvizError as error:
            self.why_not = str(error)
            return False
        self._source, self.scratch = source, scratch_folder()
        folder = self.scratch.path
        self.playground = Playground(self.scene.experiment, folder, name=source.name)
        return True

    def leave(self) -> None:
        """Try nothing out any more, and remove all files of that."""
        if self.scratch is not None:
            self.scratch.close()
        self.playground, self.scene, self.scratch, self._source = None, None, None, None
        self.why_not = NOTHING
