"""Export from the window: the film, a picture of what is shown, the arrays of its epoch.

The film is the work of the command line in a process of its own. A picture is what the window
shows, drawn once more in the size that is wanted.
"""

from collections.abc import Callable
from contextlib import suppress
from functools import partial
from pathlib import Path

from PyQt6.QtCore import QEvent, QObject, QThread
from PyQt6.QtGui import QAction
from PyQt6.QtWidgets import QDialog, QFileDialog, QMessageBox

from nnviz.errors import NnvizError
from nnviz.files import check_apart, check_ending
from nnviz.trace.export import export_npz
from nnviz.viewer.commands import Command
from nnviz.viewer.export.export_strip import ExportStrip
from nnviz.viewer.export.film_dialog import FilmDialog
from nnviz.viewer.export.job import ExportJob
from nnviz.viewer.export.orders import FilmOrder, PictureOrder
from nnviz.viewer.export.picture_dialog import PictureDialog
from nnviz.viewer.export.picture_file import save_picture
from nnviz.viewer.export.ready_strip import ReadyStrip
from nnviz.viewer.export.remembered_choices import suggested_file
from nnviz.viewer.ports import Port
from nnviz.viewer.session import Session
from nnviz.viewer.shown_picture import ShownPicture
from nnviz.viewer.source import Source, files_of
from nnviz.viewer.translation import tr

CANCELLED_MS = 8000  # for which it is said
STILL_EXPORTING = "{film} is still being exported. Stop the export and close the window?"


class Exporter(QObject):
    """Gives a session what it can export, in the File menu, and looks after what is being exported.

    Attributes:
        job: the film that is being made.
        strip: how far it is; shown at the foot of the window while there is one.
        ready: what was exported last, until somebody dismisses it.
        actions: the entries of the menu, that for films first.

    """

    def __init__(self, session: Session, port: Port) -> None:
        super().__init__(port.parent)
        self._session, self._port = session, port
        self._film = Path()
        self.job = ExportJob(self)
        self.strip = ExportStrip()
        self.ready = ReadyStrip(port.parent)
        self.actions: list[QAction] = port.menus.add("file", self._commands())
        port.add_strip(self.strip)
        port.add_strip(self.ready)
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
            self._port.parent,
            "nnviz",
            tr(STILL_EXPORTING, film=self._film.name),
            button.Yes | button.No,
            button.No,
        )
        return answer == button.Yes or not self.job.running

    def _withdraw_question(self) -> None:
        """Ask no longer whether an export that has ended shall be stopped."""
        question = tr(STILL_EXPORTING, film=self._film.name)
        for box in self._port.parent.findChildren(QMessageBox):
            if box.text() == question:
                box.reject()

    def _commands(self) -> list[Command]:
        return [
            Command(
                name="export_film", text="Export a &film…", keys="Ctrl+E", run=self._ask_for_film
            ),
            Command(
                name="export_picture",
                text="Export this &picture…",
                keys="Ctrl+Shift+E",
                run=self._ask_for_picture,
            ),
            Command(
                name="export_arrays",
                text="Export the &arrays of this epoch…",
                run=self._ask_for_arrays,
            ),
        ]

    def _connect(self) -> None:
        self._session.opened.connect(self._show_running)
        self._session.picture_shown.connect(self._show_running)
        self._port.parent.installEventFilter(self)
        self.strip.cancelled.connect(self.cancel)
        self.job.progressed.connect(self._show_progress)
        self.job.finished.connect(self._finish)
        self.job.cancelled.connect(self._confirm_cancelling)

    def _show_running(self) -> None:
        """Show the strip exactly while something is exported, and offer what can be done."""
        running, source = self.job.running, self._session.source
        shown = self._session.shown is not None
        in_file = source is not None and source.file is not None  # of which films are made
        for action in self.actions[1:]:
            action.setEnabled(shown)
        self.actions[0].setEnabled(shown and in_file and not running)
        self.strip.setVisible(running)

    def _show_progress(self, title: str, done: int, total: int) -> None:
        text = f"{self._film.name}: {tr(title)}"
        self.strip.show_progress(text, done, total, self.job.seconds_left(done, total))

    def _finish(self, fault: str) -> None:
        self._withdraw_question()
        self._show_running()
        if fault:
            self._port.report(fault.removeprefix("nnviz: "))
        else:
            self.ready.offer(self._film)

    def _confirm_cancelling(self) -> None:
        self._withdraw_question()
        self._show_running()
        self._port.say(tr("The export of {film} was cancelled", film=self._film.name), CANCELLED_MS)

    def _ask_for_film(self) -> None:
        shown, source = self._session.shown, self._session.source
        if shown is None or source is None or source.file is None:
            return
        dialog = FilmDialog(shown.show, source.file, self._port.parent)
        if dialog.exec() == QDialog.DialogCode.Accepted:
            self.start(dialog.order())
        dialog.deleteLater()

    def _ask_for_picture(self) -> None:
        shown, source = self._session.shown, self._session.source
        if shown is None or source is None:
            return
        dialog = PictureDialog(source.name, self._port.parent)
        if dialog.exec() == QDialog.DialogCode.Accepted:
            order = dialog.order()
            self._try(order.picture, ".png", partial(_save, shown, order), source)
        dialog.deleteLater()

    def _ask_for_arrays(self) -> None:
        shown, source = self._session.shown, self._session.source
        if shown is None or source is None:
            return
        path = self._ask_for_archive(source.name)
        if path is not None:
            own = shown.of(self._session.variants.number)
            trace, epoch = own.show.trace, own.moment.epoch
            save = partial(export_npz, trace, path, epoch=epoch, overwrite=True)
            self._try(path, ".npz", save, source)

    def _ask_for_archive(self, name: str) -> Path | None:
        """Ask for a file for arrays; None: nobody wants one."""
        suggested = str(suggested_file(name, ".npz"))
        kinds = tr("NumPy archives") + " (*.npz)"
        wanted, _ = QFileDialog.getSaveFileName(self._port.parent, tr("Arrays"), suggested, kinds)
        if not wanted:
            return None
        path = Path(wanted)
        return path if path.suffix else path.with_suffix(".npz")

    def _try(self, path: Path, ending: str, save: Callable[[], None], source: Source) -> None:
        try:
            check_ending(path, ending)
            check_apart([path], _files_read(source))
            save()
        except NnvizError as error:
            self._port.report(str(error))
        else:
            self.ready.offer(path)


def _save(shown: ShownPicture, order: PictureOrder) -> None:
    save_picture(shown.without_highlight(), order.picture, order.size)


def _files_read(source: Source) -> list[Path]:
    """Return the files of what is shown, which must not be written."""
    with suppress(NnvizError):  # a scene that somebody edits just now
        return files_of(source)
    return [] if source.file is None else [source.file]
