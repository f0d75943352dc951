"""The inspector: point at a node or an edge of the picture and read its numbers; click to keep it.

It follows the window's signals and keeps one thing of its own: what was clicked. Everything else
comes out of the picture that is shown and of where the pointer is.
"""

from functools import partial
from typing import TYPE_CHECKING

from PyQt6.QtCore import QEvent, QObject, Qt
from PyQt6.QtGui import QKeySequence
from PyQt6.QtWidgets import QDockWidget

from nnviz.errors import NnvizError
from nnviz.picture.frame import Floats
from nnviz.stage.geometry.pickable_network import ITSELF
from nnviz.stage.show import Show
from nnviz.stage.world.highlight import highlighted
from nnviz.stage.world.picking import Picked, PickedNode, pick_among
from nnviz.trace.trace import Trace
from nnviz.viewer.commands import Command, add_entries
from nnviz.viewer.error_box import show_error
from nnviz.viewer.inspector.card import Card
from nnviz.viewer.inspector.inspector_panel import InspectorPanel
from nnviz.viewer.inspector.navigation import neighbour, pickable_things, same_thing_in
from nnviz.viewer.inspector.picked_facts import facts_of, title_of
from nnviz.viewer.inspector.pointer import Pointer
from nnviz.viewer.shown_picture import ShownPicture
from nnviz.viewer.translation import tr

if TYPE_CHECKING:
    from nnviz.viewer.window import ViewerWindow


KEY = "I"


class Inspector(QObject):
    """Gives a window its inspector.

    Attributes:
        panel: the numbers, the curve and the calculation of what is looked at.
        dock: where the panel stands. It has its room from the beginning: if a click opened it, the
            picture would move under the pointer, and a double click would miss.
        card: the numbers beside the pointer.
        pointed_at: what is under the pointer.
        sight: the picture that is shown; None: none yet.
        pinned: what was clicked last; clicking beside everything lets it go. It stays in the
            picture: where another training is shown, it is the same node or edge of that.

    """

    def __init__(self, window: "ViewerWindow") -> None:
        super().__init__(window)
        self._window = window
        self._view = window.view
        self.panel = InspectorPanel()
        self.dock: QDockWidget = window.dock(self.panel, title="Inspector", name="inspector")
        self.card = Card(window.view.native)
        self.pointed_at: Picked | None = None
        self.pinned: Picked | None = None
        self.sight: ShownPicture | None = None
        self._trace: Trace | None = None
        self._lit: tuple[Picked, ...] = ()
        self._fault = ""
        self._pointer = Pointer(window.view.native)
        self._fit()
        self._connect(window)

    def _connect(self, window: "ViewerWindow") -> None:
        window.opened.connect(self._begin)
        window.picture_shown.connect(self._follow)
        window.installEventFilter(self)
        self._pointer.moved.connect(self._look)
        self._pointer.clicked.connect(self._pin_or_let_go)
        self.panel.let_go.connect(self.let_go)
        self.dock.visibilityChanged.connect(self._look)
        commands = self._commands()
        toggle = Command(text="Show or hide the inspector", keys=KEY, run=self.dock.setVisible)
        window.menus.commands["Inspector"] = [toggle, *commands]
        self._give_key(window)
        add_entries(window, window.menus.view, commands)

    def _give_key(self, window: "ViewerWindow") -> None:
        """Let a key do what the entry of the View menu does that shows and hides the panel."""
        toggle = self.dock.toggleViewAction()
        if toggle is not None:
            toggle.setShortcut(QKeySequence(KEY))
            window.addAction(toggle)

    def _fit(self) -> None:
        """Give the panel its room, which grows and shrinks with the letters."""
        self._window.resizeDocks([self.dock], [self.panel.fit()], Qt.Orientation.Horizontal)

    def eventFilter(self, _watched: QObject | None, event: QEvent | None) -> bool:
        """Stop reading before the window closes the trace; follow its letters."""
        if event is not None and event.type() == QEvent.Type.FontChange:
            self._fit()
        if event is not None and event.type() == QEvent.Type.Close:
            self.sight = None
            self.panel.stop()
        return False

    def walk(self, by: int) -> None:
        """Keep the thing so many places behind the one that is kept."""
        if self.sight is not None:
            things = [thing for each in self.sight.networks for thing in pickable_things(each)]
            self._pin(neighbour(things, self.pinned, by))

    def let_go(self) -> None:
        """Keep nothing any more."""
        self._pin(None)

    def middle_of_node(self) -> Floats | None:
        """Return where the node stands that is pointed at; None: none is."""
        sight, picked = self.sight, self.pointed_at
        if sight is None or not isinstance(picked, PickedNode):
            return None
        seen = sight.standing(picked.network)
        return None if seen is None else seen.layout.nodes[picked.layer][picked.index]

    def _commands(self) -> list[Command]:
        return [
            Command(text="Inspect the &next", keys="N", run=partial(self.walk, 1)),
            Command(text="Inspect the one &before", keys="Shift+N", run=partial(self.walk, -1)),
            Command(text="&Inspect nothing", keys="Escape", run=self.let_go),
        ]

    def _begin(self, show: Show) -> None:
        before, self._trace = self._trace, show.trace
        same = before is not None and _is_same_training(before, show.trace)
        if not same:
            self.pinned = None
        self.sight, self.pointed_at, self._lit = None, None, ()
        self._fault = ""
        self.panel.note("")
        self.card.set_palette(show.setting.palette)
        self.panel.load(show, same=same)

    def _follow(self, sight: ShownPicture) -> None:
        """Turn to another picture; the view shows it already, without what is lit."""
        self.sight, self._lit = sight, ()
        if self.pinned is not None:
            self._take_along(self.pinned, sight)
        self._look()

    def _take_along(self, pinned: Picked, sight: ShownPicture) -> None:
        """Let what is pinned be that of a network in the picture, or let it go, and say so."""
        self.pinned = same_thing_in(pinned, sight.networks, sight.show.twin)
        before = self._name_of(pinned, sight)
        if self.pinned is None:
            self.panel.note(tr("{name} is not shown any more: its pin was let go", name=before))
        elif (now := self._name_of(self.pinned, sight)) != before:
            self.panel.note(tr("The pin went from {before} to {now}", before=before, now=now))

    def _name_of(self, picked: Picked, sight: ShownPicture) -> str:
        """Return what the training is called that a node or an edge is of."""
        number = max(picked.network, ITSELF) or sight.show.twin
        return sight.show.trainings.get(number, "")

    def _look(self) -> None:
        self.pointed_at = self._under_the_pointer()
        self._light()
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
            self._window.player.pause()
            show_error(self._window, fault)

    def _under_the_pointer(self) -> Picked | None:
        position, sight = self._pointer.position, self.sight
        if position is None or sight is None:
            return None
        point = self._view.point_at(position.x(), position.y())
        if point is None:
            return None
        camera, aspect, pixel = sight.frame.camera, sight.frame.aspect, self._view.pixel
        return pick_among(sight.networks, camera, aspect, point, pixel=pixel)

    def _pin_or_let_go(self) -> None:
        if self.sight is not None:
            self._pin(self.pointed_at)

    def _pin(self, picked: Picked | None) -> None:
        self.pinned = picked
        self.panel.note("")
        if picked is not None and self.sight is not None:
            number = max(picked.network, ITSELF) or self.sight.show.twin
            self._window.variants.choose(number)
        self._look()

    def _light(self) -> None:
        """Let what is pointed at and what is pinned stand out; draw only what is new."""
        sight = self.sight
        if sight is None:
            return
        wanted = tuple(each for each in (self.pinned, self.pointed_at) if each is not None)
        wanted = tuple(dict.fromkeys(wanted))
        if wanted == self._lit:
            return
        self._lit, frame = wanted, sight.frame
        for picked in wanted:
            seen = sight.standing(picked.network)
            if seen is not None:
                frame = highlighted(frame, seen.layout, sight.show.setting.palette, picked)
        self._view.draw(frame)

    def _show_card(self) -> None:
        sight, picked, position = self.sight, self.pointed_at, self._pointer.position
        if sight is None or picked is None or position is None:
            self.card.hide()
            return
        seen, own = sight.standing(picked.network), sight.of(picked.network)
        step = own.show.step_at(own.moment)
        facts = facts_of(own.show.setting, step, own.moment, picked)
        title = title_of(own.show.setting.wording, picked, len(step.weights))
        where = f"{seen.name} · " if seen and seen.name else ""
        hidden = self.pinned is not None and not self.dock.isVisible()
        note = tr("{key} shows more of what is kept", key=KEY) if hidden else ""
        self.card.show_facts(where + title, facts, position.toPoint(), note=note)

    def _show_panel(self) -> None:
        picked = self.pinned or self.pointed_at
        if self.sight is None or not self.dock.isVisible():
            return
        if picked is None:
            self.panel.clear()
        else:
            own = self.sight.of(picked.network)
            self.panel.show_picked(own, picked, pinned=self.pinned is not None)


def _is_same_training(one: Trace, other: Trace) -> bool:
    """Return whether two traces are of one training, of which one may have seen more."""
    return one is other or (one.path == other.path and one.is_same_training(other))
