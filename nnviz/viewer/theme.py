"""How the window around the picture looks: Qt's Fusion style in the stage's dark colours."""

from PyQt6.QtGui import QColor, QPalette
from PyQt6.QtWidgets import QApplication

COLOURS = {
    QPalette.ColorRole.Window: "#14171d",
    QPalette.ColorRole.WindowText: "#e8eaee",
    QPalette.ColorRole.Base: "#0f1116",
    QPalette.ColorRole.AlternateBase: "#1b1f27",
    QPalette.ColorRole.Text: "#e8eaee",
    QPalette.ColorRole.Button: "#232833",
    QPalette.ColorRole.ButtonText: "#e8eaee",
    QPalette.ColorRole.ToolTipBase: "#232833",
    QPalette.ColorRole.ToolTipText: "#e8eaee",
    QPalette.ColorRole.PlaceholderText: "#8b93a3",
    QPalette.ColorRole.Highlight: "#4f8fe0",
    QPalette.ColorRole.HighlightedText: "#0f1116",
}
DIMMED = "#5d6472"
DIMMED_ROLES = (
    QPalette.ColorRole.WindowText,
    QPalette.ColorRole.Text,
    QPalette.ColorRole.ButtonText,
)


def apply_theme(application: QApplication) -> None:
    """Give the whole application its style and its colours."""
    palette = QPalette()
    for role, colour in COLOURS.items():
        palette.setColor(role, QColor(colour))
    for role in DIMMED_ROLES:
        palette.setColor(QPalette.ColorGroup.Disabled, role, QColor(DIMMED))
    application.setStyle("Fusion")
    application.setPalette(palette)
