"""Both languages: nothing that a person can read or hear of the window is left in English."""

import ast
import re
from pathlib import Path
from string import Formatter

import pytest
from PyQt6.QtCore import QLocale, Qt
from PyQt6.QtGui import QAction
from PyQt6.QtWidgets import (
    QAbstractButton,
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QDockWidget,
    QLabel,
    QTableWidget,
    QTabWidget,
    QWidget,
)

import nnviz.cli
import nnviz.viewer
from nnviz.stage.world.picking import PickedEdge, PickedNode
from nnviz.viewer.export.film_dialog import FilmDialog
from nnviz.viewer.japanese import JAPANESE
from nnviz.viewer.keys_dialog import KeysDialog
from nnviz.viewer.settings import settings
from nnviz.viewer.translation import set_interface_language, tr
from nnviz.viewer.window import ViewerWindow

# What is the same in both languages: names of keys, of NumPy and of the field, file names.
NEUTRAL = re.compile(
    r"Ctrl|Alt|Shift|Escape|Esc|Space|Home|End|Left|Right|Up|Down|PgUp|PgDown|F11|F1|"
    r"AdaGrad|RMSProp|AdamW?|ReLU|Leaky|tanh|Xavier|Glorot|\bHe\b|XOR|N?AND|\bN?OR\b|"
    r"CSV|NPZ|MNIST|PyTorch|Keras|scikit-learn|\bsin\b|\bHD\b|\b[0-9]K\b|"
    r"NumPy|Python|nnviz|TOML|float64|English|&|[\w./-]+\.(nntrace|mp4|toml)|"
    r"\b[A-Z]\b|\b[a-z]+/\d\b|\be[−-]?\d|\be-\d+|nan|NaN|short|<[^>]*>|nnviz|–"
)
ENGLISH = re.compile("[A-Za-z]{2,}")
SAID_ONCE = {"Float", "Close", "Scroll Left", "Scroll Right"}  # by Qt, when it makes its buttons


@pytest.fixture(autouse=True)
def english_again():
    yield
    set_interface_language("en")


def places(text):
    return sorted((name, form) for _, name, form, _ in Formatter().parse(text) if name)


def test_both_languages_fill_in_the_same_values():
    assert [en for en, ja in JAPANESE.items() if places(en) != places(ja)] == []


def test_an_entry_is_chosen_by_the_same_letter_in_both_languages():
    chosen = {en: "".join(re.findall("&(.)", en)).upper() for en in JAPANESE if "&" in en}
    assert [en for en, letter in chosen.items() if f"(&{letter})" not in JAPANESE[en]] == []


def texts_in(source):
    """Yield every text that a module says, where it stands there in full."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "tr":
            yield from (arg.value for arg in node.args if isinstance(arg, ast.Constant))
        if isinstance(node, ast.keyword) and node.arg in {"text", "title"}:
            yield from [node.value.value] if isinstance(node.value, ast.Constant) else []


def test_nothing_is_said_that_has_no_japanese():
    modules = Path(nnviz.viewer.__file__).parent.rglob("*.py")
    said_texts = {text for module in modules for text in texts_in(module.read_text("utf-8"))}
    assert len(said_texts) > 90
    assert said_texts - set(JAPANESE) == set()


def test_what_an_export_says_of_its_progress_has_japanese():
    modules = Path(nnviz.cli.__file__).parent.glob("*.py")
    text = " ".join(module.read_text("utf-8") for module in modules)
    titles = set(re.findall(r'progress_bar\(\s*"([^"]+)"', text))
    assert "Rendering frames" in titles
    assert titles - set(JAPANESE) == set()


def seen_and_heard(root):
    """Yield every text of a widget and of all that is in it, with what it belongs to."""
    widgets = [root, *root.findChildren(QWidget)]
    for thing in [*widgets, *(action for widget in widgets for action in widget.actions())]:
        yield from ((text, thing) for text in texts_of(thing) if text)


def texts_of(thing):
    yield thing.toolTip()
    if isinstance(thing, QWidget):
        yield thing.accessibleName()
    if isinstance(thing, QDockWidget) or (isinstance(thing, QWidget) and thing.isWindow()):
        yield thing.windowTitle()
    if isinstance(thing, QAction | QAbstractButton | QLabel):
        yield thing.text()
    if isinstance(thing, QComboBox):
        yield from (thing.itemText(index) for index in range(thing.count()))
    if isinstance(thing, QTabWidget):
        yield from (thing.tabText(index) for index in range(thing.count()))
    if isinstance(thing, QAbstractSpinBox):
        yield thing.text()
    if isinstance(thing, QTableWidget):
        cells = (thing.item(r, c) for r in range(thing.rowCount()) for c in range(3))
        yield from (text for cell in cells if cell for text in (cell.text(), cell.toolTip()))


def english_in(root):
    return {text for text, _ in seen_and_heard(root) if ENGLISH.search(NEUTRAL.sub(" ", text))}


def test_english_would_be_found(window):
    texts = english_in(window)
    assert {"&Playback", "Step back (←)", "Layer by layer", "Story"} <= texts
    assert len(texts) > 80


@pytest.fixture
def japanese(window, qtbot):
    """The window in Japanese, with something pinned."""
    with qtbot.waitSignal(window.session.picture_shown):
        window.menus._languages["ja"].trigger()
    qtbot.waitUntil(lambda: window.bar.play_button.accessibleName() == "再生")
    return window


@pytest.mark.parametrize("picked", [PickedNode(2, 0), PickedEdge(0, 2, 3)])
def test_in_japanese_nothing_is_left_in_english(japanese, qtbot, picked):
    japanese.inspector._pin(picked)
    qtbot.waitUntil(lambda: japanese.inspector.panel.curve is not None)
    japanese.recent.menu.aboutToShow.emit()
    assert english_in(japanese) <= SAID_ONCE
    assert japanese.minimumSizeHint().width() <= 1366
    assert japanese.minimumSizeHint().height() <= 768 - 40
    timelines = japanese.timelines
    for scrubber in (timelines.training, timelines.inside, timelines.story):
        tips = [scrubber.tip_at(x) for x in range(0, scrubber.width(), 10)]
        assert not any(ENGLISH.search(tip) for tip in tips)


def test_the_dialogs_speak_japanese_too(japanese, qtbot):
    for dialog in (
        FilmDialog(japanese.session.shown.show, japanese.session.source.file),
        KeysDialog(japanese.port.menus.commands, japanese),
    ):
        qtbot.addWidget(dialog)
        assert english_in(dialog) == set()


def test_english_comes_back(japanese, qtbot):
    japanese.menus._languages["en"].trigger()
    qtbot.waitUntil(lambda: japanese.bar.play_button.accessibleName() == "Play")
    assert "&File" in english_in(japanese)


def test_the_next_window_speaks_what_was_chosen_while_nothing_was_open(empty_window, qtbot):
    empty_window.menus._languages["ja"].trigger()
    qtbot.waitUntil(lambda: empty_window.bar.play_button.accessibleName() == "再生")
    empty_window.close()
    window = ViewerWindow()
    qtbot.addWidget(window)
    assert english_in(window) == set()
    assert window.menus._languages["ja"].isChecked()


SCENE = """
{lang}
[experiment]
data = "xor"
epochs = 5
layers = [{{ units = 4 }}, {{ units = 1 }}]
"""


@pytest.mark.parametrize(
    ("asked", "remembered", "scene", "desktop", "spoken"),
    [
        ("en", "ja", "ja", "ja", "en"),
        (None, "ja", "en", "en", "ja"),
        (None, None, "ja", "en", "ja"),
        (None, None, "en", "ja", "en"),
        (None, None, None, "ja", "ja"),
        (None, None, None, "en", "en"),
    ],
)
def test_who_decides_the_language(
    qtbot, tmp_path, monkeypatch, asked, remembered, scene, desktop, spoken
):
    languages = {"ja": QLocale.Language.Japanese, "en": QLocale.Language.English}
    monkeypatch.setattr(QLocale, "system", lambda: QLocale(languages[desktop]))
    if remembered:
        settings().setValue("language", remembered)
    path = tmp_path / "scene.toml"
    path.write_text(SCENE.format(lang=f'lang = "{scene}"' if scene else ""))
    window = ViewerWindow(language=asked)
    qtbot.addWidget(window)
    with qtbot.waitSignal(window.session.opened) as opened:
        window.open(path)
    assert opened.args[0].language == spoken
    assert tr("Play") == {"en": "Play", "ja": "再生"}[spoken]
    window.close()


def test_qt_itself_speaks_japanese(japanese, qtbot):
    qtbot.keyClick(japanese, Qt.Key.Key_Question)
    qtbot.waitUntil(lambda: isinstance(QApplication.activeModalWidget(), KeysDialog))
    dialog = QApplication.activeModalWidget()
    assert [button.text() for button in dialog.findChildren(QAbstractButton)] == ["閉じる"]
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: QApplication.activeModalWidget() is None)
