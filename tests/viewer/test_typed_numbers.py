"""The window's fields for numbers take those that their language writes, and nothing like them."""

import pytest
from PyQt6.QtCore import QLocale
from PyQt6.QtGui import QValidator

from nnviz.viewer.ranged_box import RangedBox


@pytest.mark.parametrize("place", ["C", "en_US", "ja_JP"])
@pytest.mark.parametrize("text", ["1_0", "١٢", "１２", "१२"])
def test_other_digits_and_underscores_are_refused_where_they_are_typed(qtbot, place, text):
    box = RangedBox(lambda: "1 to 100")
    qtbot.addWidget(box)
    box.setLocale(QLocale(place))
    assert box.validate(text, 0)[0] is QValidator.State.Invalid
    assert box.validate("12", 0)[0] is QValidator.State.Acceptable
