"""The inspector: point at a node or an edge of the picture and read its numbers; click to keep it.

It follows the session's signals and keeps one thing of its own: what was clicked. Everything else
comes out of the picture that is shown and of where the pointer is. What stands out in the picture
is said to the view settings; the picture is drawn by its one owner.
"""

from functools import partial

from PyQt6.QtCore import QEvent, QObject, pyqtSignal
from PyQt6.QtWidgets import QDockWidget

from nnviz.errors import NnvizError
from nnviz.picture.frame import Floats
from nnviz.render.view import StageView
from nnviz.stage.geometry.pickable_network import ITSELF
from nnviz.stage.show import Show
from nnviz.stage.world.picking import Picked, PickedNode, pick_among
from nnviz.trace.trace import Trace
from nnviz.viewer.commands import Command
from nnviz.viewer.inspector.card import Card
from nnviz.viewer.inspector.inspector_panel import InspectorPanel
from nnviz.viewer.inspector.navigation import neighbour, pickable_things, same_thing_in, stands_in
from nnviz.viewer.inspector.picked_facts import facts_of, title_of
from nnviz.viewer.inspector.pointer import Pointer
from nnviz.viewer.ports import Port
from nnviz.viewer.session import Session
from nnviz.viewer.shown_picture import ShownPicture
from nnviz.viewer.translation import tr

KEY = "I"


class Inspector(QObject):
    """Gives a session its inspector.

    Args:
        session: what is inspected.
        view: in which something is pointed at.
        port: where the inspector stands.

    Attributes:
        panel: the numbers, the curve and the calculation of what is looked at.
        dock: where the panel stands. It has its room from the beginning: if a click opened it, the
            picture would move under the pointer, and a double click would miss.
        card: the numbers beside the pointer.
        pointed_at: what is under the pointer.
        pinned: what was clicked last; clicking beside everything lets it go. It stays in the
            picture: where another training is shown, it is the same node or edge of that.
        pin_changed: signal, something else is pinned, or nothing.

    """

    pin_changed = pyqtSignal()

    def __init__(self, session: Session, view: StageView, port: Port) -> None:
        super().__init__(port.parent)
        self._session, self._view, self._port = session, view, port
        self.panel = InspectorPanel()
        self.dock = self._add_dock()
        self.card = Card(view.native)
        self.pointed_at: Picked | None = None
        self.pinned: Picked | None = None
        self._trace: Trace | None = None
        self._fault = ""
        self._pointer = Pointer(view.native)
        self._fit()
        self._connect()

    def _connect(self) -> None:
        self._session.opened.connect(self._begin)
        self._session.picture_shown.connect(self._follow)
        self._session.closed.connect(self.panel.stop)
        self._port.parent.installEventFilter(self)
        self._pointer.moved.connect(self._look)
        self._pointer.clicked.connect(self._pin_or_let_go)
        self.panel.let_go.connect(self.let_go)
        self.dock.visibilityChanged.connect(self._look)
        self._port.menus.add("view", self._commands(), topic="inspector")

    def _add_dock(self) -> QDockWidget:
        toggle = Command(
            name="show_inspector",
            text="Show or hide the inspector",
            keys=KEY,
            run=lambda: self.dock.setVisible(self.dock.isHidden()),
        )
        return self._port.dock(self.panel, name="inspector", title="Inspector", toggle=toggle)

    def _fit(self) -> None:
        """Give the panel its room, which grows and shrinks with the letters."""
        self._port.resize_dock(self.dock, self.panel.fit())

    def eventFilter(self, _watched: QObject | None, event: QEvent | None) -> bool:
        """Follow the letters of the window."""
        if event is not None and event.type() == QEvent.Type.FontChange:
            self._fit()
        return False

    def walk(self, by: int) -> None:
        """Keep the thing so many places behind the one that is kept."""
        shown = self._session.shown
        if shown is not None:
            things = [thing for each in shown.networks for thing in pickable_things(each)]
            self._pin(neighbour(things, self.pinned, by))

    def let_go(self) -> None:
        """Keep nothing any more."""
        self._pin(None)

    def middle_of_node(self) -> Floats | None:
        """Return where the node stands that is pointed at; None: none is."""
        shown, picked = self._session.shown, self.pointed_at
        if shown is None or not isinstance(picked, PickedNode):
            return None
        seen = shown.standing(picked.network)
        return None if seen is None else seen.layout.nodes[picked.layer][picked.index]

    def _commands(self) -> list[Command]:
        return [
            Command(
                name="inspect_next", text="Inspect the &next", keys="N", run=partial(self.walk, 1)
            ),
            Command(
                name="inspect_before",
                text="Inspect the one &before",
                keys="Shift+N",
                run=partial(self.walk, -1),
            ),
            Command(
                name="inspect_nothing", text="&Inspect nothing", keys="Escape", run=self.let_go
            ),
        ]

    def _begin(self, show: Show) -> None:
        before, self._trace = self._trace, show.trace
        same = before is not None and _is_same_training(before, show.trace)
        if not same and not self._has_its_like(show):
            self.pinned = None
        self.pointed_at, self._fault = None, ""
        self._highlight()
        self.panel.note("")
        self.card.set_palette(show.setting.palette)
        self.panel.load(show, same=same)

    def _has_its_like(self, show: Show) -> bool:
        """Return whether what is pinned is there, too, in a training that took the place of its."""
        pinned = self.pinned
        if pinned is None or not self._session.in_place or pinned.network != ITSELF:
            return False
        return stands_in(pinned, show.setting.layout.widths)

    def _follow(self, shown: ShownPicture) -> None:
        """Turn to another picture."""
        if self.pinned is not None:
            self._take_along(self.pinned, shown)
        self._look()

    def _take_along(self, pinned: Picked, shown: ShownPicture) -> None:
        """Let what is pinned be that of a network in the picture, or let it go, and say so."""
        self.pinned = same_thing_in(pinned, shown.networks, shown.show.twin)
        before = self._name_of(pinned, shown)
        if self.pinned is None:
            self.panel.note(tr("{name} is not shown any more: its pin was let go", name=before))
        elif (now := self._name_of(self.pinned, shown)) != before:
            self.panel.note(tr("The pin went from {before} to {now}", before=before, now=now))

    def _name_of(self, picked: Picked, shown: ShownPicture) -> str:
        """Return what the training is called that a node or an edge is of."""
        number = max(picked.network, ITSELF) or shown.show.twin
        return shown.show.trainings.get(number, "")

    def _look(self) -> None:
        self.pointed_at = self._under_the_pointer()
        self._highlight()
        try:
            self._show_card()
            self._show_panel()
        except NnvizError as error:
            self._fail(str(error))

    def _fail(self, fault: str) -> None:
        """Show nothing of what cannot be read, and say why: once, however long it is pointed at."""
        self.pinned = None
        self.card.hide()
        self.panel.clear()
        if fault != self._fault:
            self._fault = fault
            self._session.player.pause()
            self._port.report(fault)

    def _under_the_pointer(self) -> Picked | None:
        position, shown = self._pointer.position, self._session.shown
        if position is None or shown is None:
            return None
        point = self._view.point_at(position.x(), position.y())
        if point is None:
            return None
        camera, aspect, pixel = shown.frame.camera, shown.frame.aspect, self._view.pixel
        return pick_among(shown.networks, camera, aspect, point, pixel=pixel)

    def _pin_or_let_go(self) -> None:
        if self._session.shown is not None:
            self._pin(self.pointed_at)

    def _pin(self, picked: Picked | None) -> None:
        self.pinned = picked
        self.panel.note("")
        shown = self._session.shown
        if picked is not None and shown is not None:
            self._session.variants.choose(max(picked.network, ITSELF) or shown.show.twin)
        self._look()
        self.pin_changed.emit()

    def _highlight(self) -> None:
        """Let what is pointed at and what is pinned stand out."""
        wanted = [each for each in (self.pinned, self.pointed_at) if each is not None]
        self._session.view_settings.highlight(tuple(dict.fromkeys(wanted)))

    def _show_card(self) -> None:
        shown, picked, position = self._session.shown, self.pointed_at, self._pointer.position
        if shown is None or picked is None or position is None:
            self.card.hide()
            return
        seen, own = shown.standing(picked.network), shown.of(picked.network)
        step = own.show.step_at(own.moment)
        facts = facts_of(own.show.setting, step, own.moment, picked)
        title = title_of(own.show.setting.wording, picked, len(step.weights))
        where = f"{seen.name} · " if seen and seen.name else ""
        hidden = self.pinned is not None and not self.dock.isVisible()
        note = tr("{key} shows more of what is kept", key=KEY) if hidden else ""
        self.card.show_facts(where + title, facts, position.toPoint(), note=note)

    def _show_panel(self) -> None:
        shown, picked = self._session.shown, self.pinned or self.pointed_at
        if shown is None or not self.dock.isVisible():
            return
        if picked is None:
            self.panel.clear()
        else:
            own = shown.of(picked.network)
            self.panel.show_picked(own, picked, pinned=self.pinned is not None)


def _is_same_training(one: Trace, other: Trace) -> bool:
    """Return whether two traces are of one training, of which one may have seen more."""
    return one is other or (one.path == other.path and one.is_same_training(other))
