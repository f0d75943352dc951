"""Nothing of the inspector and of the controls is cut, however small the window is."""

import pytest
from PyQt6.QtCore import QSize
from PyQt6.QtWidgets import QAbstractSpinBox, QApplication, QComboBox, QLabel, QToolButton

from nnviz.learning.data import Data
from nnviz.learning.experiment import Experiment, Layer
from nnviz.learning.recording import Recording
from nnviz.stage.world.picking import PickedEdge, PickedNode
from nnviz.story.moment import Moment, Phase
from nnviz.trace.recorder import record
from nnviz.viewer.inspector.inspector_panel import HINT
from nnviz.viewer.player import TrackKind
from nnviz.viewer.scale import TEXT_PIXELS

SMALL = QSize(1366, 768)
PERCENT = (100, 115, 130, 150, 175)


@pytest.fixture(scope="module")
def partly(tmp_path_factory):
    """A training with many records, of which some are recorded, and small numbers."""
    path = tmp_path_factory.mktemp("room") / "partly.nntrace"
    data = Data(name="xor_points", records=899, seed=3)
    layers = (Layer(units=5, activation="tanh", bias=True), Layer(units=1, bias=True))
    kept = Recording(records=tuple(range(7, 890, 28)))
    record(Experiment(data=data, layers=layers, epochs=20, recording=kept), path)
    return path


@pytest.fixture
def roomy(empty_window, qtbot, partly):
    """The window with that training, at the end of an epoch of it."""
    empty_window.open(partly)
    player = empty_window.session.player
    player.go_along(TrackKind.TRAINING)
    with qtbot.waitSignal(empty_window.session.picture_shown):
        at = Moment(epoch=12, phase=Phase.UPDATE, layer=1, record=4)
        player.seek(player.training_track.seconds_near(at))
    yield empty_window
    empty_window.scale.reset()


def take(window, qtbot, percent, language):
    window.appearance.set_language(language)
    window.scale._take(percent)
    font = round(TEXT_PIXELS * percent / 100)
    qtbot.waitUntil(lambda: window.bar.time_label.fontInfo().pixelSize() == font)
    for _ in range(3):  # what is laid out may ask for room in turn
        QApplication.processEvents()
    window.resize(window.minimumSizeHint())
    for _ in range(3):
        QApplication.processEvents()


def cut_in(root):
    """Return which boxes, labels and buttons in a widget have less room than they need."""
    kinds = (QLabel, QAbstractSpinBox, QComboBox, QToolButton)
    widgets = [each for kind in kinds for each in root.findChildren(kind) if each.isVisible()]
    return [
        (each, each.size(), needed(each))
        for each in widgets
        if each.width() < needed(each).width() or each.height() < needed(each).height()
    ]


def needed(widget):
    if isinstance(widget, QLabel) and widget.wordWrap():
        width = max(widget.fontMetrics().horizontalAdvance(word) for word in words_of(widget))
        return QSize(width, widget.heightForWidth(widget.width()))
    return widget.sizeHint()


def words_of(label):
    """Return what a label does not break; Japanese breaks between any two characters."""
    text = label.text().replace("<b>", "").replace("</b>", "")
    return (text if all(map(str.isascii, text)) else " ".join(text)).split() or [""]


def is_whole(table):
    """Return whether every cell has room for its text, and the table, scrolled or not, for it."""
    for row in range(table.rowCount()):
        for column in range(table.columnCount()):
            if table.columnSpan(row, column) > 1 or table.item(row, column) is None:
                continue
            needed = table.sizeHintForIndex(table.model().index(row, column)).width()
            if needed > table.columnWidth(column):
                return False
    return True


@pytest.mark.parametrize("language", ["en", "ja"])
@pytest.mark.parametrize("percent", PERCENT)
def test_nothing_is_cut(roomy, qtbot, language, percent):
    take(roomy, qtbot, percent, language)
    assert roomy.minimumSizeHint().width() <= SMALL.width()
    assert roomy.minimumSizeHint().height() <= SMALL.height() - 40
    assert cut_in(roomy.bar) == []
    panel = roomy.inspector.panel
    for picked in (PickedNode(2, 0), PickedNode(1, 2), PickedEdge(0, 1, 3)):
        roomy.inspector._pin(picked)
        for _ in range(3):
            QApplication.processEvents()
        assert [cut for cut in cut_in(panel) if not panel.tabs.isAncestorOf(cut[0])] == []
        assert panel.facts.rowCount() > 0
        for table in (panel.facts, panel.work):
            assert is_whole(table)
            scrolled = table.horizontalScrollBar().isVisible()
            assert scrolled == (table.is_cut() and table.isVisible())
            assert not (scrolled and percent > 100)
        assert panel.facts.height() >= panel.facts.height_of_all()


@pytest.mark.parametrize("percent", [100, 175])
def test_the_inspector_grows_with_the_letters_and_leaves_the_picture_half(roomy, qtbot, percent):
    before = roomy.inspector.dock.width()
    take(roomy, qtbot, percent, "en")
    roomy.resize(SMALL)
    qtbot.waitUntil(lambda: roomy.width() == SMALL.width())
    QApplication.processEvents()
    assert roomy.inspector.dock.width() >= min(before * percent / 100, SMALL.width() // 2) - 2
    assert roomy.view.native.width() >= SMALL.width() * 0.49
    roomy.scale.reset()
    qtbot.waitUntil(lambda: roomy.inspector.dock.width() == before)


def test_a_table_that_does_not_fit_is_scrolled(roomy, qtbot):
    roomy.inspector._pin(PickedNode(2, 0))
    table = roomy.inspector.panel.facts
    table.setFixedWidth(150)
    QApplication.processEvents()
    assert table.is_cut()
    assert is_whole(table)
    qtbot.waitUntil(table.horizontalScrollBar().isVisible)
    assert table.viewport().height() >= table.row_height() * table.rowCount()


@pytest.mark.parametrize("language", ["en", "ja"])
def test_an_empty_inspector_says_what_to_do_and_shows_no_empty_boxes(roomy, qtbot, language):
    from nnviz.viewer.translation import tr

    take(roomy, qtbot, 100, language)
    panel = roomy.inspector.panel
    assert panel.title.text() == tr(HINT)
    assert panel.tabs.isHidden()
    assert cut_in(panel) == []
    roomy.inspector._pin(PickedNode(2, 0))
    assert panel.tabs.isVisible()
    assert panel.title.text() != tr(HINT)
    roomy.inspector._pin(PickedNode(0, 0))  # of which nothing is calculated
    assert panel.work.isHidden()
    roomy.inspector.let_go()
    assert panel.tabs.isHidden()
