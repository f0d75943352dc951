"""Wording: what the window says, in the language that was chosen.

The code says everything in English, and two of Qt's translators turn it into Japanese: ours what
the window says itself (see `japanese`), Qt's own what its dialogs and buttons say.
"""

from collections.abc import Callable
from typing import cast

from PyQt6.QtCore import (
    QCoreApplication,
    QEvent,
    QLibraryInfo,
    QLocale,
    QObject,
    QTranslator,
)

from nnviz.story.text import Language
from nnviz.viewer.japanese import JAPANESE

CONTEXT = "nnviz"


def tr(text: str, **values: object) -> str:
    """Return what the window says for an English text, with its places filled in.

    Args:
        text: in English; names in braces are filled in by `str.format`.
        values: for these names.

    """
    return QCoreApplication.translate(CONTEXT, text).format(**values)


def system_language() -> Language:
    """Return the language of the desktop, or English where that is neither."""
    return "ja" if QLocale.system().language() == QLocale.Language.Japanese else "en"


def set_interface_language(language: Language) -> None:
    """Let everything in the application be said in a language, from now on."""
    application = QCoreApplication.instance()
    if application is None:
        return
    spoken = cast("list[QTranslator]", application.findChildren(QTranslator))
    if bool(spoken) == (language == "ja"):
        return
    for translator in spoken:
        application.removeTranslator(translator)
        translator.setParent(None)
    if language == "ja":
        for translator in (_Japanese(application), _of_qt(application)):
            application.installTranslator(translator)


def retranslate(
    owner: QObject, set_texts: Callable[[], object], *, watched: QObject | None = None
) -> None:
    """Call a function now, and again whenever another language is spoken.

    Args:
        owner: what the texts belong to; the function is called for as long as it lives.
        set_texts: gives it all of its texts.
        watched: the widget that it belongs to; None: it is one itself.

    """
    (watched or owner).installEventFilter(_LanguageWatcher(owner, set_texts))
    set_texts()


class _Japanese(QTranslator):
    """Looks up what the window says, and what Qt says and lacks itself."""

    def isEmpty(self) -> bool:
        return False

    def translate(  # type: ignore[override]  # None is how one says that another shall translate
        self, _context: str, text: str, *_: object
    ) -> str | None:
        return JAPANESE.get(text)


class _LanguageWatcher(QObject):
    def __init__(self, owner: QObject, set_texts: Callable[[], object]) -> None:
        super().__init__(owner)
        self._set_texts = set_texts

    def eventFilter(self, _watched: QObject | None, event: QEvent | None) -> bool:
        if event is not None and event.type() == QEvent.Type.LanguageChange:
            self._set_texts()
        return False


def _of_qt(parent: QObject) -> QTranslator:
    """Return Qt's own Japanese, which comes with PyQt6."""
    translator = QTranslator(parent)
    folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
    translator.load("qtbase_ja", folder)
    return translator
