"""What can be done to a workflow, by name."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QT_TRANSLATE_NOOP

from knode.app.actions import Action, ActionTable
from knode.app.edit import handlers
from knode.app.edit.editing import Editing

if TYPE_CHECKING:
    from collections.abc import Callable

    from knode.app.canvas.view import CanvasView
    from knode.app.window import MainWindow

_ = QT_TRANSLATE_NOOP
EDIT, NODE = str(_("Actions", "Edit")), str(_("Actions", "Node"))
SELECT, ARRANGE = f"{EDIT}/{_('Actions', 'Select')}", f"{EDIT}/{_('Actions', 'Arrange')}"
NOTE = f"{NODE}/{_('Actions', 'Notes and Frames')}"
COLOUR = f"{NOTE}/{_('Actions', 'Colour')}"


def _on_canvas(
    name: str, text: Any, menu: str, icon: str = "", tip: Any = "", keys: str = "", knime: str = "", when: Any = ""
) -> Action:
    """An action whose keys count while the canvas has the keyboard; several keys are divided by a space."""
    found = {"knode": tuple(keys.split()), "knime": tuple(knime.split())}
    shortcuts = {scheme: given for scheme, given in found.items() if given}
    return Action(name, text, menu, icon, tip, shortcuts, when, scope="canvas")


NODES, SOMETHING = _("Actions", "nodes are selected"), _("Actions", "something is selected")
ACTIONS: tuple[Action, ...] = (
    _on_canvas("edit.cut", _("Actions", "Cut"), EDIT, "cut", keys="Ctrl+X", when=SOMETHING),
    _on_canvas("edit.copy", _("Actions", "Copy"), EDIT, "copy", keys="Ctrl+C", when=SOMETHING),
    _on_canvas("edit.paste", _("Actions", "Paste"), EDIT, "paste", keys="Ctrl+V"),
    _on_canvas("edit.duplicate", _("Actions", "Duplicate"), EDIT, "", keys="Ctrl+D", when=SOMETHING),
    _on_canvas(
        "edit.duplicate-linked",
        _("Actions", "Duplicate with Wires"),
        EDIT,
        "",
        _("Actions", "Copies are fed by what feeds the originals"),
        "Ctrl+Shift+D",
        when=NODES,
    ),
    _on_canvas("edit.delete", _("Actions", "Delete"), EDIT, "delete", keys="Del Backspace", when=SOMETHING),
    _on_canvas(
        "edit.delete-heal",
        _("Actions", "Delete and Heal"),
        EDIT,
        "delete",
        _("Actions", "Delete nodes and connect what came before them with what came after"),
        "Ctrl+Del Ctrl+Backspace",
        when=NODES,
    ),
    _on_canvas("select.all", _("Actions", "Select All"), SELECT, keys="Ctrl+A"),
    _on_canvas("select.none", _("Actions", "Select Nothing"), SELECT, keys="Ctrl+Shift+A"),
    _on_canvas("select.invert", _("Actions", "Invert Selection"), SELECT, keys="Ctrl+I"),
    _on_canvas("select.upstream", _("Actions", "Select Upstream"), SELECT, keys="Alt+Left", when=NODES),
    _on_canvas("select.downstream", _("Actions", "Select Downstream"), SELECT, keys="Alt+Right", when=NODES),
    _on_canvas("select.connected", _("Actions", "Select Connected"), SELECT, keys="Ctrl+Alt+A", when=NODES),
    _on_canvas("walk.left", _("Actions", "Go along the Wire to the Left"), "", keys="Left"),
    _on_canvas("walk.right", _("Actions", "Go along the Wire to the Right"), "", keys="Right"),
    _on_canvas("walk.up", _("Actions", "Go to the Node Above"), "", keys="Up"),
    _on_canvas("walk.down", _("Actions", "Go to the Node Below"), "", keys="Down"),
    _on_canvas("nudge.left", _("Actions", "Nudge Left"), "", keys="Shift+Left", when=SOMETHING),
    _on_canvas("nudge.right", _("Actions", "Nudge Right"), "", keys="Shift+Right", when=SOMETHING),
    _on_canvas("nudge.up", _("Actions", "Nudge Up"), "", keys="Shift+Up", when=SOMETHING),
    _on_canvas("nudge.down", _("Actions", "Nudge Down"), "", keys="Shift+Down", when=SOMETHING),
    _on_canvas(
        "edit.arrange",
        _("Actions", "Lay Out"),
        ARRANGE,
        "layout",
        _("Actions", "Lay out the selected nodes in layers, or all when none is selected"),
        "Ctrl+Shift+L",
    ),
    _on_canvas(
        "edit.straighten",
        _("Actions", "Straighten Wires"),
        ARRANGE,
        "",
        _("Actions", "Bring the selected nodes to the heights at which their wires are level"),
        "Alt+S",
        when=NODES,
    ),
    _on_canvas("align.left", _("Actions", "Align Left"), ARRANGE, "align-left", when=NODES),
    _on_canvas("align.centre", _("Actions", "Align Centres"), ARRANGE, when=NODES),
    _on_canvas("align.right", _("Actions", "Align Right"), ARRANGE, "align-right", when=NODES),
    _on_canvas("align.top", _("Actions", "Align Top"), ARRANGE, "align-top", when=NODES),
    _on_canvas("align.middle", _("Actions", "Align Middles"), ARRANGE, when=NODES),
    _on_canvas("align.bottom", _("Actions", "Align Bottom"), ARRANGE, "align-bottom", when=NODES),
    _on_canvas("distribute.across", _("Actions", "Distribute Horizontally"), ARRANGE, when=NODES),
    _on_canvas("distribute.down", _("Actions", "Distribute Vertically"), ARRANGE, when=NODES),
    _on_canvas("node.rename", _("Actions", "Rename"), NODE, keys="F2", when=SOMETHING),
    _on_canvas(
        "node.swap",
        _("Actions", "Swap for Another Node…"),
        NODE,
        "",
        _("Actions", "Let the node be of another type; settings and wires stay where they fit"),
        "Ctrl+R",
        when=NODES,
    ),
    _on_canvas(
        "node.disable",
        _("Actions", "Disable or Enable"),
        NODE,
        "disable",
        _("Actions", "A disabled node does no work, nor does what depends on it"),
        "Ctrl+Shift+E",
        when=NODES,
    ),
    _on_canvas(
        "node.bypass",
        _("Actions", "Bypass or Not"),
        NODE,
        "bypass",
        _("Actions", "A bypassed node hands on what comes in"),
        "Ctrl+B",
        when=NODES,
    ),
    _on_canvas(
        "wire.series",
        _("Actions", "Connect in Series"),
        NODE,
        "",
        _("Actions", "Connect the selected nodes in the order in which they were selected"),
        "Ctrl+J",
        when=NODES,
    ),
    _on_canvas(
        "wire.detach",
        _("Actions", "Detach"),
        NODE,
        "detach",
        _("Actions", "Take the selected nodes out of their wires, which close behind them"),
        "Alt+D",
        when=NODES,
    ),
    _on_canvas(
        "wire.knife",
        _("Actions", "Cut Wires"),
        NODE,
        "cut",
        _("Actions", "Drag a stroke across wires to cut them; Alt and the right button do so at any time"),
        "Alt+K",
    ),
    _on_canvas(
        "wire.insert",
        _("Actions", "Insert Node into Wire…"),
        "",
        "add",
        when=_("Actions", "a wire is selected"),
    ),
    _on_canvas("wire.unbend", _("Actions", "Straighten the Wire"), "", when=_("Actions", "a wire is selected")),
    _on_canvas(
        "component.make",
        _("Actions", "Make Component"),
        NODE,
        "component",
        _("Actions", "Put the selected nodes into a component; wires that cross its border become its ports"),
        "Ctrl+M",
        "Ctrl+K",
        when=NODES,
    ),
    _on_canvas(
        "component.loop",
        _("Actions", "Make Loop"),
        NODE,
        "",
        _("Actions", "Put the selected nodes into a loop: they run for each row, group, file or value"),
        when=NODES,
    ),
    _on_canvas(
        "component.try",
        _("Actions", "Make Try/Catch"),
        NODE,
        "",
        _("Actions", "Put the selected nodes into a node that tries again, or another way, when they fail"),
        when=NODES,
    ),
    _on_canvas(
        "component.validate",
        _("Actions", "Add Cross Validate"),
        NODE,
        "",
        _(
            "Actions",
            "Tell how good the selected learner, with what prepares its rows, is on rows that it has not seen",
        ),
        when=NODES,
    ),
    _on_canvas(
        "component.optimize",
        _("Actions", "Make Parameter Optimizer"),
        NODE,
        "",
        _("Actions", "Put the selected learner into a node that finds the best values of its parameters"),
        when=NODES,
    ),
    _on_canvas("component.unpack", _("Actions", "Unpack Component"), NODE, keys="Ctrl+Shift+M", when=NODES),
    _on_canvas("component.enter", _("Actions", "Enter Component"), NODE, keys="Alt+Down", when=NODES),
    _on_canvas("component.leave", _("Actions", "Leave Component"), NODE, keys="Alt+Up"),
    _on_canvas("component.share", _("Actions", "Share Component as File…"), NODE, "export", when=NODES),
    _on_canvas("component.insert", _("Actions", "Insert Workflow as Component…"), NODE, "import"),
    _on_canvas("note.add", _("Actions", "Add Note"), NOTE, "note", keys="Ctrl+Alt+N"),
    _on_canvas("frame.add", _("Actions", "Frame Nodes"), NOTE, "frame", keys="Ctrl+G", when=NODES),
    _on_canvas("frame.leave", _("Actions", "Remove from Frame"), NOTE, keys="Ctrl+Alt+G", when=NODES),
    _on_canvas(
        "frame.collapse", _("Actions", "Collapse or Expand Frame"), NOTE, when=_("Actions", "a frame is selected")
    ),
    _on_canvas(
        "frame.dissolve",
        _("Actions", "Dissolve Frame"),
        NOTE,
        keys="Ctrl+Shift+G",
        when=_("Actions", "a frame is selected"),
    ),
    *(
        _on_canvas(f"colour.{name}", text, COLOUR, when=_("Actions", "a note or frame is selected"))
        for name, text in (
            ("yellow", _("Actions", "Yellow")),
            ("green", _("Actions", "Green")),
            ("blue", _("Actions", "Blue")),
            ("red", _("Actions", "Red")),
            ("violet", _("Actions", "Violet")),
            ("grey", _("Actions", "Grey")),
        )
    ),
)


def bind(table: ActionTable, window: MainWindow) -> None:
    """Let the actions work on the canvas in front, and equip every canvas with gestures and context menus."""

    def equip() -> None:
        if window.view is not None:
            Editing.of(window.view, table)

    def act(do: Callable[[CanvasView], object]) -> Callable[[], None]:
        def acted() -> None:
            view = window.view
            if view is not None and view.gesture is None:
                do(view)

        return acted

    def can(when: Callable[[CanvasView], bool]) -> Callable[[], bool]:
        return lambda: window.view is not None and when(window.view)

    for name, handler in handlers.HANDLERS.items():
        table.bind(name, act(handler.do), can(handler.when))
    window.tab_changed.connect(equip)
