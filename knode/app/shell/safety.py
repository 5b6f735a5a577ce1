"""Keeps the documents of a window safe: journals, changes of files from outside, and what a crash left behind."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from knode.app import journal
from knode.app.background import in_background
from knode.app.comparing.comparison_window import ComparisonWindow
from knode.app.journal import Found
from knode.app.keeping import Keeper, Outside, journals, recover
from knode.core.workflow import Workflow

if TYPE_CHECKING:
    from knode.app.shell.tab import WorkflowTab
    from knode.app.window import MainWindow


class Safety(QObject):
    """Gives each tab of a window its keeper, and asks what only the person can decide."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self.window = window

    def keep(self, tab: WorkflowTab) -> None:
        """Keep the document of a tab safe until the tab is closed."""
        keeper = Keeper(tab.session.document, tab)
        tab.keeper = keeper
        keeper.merged.connect(lambda text: self.window.tell(text))
        keeper.failed.connect(lambda text: self.window.tell(text, "warning"))
        keeper.conflict.connect(lambda outside: self._ask(tab, outside))

    def _ask(self, tab: WorkflowTab, outside: Outside) -> None:
        """Both sides changed the same things: the line above the canvas asks, and waits."""

        def decided(act: object) -> None:
            tab.banners.say_nothing("conflict")
            act()  # type: ignore[operator]

        text = self.tr("{file} was changed outside knode, also where you changed it: {places}.").format(
            file=tab.session.document.title, places=", ".join(outside.conflicts[:5])
        )
        tab.banners.say(
            "conflict",
            text,
            "warning",
            (self.tr("Show Differences"), lambda: self._compare(tab, outside)),
            (self.tr("Take the File"), lambda: decided(outside.take)),
            (self.tr("Keep Mine"), lambda: decided(outside.keep)),
        )

    def _compare(self, tab: WorkflowTab, outside: Outside) -> None:
        names = (self.tr("here"), self.tr("in the file"))
        ComparisonWindow(tab.session.document.workflow, outside.theirs, names, self.window).show()

    # ---- after a crash

    def recover_all(self) -> None:
        """Open what a program that ended unexpectedly had not saved, each with a word about it."""
        self._found(journal.left_behind(journals()))

    def _found(self, found: list[Found]) -> None:
        for one in found:
            self._recover(one)

    def _recover(self, found: Found) -> None:
        def opened(workflow: Workflow) -> None:
            # Where the file was opened meanwhile, the changes stay in their journal.
            if found.file is not None and self.window.program.show_file(found.file):
                return
            tab = self.window.add_document(recover(workflow, found.file, self.tr("Recover Unsaved Changes")))
            if tab.keeper is not None:
                tab.keeper.write()
            journal.remove(found.journal)
            self._tell_recovered(tab, found.written)

        in_background(
            lambda: journal.recovered(found), opened, lambda error: self.window.tell(error.message, "warning")
        )

    def _tell_recovered(self, tab: WorkflowTab, written: float) -> None:
        """A line that stays until the changes are saved, by whatever way, or taken back."""
        said = self.tr("These changes were not saved when knode ended unexpectedly at {time}. Save them, or undo them.")
        tab.banners.say(
            "recovery",
            said.format(time=time.strftime("%H:%M", time.localtime(written))),
            "history",
            (self.tr("Save"), lambda: self.window.files.save_tab(tab, lambda: None)),
            # Also what was edited since then: those edits stand on the recovered changes. Redo brings all of it back.
            (self.tr("Undo"), lambda: tab.session.document.stack.setIndex(0)),
        )
        tab.session.document.clean_changed.connect(tab.is_clean_now)
