"""How the window around the picture looks: Qt's Fusion style in the colours of the stage."""

from PyQt6.QtGui import QColor, QPalette
from PyQt6.QtWidgets import QApplication, QWidget

from nnviz.stage.frame import Floats
from nnviz.stage.palette import DARK, Palette


def apply_theme(application: QApplication, colours: Palette = DARK) -> None:
    """Give the whole application its style and the colours of a stage's theme."""
    application.setStyle("Fusion")
    application.setPalette(qt_palette(colours))


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


def brighten(slider: QWidget, colours: Palette = DARK) -> None:
    """Let a slider stand out from the bar that it lies in."""
    palette = slider.palette()
    palette.setColor(QPalette.ColorRole.Button, qt_colour(colours.quiet_text))
    slider.setPalette(palette)


def qt_colour(colour: Floats) -> QColor:
    """Return a (4,) colour, opaque, since windows are."""
    return QColor.fromRgbF(*(float(channel) for channel in colour[:3]))
