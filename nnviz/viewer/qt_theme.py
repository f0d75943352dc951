"""How the window around the picture looks: Qt's Fusion style in the colours of the stage."""

from PyQt6.QtGui import QColor, QPalette
from PyQt6.QtWidgets import QApplication

from nnviz.picture.frame import Floats
from nnviz.picture.palette import DARK, Palette


def apply_theme(application: QApplication, colours: Palette = DARK) -> None:
    """Give the whole application its style and the colours of a stage's theme."""
    application.setStyle("Fusion")
    apply_palette(colours)


def apply_palette(colours: Palette) -> None:
    """Give the windows of the running application other colours."""
    palette = qt_palette(colours)
    QApplication.setPalette(palette)
    palette.setColor(QPalette.ColorRole.Base, qt_colour(colours.panel))
    QApplication.setPalette(palette, "QMenu")  # which lies over the picture, whose ground is Base


def qt_palette(colours: Palette) -> QPalette:
    """Return what Qt calls a palette; the shades of its borders are Qt's own."""
    role = QPalette.ColorRole
    palette = QPalette(qt_colour(colours.rule), qt_colour(colours.panel))
    for text in (role.WindowText, role.Text, role.ButtonText, role.ToolTipText):
        palette.setColor(text, qt_colour(colours.text))
        palette.setColor(QPalette.ColorGroup.Disabled, text, qt_colour(colours.rule))
    palette.setColor(role.Base, qt_colour(colours.background))
    palette.setColor(role.ToolTipBase, qt_colour(colours.panel))
    palette.setColor(role.PlaceholderText, qt_colour(colours.quiet_text))
    palette.setColor(role.Highlight, qt_colour(colours.accent))
    palette.setColor(role.HighlightedText, qt_colour(colours.background))
    return palette


def qt_colour(colour: Floats) -> QColor:
    """Return a (4,) colour, opaque, since windows are."""
    return QColor.fromRgbF(*(float(channel) for channel in colour[:3]))
