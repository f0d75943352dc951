"""Export from the window: the film, a picture of what is shown, the arrays of its epoch.

The film is the work of the command line in a process of its own. A picture is what the window
shows, drawn once more in the size that is wanted.
"""

from collections.abc import Callable
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PyQt6.QtCore import QEvent, QObject, QThread
from PyQt6.QtGui import QAction
from PyQt6.QtWidgets import QDialog, QFileDialog, QMessageBox

from nnviz.errors import NnvizError
from nnviz.files import check_apart, check_ending
from nnviz.opening import files_read, is_trace
from nnviz.scene import load_scene
from nnviz.stage.show import Show
from nnviz.trace.export import export_npz
from nnviz.viewer.commands import Command, add_entries
from nnviz.viewer.error_box import show_error
from nnviz.viewer.export.export_strip import ExportStrip
from nnviz.viewer.export.film_dialog import FilmDialog
from nnviz.viewer.export.job import ExportJob
from nnviz.viewer.export.orders import FilmOrder
from nnviz.viewer.export.picture_dialog import PictureDialog
from nnviz.viewer.export.picture_file import save_picture
from nnviz.viewer.export.ready_strip import ReadyStrip
from nnviz.viewer.export.remembered_choices import suggested_file
from nnviz.viewer.shown_picture import ShownPicture
from nnviz.viewer.translation import tr

if TYPE_CHECKING:
    from nnviz.viewer.window import ViewerWindow

STILL_EXPORTING = "{film} is still being exported. Stop the export and close the window?"


class Exporter(QObject):
    """Gives a window what it can export, in the File menu, and looks after what is being exported.

    Attributes:
        job: the film that is being made.
        strip: how far it is; shown at the foot of the window while there is one.
        ready: what was exported last, until somebody dismisses it.
        actions: the entries of the menu, that for films first.

    """

    def __init__(self, window: "ViewerWindow") -> None:
        super().__init__(window)
        self._window = window
        self._shown: ShownPicture | None = None
        self._film = Path()
        self.job = ExportJob(self)
        self.strip = ExportStrip()
        self.ready = ReadyStrip(window)
        commands = self._commands()
        window.menus.commands["&File"] += commands
        self.actions: list[QAction] = add_entries(window, window.menus.file, commands)
        self._add_strip()
        self._connect()
        self._show_running()

    def start(self, order: FilmOrder) -> None:
        """Begin to make a film."""
        self._film = order.film
        self.ready.hide()
        self.strip.begin(tr("Exporting {film}", film=order.film.name))
        self.job.start(order.command())
        self._show_running()

    def cancel(self) -> None:
        """Stop making the film, which takes a while; one that was there before stays."""
        self.strip.stop(tr("Stopping the export of {film}…", film=self._film.name))
        self.job.cancel()

    def eventFilter(self, _watched: QObject | None, event: QEvent | None) -> bool:
        """Ask before the window closes in the midst of an export."""
        if event is None or event.type() != QEvent.Type.Close or not self.job.running:
            return False
        if not (self.job.stopping or self._wants_to_stop()):
            event.ignore()
            return True
        self.strip.stop(tr("Stopping the export of {film}…", film=self._film.name))
        self.strip.repaint()  # now: the window waits for the end
        self.job.wait_until_cancelled()
        return False

    def _wants_to_stop(self) -> bool:
        """Ask; an export that ends by itself meanwhile answers the question."""
        thread = QThread.currentThread()
        if thread is None or thread.loopLevel() == 0:
            return True  # the application has ended already, and nobody can answer
        button = QMessageBox.StandardButton
        answer = QMessageBox.question(
            self._window,
            "nnviz",
            tr(STILL_EXPORTING, film=self._film.name),
            button.Yes | button.No,
            button.No,
        )
        return answer == button.Yes or not self.job.running

    def _withdraw_question(self) -> None:
        """Ask no longer whether an export that has ended shall be stopped."""
        question = tr(STILL_EXPORTING, film=self._film.name)
        for box in self._window.findChildren(QMessageBox):
            if box.text() == question:
                box.reject()

    def _commands(self) -> list[Command]:
        return [
            Command(text="Export a &film…", keys="Ctrl+E", run=self._ask_for_film),
            Command(text="Export this &picture…", keys="Ctrl+Shift+E", run=self._ask_for_picture),
            Command(text="Export the &arrays of this epoch…", run=self._ask_for_arrays),
        ]

    def _add_strip(self) -> None:
        bar = self._window.statusBar()
        if bar is not None:
            bar.addPermanentWidget(self.strip)
            bar.addPermanentWidget(self.ready)

    def _connect(self) -> None:
        self._window.opened.connect(self._begin)
        self._window.picture_shown.connect(self._follow)
        self._window.installEventFilter(self)
        self.strip.cancelled.connect(self.cancel)
        self.job.progressed.connect(self._show_progress)
        self.job.finished.connect(self._finish)
        self.job.cancelled.connect(self._confirm_cancelling)

    def _begin(self, _show: Show) -> None:
        self._show_running()

    def _follow(self, shown: ShownPicture) -> None:
        was, self._shown = self._shown, shown
        if was is None:
            self._show_running()

    def _show_running(self) -> None:
        """Show the strip exactly while something is exported, and offer what can be done."""
        running = self.job.running
        for action in self.actions:
            action.setEnabled(self._shown is not None)
        self.actions[0].setEnabled(self._shown is not None and not running)
        self.strip.setVisible(running)

    def _show_progress(self, title: str, done: int, total: int) -> None:
        text = f"{self._film.name}: {tr(title)}"
        self.strip.show_progress(text, done, total, self.job.seconds_left(done, total))

    def _finish(self, fault: str) -> None:
        self._withdraw_question()
        self._show_running()
        if fault:
            show_error(self._window, fault.removeprefix("nnviz: "))
        else:
            self.ready.offer(self._film)

    def _confirm_cancelling(self) -> None:
        self._withdraw_question()
        self._show_running()
        self._show_message(tr("The export of {film} was cancelled", film=self._film.name))

    def _show_message(self, message: str) -> None:
        bar = self._window.statusBar()
        if bar is not None:
            bar.showMessage(message, 8000)

    def _ask_for_film(self) -> None:
        shown, source = self._shown, self._window.path
        if shown is None or source is None:
            return
        dialog = FilmDialog(shown.show, source, self._window)
        if dialog.exec() == QDialog.DialogCode.Accepted:
            self.start(dialog.order())
        dialog.deleteLater()

    def _ask_for_picture(self) -> None:
        shown, source = self._shown, self._window.path
        if shown is None or source is None:
            return
        dialog = PictureDialog(source, self._window)
        if dialog.exec() == QDialog.DialogCode.Accepted:
            order = dialog.order()
            save = partial(save_picture, shown.frame, order.picture, order.size)
            self._try(order.picture, ".png", save)
        dialog.deleteLater()

    def _ask_for_arrays(self) -> None:
        shown = self._shown
        name = self._name_for(tr("Arrays"), "npz", tr("NumPy archives") + " (*.npz)")
        if shown is not None and name is not None:
            own = shown.of(self._window.variants.number)
            trace, epoch = own.show.trace, own.moment.epoch
            self._try(name, ".npz", lambda: export_npz(trace, name, epoch=epoch, overwrite=True))

    def _read(self) -> list[Path]:
        """Return the files of what is shown, which must not be written."""
        source = self._window.path
        if source is None or is_trace(source):
            return [source] if source else []
        with suppress(NnvizError):  # a scene that somebody edits just now
            return files_read(source, load_scene(source).experiment)
        return [source]

    def _name_for(self, what: str, ending: str, kinds: str) -> Path | None:
        """Ask for a file; None: nobody wants one."""
        source = self._window.path
        if source is None:
            return None
        suggested = suggested_file(source, f".{ending}")
        name, _ = QFileDialog.getSaveFileName(self._window, what, str(suggested), kinds)
        if not name:
            return None
        path = Path(name)
        return path if path.suffix else path.with_suffix(f".{ending}")

    def _try(self, path: Path, ending: str, save: Callable[[], None]) -> None:
        try:
            check_ending(path, ending)
            check_apart([path], self._read())
            save()
        except NnvizError as error:
            show_error(self._window, str(error))
        else:
            self.ready.offer(path)
