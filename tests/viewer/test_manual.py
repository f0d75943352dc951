"""The manual: in both languages it says the same, and every key that it names is the right one."""

import re
from collections import Counter
from importlib.resources import files
from pathlib import Path

import pytest
from PyQt6.QtCore import Qt
from PyQt6.QtGui import QKeySequence, QPalette
from PyQt6.QtWidgets import QApplication

from nnviz.viewer.manual_text import PLACEHOLDER, STANDARD, Resolver, chapters
from nnviz.viewer.manual_window import Manual
from nnviz.viewer.menu_titles import TITLES
from nnviz.viewer.scale import TEXT_PIXELS
from nnviz.viewer.settings import settings
from nnviz.viewer.translation import set_interface_language, tr

SHIFT = Qt.KeyboardModifier.ShiftModifier
CONTROL = Qt.KeyboardModifier.ControlModifier
TOGGLES = ("show_inspector", "show_experiment")  # their menu has the names of what they show
CHOICES = {"&Dark", "&Light", "&English", "&日本語"}  # of menus that the manual names
LANGUAGES = pytest.mark.parametrize("language", ["en", "ja"])
TYPED_KEY = re.compile(r"Ctrl|Alt\b|Esc|Space|Home|\bEnd\b|PgUp|Page|\bF\d+\b|\b[B-Z]\b|[←→↑↓]")


@pytest.fixture(autouse=True)
def english_again(qapp):
    set_interface_language("en")
    yield
    set_interface_language("en")


@pytest.fixture
def manual(window, qtbot):
    """The manual, opened from the window by its key."""
    return opened(window, qtbot)


def opened(window, qtbot):
    qtbot.keyClick(window, Qt.Key.Key_F1, SHIFT)
    manual = window.findChild(Manual)
    qtbot.giveKeyboard(manual)
    return manual


def turn_to(language, window, qtbot):
    """Let a language be spoken, and every text of the window be said in it."""
    set_interface_language(language)
    qtbot.waitUntil(lambda: window.port.menus.menu("view").title() == tr("&View"))


def texts(language):
    set_interface_language(language)
    return chapters()


def placeholders(language):
    return [
        (kind, text)
        for chapter in texts(language)
        for kind, text in PLACEHOLDER.findall(chapter.text)
    ]


def native(action):
    form = QKeySequence.SequenceFormat.NativeText
    return tr(" or ").join(keys.toString(form) for keys in action.shortcuts())


def entries(menu):
    """Yield every entry of a menu and of the menus in it."""
    for action in menu.actions():
        if action.menu() is not None:
            yield from entries(action.menu())
        if not action.isSeparator():
            yield action


def menu_texts(window):
    """Return what is written in the menus, in the language that is spoken."""
    window.recent.menu.aboutToShow.emit()
    files_listed = {action.text() for action in window.recent.menu.actions()[:-2]}
    return {action.text() for action in entries(window.menuBar())} - files_listed


def docks_of(window):
    return window.inspector.dock, window.experimenting.dock


def without_letter(text):
    return re.sub(r"\(&.\)|&", "", text)


def texts_by_name(window):
    """Return the English of every menu and of every command, by their identifiers."""
    offered = window.port.menus.commands.values()
    return {**TITLES, **{each.name: each.text for commands in offered for each in commands}}


@LANGUAGES
def test_every_key_in_it_is_the_key_of_the_action_that_it_is_said_to_be(window, qtbot, language):
    turn_to(language, window, qtbot)
    named = {name for kind, name in placeholders(language) if kind == "key"} - set(STANDARD)
    assert len(named) > 45
    keys = {action.text(): native(action) for action in window.actions()}
    texts = texts_by_name(window)
    for name, dock in zip(TOGGLES, docks_of(window), strict=True):
        keys[tr(texts[name])] = native(dock.toggleViewAction())
    resolve = Resolver(window.port.menus.commands).resolve
    assert {name: resolve("key", name) for name in named} == {
        name: keys[tr(texts[name])] for name in named
    }
    assert all(resolve("key", name) for name in named | set(STANDARD))


@LANGUAGES
def test_no_key_in_it_is_typed_by_hand(language):
    for chapter in texts(language):
        typed = PLACEHOLDER.sub("", chapter.text).replace("* → *", "").replace("」→「", "")
        typed = re.sub(r"with Shift|Shift を押して|Page \d|\* → ", "", typed)
        assert TYPED_KEY.findall(typed) == []
        assert "Shift" not in typed


@LANGUAGES
def test_what_it_calls_an_entry_of_a_menu_is_what_the_menu_calls_it(window, qtbot, language):
    turn_to(language, window, qtbot)
    named = {text for kind, text in placeholders(language) if kind == "menu"}
    resolve = Resolver(window.port.menus.commands).resolve
    called = {resolve("menu", text) for text in named}
    assert len(called) > 20
    assert called - {without_letter(text) for text in menu_texts(window)} == set()


@LANGUAGES
def test_every_entry_of_the_menus_is_in_it(window, qtbot, language):
    turn_to(language, window, qtbot)
    texts = texts_by_name(window)
    names = {name for kind, name in placeholders(language) if kind in {"key", "menu"}}
    named = {tr(texts[name]) for name in names - set(STANDARD)}
    assert len(menu_texts(window)) > 70
    left_out = {tr(text) for text in CHOICES} | {dock.windowTitle() for dock in docks_of(window)}
    assert menu_texts(window) - left_out - named == set()
    assert set(TOGGLES) <= names


def test_both_languages_have_the_same_chapters_with_the_same_tables_and_placeholders():
    english, japanese = texts("en"), texts("ja")
    assert len(english) == len(japanese) == 10
    for one, other in zip(english, japanese, strict=True):
        assert one.title != other.title
        assert Counter(PLACEHOLDER.findall(one.text)) == Counter(PLACEHOLDER.findall(other.text))
        for mark in ("\n## ", "\n|", "\n\n", "nnviz clean", ".toml", ".mp4", ".gif"):
            assert one.text.count(mark) == other.text.count(mark), (one.title, mark)


def test_its_text_lies_in_the_package():
    folder = files("nnviz.viewer") / "manual"
    assert {page.name for page in folder.iterdir()} == {"en.md", "ja.md"}


@LANGUAGES
def test_the_pages_say_what_stands_for_each_placeholder(window, manual, qtbot, language):
    turn_to(language, window, qtbot)
    whole = "\n".join(page.toPlainText() for page in manual.pages)
    assert "{" not in whole
    for kind, text in placeholders(language):
        assert manual._resolver.resolve(kind, text) in whole
    assert settings().fileName() in whole
    assert Path(manual._resolver.resolve("place", "scenes"), "xor.toml").is_file()


def test_a_row_has_the_key_of_what_it_tells(manual):
    cells = rows_of(manual)
    assert cells["play, pause; at the end, play again"] == "Space"
    assert cells["fill the screen; again: leave it"] == "F or F11"


def rows_of(manual):
    return {
        cell(table, row, 0): cell(table, row, 1)
        for page in manual.pages
        for table in page.tables()
        for row in range(table.rows())
    }


def cell(table, row, column):
    return table.cellAt(row, column).firstCursorPosition().block().text()


def sizes(manual):
    fonts = [manual.contents.font(), manual.field.font(), *(p.defaultFont() for p in manual.pages)]
    return {font.pixelSize() for font in fonts}


def room(manual):
    """Return what the text of the first page takes, and the cells of its table."""
    page = manual.pages[0]
    return page.size().height(), page.tables()[0].format().toTableFormat().cellPadding()


def test_it_follows_the_scale_by_the_keys_of_the_window_and_by_its_own(window, manual, qtbot):
    before = room(manual)
    assert sizes(manual) == {TEXT_PIXELS}
    qtbot.keyClick(window, Qt.Key.Key_Plus, CONTROL)
    qtbot.waitUntil(lambda: sizes(manual) == {round(TEXT_PIXELS * 1.15)})
    for _ in range(3):
        qtbot.keyClick(manual, Qt.Key.Key_Plus, CONTROL)
    qtbot.waitUntil(lambda: sizes(manual) == {round(TEXT_PIXELS * 1.75)})
    assert window.scale.percent == 175
    qtbot.waitUntil(lambda: room(manual)[0] > 1.4 * before[0])
    assert room(manual)[1] == pytest.approx(1.75 * before[1], rel=0.02)
    qtbot.keyClick(manual, Qt.Key.Key_0, CONTROL)
    qtbot.waitUntil(lambda: sizes(manual) == {TEXT_PIXELS})
    qtbot.waitUntil(lambda: room(manual) == before)


def test_no_title_in_the_contents_is_cut_at_any_scale(window, manual, qtbot):
    for percent in (100, 175, 300):
        window.scale._take(percent)
        qtbot.waitUntil(lambda: sizes(manual) == {round(TEXT_PIXELS * window.scale.percent / 100)})
        qtbot.waitUntil(lambda: all_titles_fit(manual.contents))
    window.scale.reset()


def all_titles_fit(contents):
    return contents.viewport().width() >= contents.sizeHintForColumn(0)


def rule_of(manual):
    form = manual.pages[0].tables()[0].cellAt(0, 0).format().toTableCellFormat()
    return form.bottomBorderBrush().color()


def test_it_has_the_colours_of_the_window(window, manual, qtbot):
    window.appearance.set_theme("light")
    role = QPalette.ColorRole
    qtbot.waitUntil(lambda: manual.browser.palette().color(role.Base).lightness() > 200)
    assert rule_of(manual) == manual.palette().color(role.Button)
    window.appearance.set_theme("dark")
    qtbot.waitUntil(lambda: manual.browser.palette().color(role.Base).lightness() < 50)
    assert rule_of(manual) == manual.palette().color(role.Button)


def test_another_language_is_spoken_at_once_and_the_chapter_stays(window, manual, qtbot):
    manual.contents.setCurrentRow(3)
    window.menus._languages["ja"].trigger()
    qtbot.waitUntil(lambda: manual.windowTitle() == "使い方 – nnviz")
    assert manual.contents.currentItem().text() == "カメラ"
    assert manual.browser.toPlainText().startswith("カメラ")


def test_it_opens_once_beside_the_window_and_escape_closes_it(window, manual, qtbot):
    assert not manual.isModal()
    assert QApplication.activeModalWidget() is None
    assert manual.contents.currentRow() == 0
    assert opened(window, qtbot) is manual
    qtbot.keyClick(manual.focusWidget(), Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: window.findChild(Manual) is None)


def test_it_closes_from_the_field_too_and_with_the_window(window, manual, qtbot):
    qtbot.keyClick(manual, Qt.Key.Key_F, CONTROL)
    assert manual.focusWidget() is manual.field
    qtbot.keyClick(manual.field, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: window.findChild(Manual) is None)
    again = opened(window, qtbot)
    window.close()
    assert not again.isVisible()


def test_keys_alone_lead_through_the_chapters(manual, qtbot):
    assert manual.focusWidget() is manual.contents
    for number in range(1, 10):
        qtbot.keyClick(manual.contents, Qt.Key.Key_Down)
        assert manual.browser.document() is manual.pages[number]
    reached = set()
    for _ in range(8):
        qtbot.keyClick(manual.focusWidget(), Qt.Key.Key_Tab)
        reached.add(manual.focusWidget())
    assert {manual.contents, manual.field, manual.browser} < reached


def test_a_word_is_found_in_whichever_chapter_it_stands_and_around(manual, qtbot):
    qtbot.keyClick(manual, Qt.Key.Key_F, CONTROL)
    qtbot.keyClicks(manual.field, "logarithmic")
    places = [place(manual)]
    assert manual.contents.currentItem().text() == "Panels and colours"
    for key in (Qt.Key.Key_Return, Qt.Key.Key_F3):
        qtbot.keyClick(manual.field, key)
        places.append(place(manual))
    assert places[0] != places[1]
    assert places[2] == places[0]  # there are two
    qtbot.keyClick(manual.field, Qt.Key.Key_F3, SHIFT)
    assert place(manual) == places[1]
    assert manual.isVisible()


def place(manual):
    cursor = manual.browser.textCursor()
    assert cursor.selectedText().lower() == manual.field.text()
    return manual.contents.currentRow(), cursor.selectionStart()


def test_what_is_not_in_it_is_said_not_to_be_found(manual, qtbot):
    qtbot.keyClick(manual, Qt.Key.Key_F, CONTROL)
    qtbot.keyClicks(manual.field, "spaghetti")
    assert manual._answer.isVisible()
    assert not manual.browser.textCursor().hasSelection()
    manual.field.clear()
    assert not manual._answer.isVisible()
