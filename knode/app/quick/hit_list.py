"""The list of nodes that were found: icon, name with what matched, one line of help, pack."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QAbstractListModel, QMimeData, QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter
from PySide6.QtWidgets import QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from knode.app import icons, theme
from knode.app.quick.packs import pack_title
from knode.core.catalogue import Hit
from knode.core.matching import Spans

ROW_HEIGHT = 46
TILE = 30.0
NODE_MIME = "application/x-knode-node-type"
"""What is dragged from a list of nodes: the type id, UTF-8."""
HIT = Qt.ItemDataRole.UserRole
Index = QModelIndex | QPersistentModelIndex


class HitModel(QAbstractListModel):
    """The hits, for a view."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.hits: list[Hit] = []

    def show(self, hits: list[Hit]) -> None:
        """Show these hits in the place of the others."""
        self.beginResetModel()
        self.hits = hits
        self.endResetModel()

    def rowCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self.hits)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        hit = self.hits[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return hit.entry.name
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{hit.entry.name}, {pack_title(hit.entry.cls.pack)}. {hit.entry.summary}"
        if role == Qt.ItemDataRole.DecorationRole:
            return icons.node_icon(hit.entry.cls)
        return hit if role == HIT else None

    def flags(self, index: Index) -> Qt.ItemFlag:
        return super().flags(index) | Qt.ItemFlag.ItemIsDragEnabled

    def mimeTypes(self) -> list[str]:
        return [NODE_MIME]

    def mimeData(self, indexes: Sequence[QModelIndex]) -> QMimeData:
        return node_mime(self.hits[indexes[0].row()].entry.type)


def node_mime(type_id: str) -> QMimeData:
    """A node type on its way to the canvas."""
    data = QMimeData()
    data.setData(NODE_MIME, type_id.encode())
    return data


class HitDelegate(QStyledItemDelegate):
    """Paints a hit on two lines."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(200, ROW_HEIGHT)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        hit: Hit = index.data(HIT)
        place = QRectF(option.rect)
        state = option.state
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if state & QStyle.StateFlag.State_Selected:
            _back(painter, place, theme.colour("selection"))
        elif state & QStyle.StateFlag.State_MouseOver:
            _back(painter, place, theme.colour("hover"))
        draw_tile(painter, QRectF(place.left() + 10, place.center().y() - TILE / 2, TILE, TILE), hit)
        left, right = place.left() + TILE + 22, place.right() - 14
        right_of_title = _draw_pack(painter, hit, right, place)
        below = QRectF(left, place.top() + 24, right - left, 16)
        if _draw_title(painter, hit, QRectF(left, place.top() + 6, right_of_title - left - 8, 18)):
            _draw_line(painter, hit.entry.summary, below)
        elif hit.synonym is not None:
            _draw_marked(painter, hit.synonym.shown, hit.synonym_spans, below, "muted", 400)
        painter.restore()


class HitView(QListView):
    """A list of hits. The keyboard stays with the field above it, which moves the current row by `step`."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.found = HitModel(self)
        self.setModel(self.found)
        self.setItemDelegate(HitDelegate(self))
        self.setMouseTracking(True)
        self.setUniformItemSizes(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setFrameShape(QListView.Shape.NoFrame)
        self.setDragEnabled(True)
        self.setAccessibleName(self.tr("Nodes found"))

    def show_hits(self, hits: list[Hit]) -> None:
        """Show hits, the first one current."""
        self.found.show(hits)
        self.setCurrentIndex(self.found.index(0) if hits else QModelIndex())
        self.scrollToTop()

    def current(self) -> Hit | None:
        """The hit that Enter takes."""
        return self.currentIndex().data(HIT) if self.currentIndex().isValid() else None

    def step(self, rows: int) -> None:
        """Go on by rows, round the ends by single steps."""
        count = len(self.found.hits)
        if not count:
            return
        wanted = self.currentIndex().row() + rows
        wanted = wanted % count if abs(rows) == 1 else max(0, min(count - 1, wanted))
        self.setCurrentIndex(self.found.index(wanted))


def draw_tile(painter: QPainter, place: QRectF, hit: Hit) -> None:
    """The icon of a node on a tile tinted in the colour of its pack."""
    colour = theme.colour(f"pack:{hit.entry.cls.pack}")
    tint = QColor(colour)
    tint.setAlphaF(0.14)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(tint)
    painter.drawRoundedRect(place, 7, 7)
    inset = place.width() * 0.18
    icons.draw(painter, icons.glyph_of(hit.entry.cls), place.adjusted(inset, inset, -inset, -inset), colour)


def _back(painter: QPainter, place: QRectF, colour: QColor) -> None:
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colour)
    painter.drawRoundedRect(place.adjusted(4, 1, -4, -1), 6, 6)


def _draw_pack(painter: QPainter, hit: Hit, right: float, place: QRectF) -> float:
    """The pack's name at the right of the first line; where it begins."""
    font, title = theme.font(8.5), pack_title(hit.entry.cls.pack)
    width = QFontMetricsF(font).horizontalAdvance(title)
    where = QRectF(right - width, place.top() + 6, width, 18)
    painter.setFont(font)
    painter.setPen(theme.colour(f"pack:{hit.entry.cls.pack}"))
    painter.drawText(where, Qt.AlignmentFlag.AlignVCenter, title)
    return where.left()


ARROW = "  →  "
LEAST_SYNONYM = 56.0


def _draw_title(painter: QPainter, hit: Hit, place: QRectF) -> bool:
    """The name with what matched in it; before it, in grey, the other name that matched instead.

    Whether there was room for that one: in a narrow list it takes the second line.
    """
    has_room = True
    if hit.synonym is not None:
        name = QFontMetricsF(theme.font(10, 600)).horizontalAdvance(hit.entry.name + ARROW)
        room = QRectF(place.left(), place.top(), max(0.0, place.width() - name), place.height())
        has_room = room.width() >= LEAST_SYNONYM
        if has_room:
            used = _draw_marked(painter, hit.synonym.shown, hit.synonym_spans, room, "muted", 400)
            place = place.adjusted(used, 0, 0, 0)
            place = place.adjusted(_draw_marked(painter, ARROW, (), place, "faint", 400), 0, 0, 0)
    _draw_marked(painter, hit.entry.name, hit.spans, place, "ink", 600)
    return has_room


def _draw_marked(painter: QPainter, text: str, spans: Spans, place: QRectF, ink: str, weight: int) -> float:
    """A text whose matching parts are underlined and coloured; how wide it is. Weight is no sign: widths would change."""
    font = theme.font(10, weight)
    metrics = QFontMetricsF(font)
    shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, place.width())
    across = place.left()
    for part, marked in _parts(shown, spans):
        painter.setFont(_underlined(font) if marked else font)
        painter.setPen(theme.colour("accent" if marked else ink))
        width = metrics.horizontalAdvance(part)
        painter.drawText(QRectF(across, place.top(), width + 2, place.height()), Qt.AlignmentFlag.AlignVCenter, part)
        across += width
    return across - place.left()


def _underlined(font: QFont) -> QFont:
    made = QFont(font)
    made.setUnderline(True)
    return made


def _parts(text: str, spans: Spans) -> list[tuple[str, bool]]:
    parts = []
    end = 0
    for start, stop in spans:
        parts += [(text[end:start], False), (text[start:stop], True)]
        end = stop
    return [(part, marked) for part, marked in (*parts, (text[end:], False)) if part]


def _draw_line(painter: QPainter, text: str, place: QRectF) -> None:
    font = theme.font(9)
    painter.setFont(font)
    painter.setPen(theme.colour("muted"))
    elided = QFontMetricsF(font).elidedText(text, Qt.TextElideMode.ElideRight, place.width())
    painter.drawText(place, Qt.AlignmentFlag.AlignVCenter, elided)
