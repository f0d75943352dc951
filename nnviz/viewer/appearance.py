"""The appearance: colours and language of the picture and of everything around it."""

from nnviz.picture.palette import THEMES
from nnviz.stage.show import Show
from nnviz.story.text import Language
from nnviz.story.theme import Theme
from nnviz.viewer.opening.opener import Opener
from nnviz.viewer.qt_theme import apply_palette
from nnviz.viewer.session import Session
from nnviz.viewer.settings import settings
from nnviz.viewer.translation import set_interface_language


class Appearance:
    """Lets a session, and the application around it, be seen in other colours or words.

    Args:
        session: what is shown.
        opener: opens what is shown next.

    """

    def __init__(self, session: Session, opener: Opener) -> None:
        self._session, self._opener = session, opener
        set_interface_language(opener.language_for(None))
        session.opened.connect(_follow)

    def set_theme(self, theme: Theme) -> None:
        """Show picture and window in other colours, from now on."""
        settings().setValue("theme", theme)
        apply_palette(THEMES[theme])
        show = self._session.show
        if show is not None:
            self._session.retell(language=show.language, theme=theme)

    def set_language(self, language: Language) -> None:
        """Speak another language, in the picture and around it, from now on."""
        settings().setValue("language", language)
        self._opener.language = language
        set_interface_language(language)
        show = self._session.show
        if show is not None:
            self._session.retell(language=language, theme=show.theme)

    def toggle_theme(self) -> None:
        """Show dark what is light, and light what is dark."""
        show = self._session.show
        self.set_theme("dark" if show is not None and show.theme == "light" else "light")


def _follow(show: Show) -> None:
    """Let everything around a show have its colours and its language."""
    apply_palette(THEMES[show.theme])
    set_interface_language(show.language)
