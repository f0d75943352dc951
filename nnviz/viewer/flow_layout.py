"""A layout that breaks into rows, as words do into lines."""

from PyQt6.QtCore import QRect, QSize
from PyQt6.QtWidgets import QLayout, QLayoutItem, QWidget


class FlowLayout(QLayout):
    """Puts things side by side, each as wide as it wants to be, and below where there is no room.

    Args:
        owner: whose layout it is.
        gap: pixels between two things.
        trailing: how many of the last things go to the right.

    """

    def __init__(self, owner: QWidget, *, gap: int, trailing: int) -> None:
        super().__init__(owner)
        self._items: list[QLayoutItem] = []
        self._gap, self._trailing = gap, trailing

    def addItem(self, item: QLayoutItem | None) -> None:
        """Add a thing behind the others."""
        if item is not None:
            self._items.append(item)

    def count(self) -> int:
        """Return how many things there are."""
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem | None:
        """Return one of the things."""
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int) -> QLayoutItem | None:
        """Remove one of the things and return it."""
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    def sizeHint(self) -> QSize:
        """Return the size of one row that holds everything."""
        width = self._length(self._items) + self._sides()
        return QSize(width, self.height_for(width))

    def minimumSize(self) -> QSize:
        """Return the size of the widest thing."""
        widths = [_width(item) for item in self._items]
        return QSize(max(widths, default=0) + self._sides(), self.height_for(1 << 20))

    def setGeometry(self, rect: QRect) -> None:
        """Give everything its place."""
        super().setGeometry(rect)
        inside, top = self.contentsRect(), self.contentsRect().top()
        for row in self._rows(inside.width()):
            height = max(item.sizeHint().height() for item in row)
            spare = inside.width() - self._length(row)
            left = inside.left()
            for item in row:
                if item in self._items[-self._trailing :]:
                    left, spare = left + spare, 0
                item.setGeometry(QRect(left, top, _width(item), height))
                left += _width(item) + self._gap
            top += height

    def height_for(self, width: int) -> int:
        """Return how high everything is in so many pixels."""
        margins = self.contentsMargins()
        rows = self._rows(width - self._sides())
        heights = [max(item.sizeHint().height() for item in row) for row in rows]
        return sum(heights) + margins.top() + margins.bottom()

    def _sides(self) -> int:
        return self.contentsMargins().left() + self.contentsMargins().right()

    def _rows(self, width: int) -> list[list[QLayoutItem]]:
        """Return the rows; what goes to the right stays together, if one row can hold it."""
        rows: list[list[QLayoutItem]] = [[]]
        right = self._items[-self._trailing :]
        together = self._length(right) <= width
        for item in self._items:
            joined = right if together and item is right[0] else [item]
            if rows[-1] and self._length([*rows[-1], *joined]) > width:
                rows.append([])
            rows[-1].append(item)
        return rows

    def _length(self, items: list[QLayoutItem]) -> int:
        return sum(_width(item) + self._gap for item in items) - self._gap


def _width(item: QLayoutItem) -> int:
    return item.sizeHint().expandedTo(item.minimumSize()).width()
