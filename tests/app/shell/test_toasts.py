"""Short messages at the lower edge."""

from __future__ import annotations

from PySide6.QtWidgets import QApplication, QLabel, QToolButton, QWidget

from knode.app.shell.toasts import AT_ONCE
from tests.app.driver import Driver


def test_only_a_few_are_shown_the_newest_at_the_bottom(driver: Driver) -> None:
    for number in range(AT_ONCE + 2):
        driver.window.tell(str(number))
    assert driver.toasts() == [str(number) for number in range(2, AT_ONCE + 2)]
    tops = [toast.y() for toast in driver.window.toaster.toasts]
    assert tops == sorted(tops)


def test_a_message_takes_no_focus_and_is_closed_by_its_button(driver: Driver) -> None:
    before = QApplication.focusWidget()
    driver.window.tell("Done", "done")
    assert QApplication.focusWidget() is before
    driver.click(driver.find(QToolButton, "Close this message"))
    assert driver.toasts() == []


def test_a_button_does_something_and_closes(driver: Driver) -> None:
    done: list[str] = []
    driver.window.tell("Failed", "error", ("Show", lambda: done.append("shown")))
    driver.click(driver.find(QToolButton, "Show"))
    assert done == ["shown"]
    assert driver.toasts() == []


def test_they_stay_inside_a_window_that_shrinks(driver: Driver) -> None:
    driver.window.tell("A message of some length that says what has happened", "warning")
    driver.window.resize(500, 400)
    toast = driver.window.toaster.toasts[0]
    driver.wait(lambda: driver.window.rect().contains(toast.geometry()))


def test_a_message_of_the_start_page_is_seen_above_the_panels_that_come(driver: Driver) -> None:
    driver.window.tell("There is no such file.", "error")
    toast = driver.window.toaster.toasts[0]
    driver.show()
    driver.wait(lambda: driver.window.docks.docks["settings"].is_seen())
    driver.wait(lambda: driver.window.childAt(toast.geometry().center()) in (toast, *toast.findChildren(QWidget)))


def test_the_tabs_of_panels_stay_in_sight(driver: Driver) -> None:
    driver.show()
    driver.window.tell("Done", "done")
    toast = driver.window.toaster.toasts[0]
    dock = driver.window.docks.docks["settings"]
    driver.wait(dock.is_seen)
    assert toast.geometry().bottom() <= dock.geometry().bottom()


def test_a_long_message_is_as_high_as_its_lines(driver: Driver) -> None:
    driver.window.resize(1000, 700)
    driver.window.tell("No node reads what was dropped here, which is told in so many words that they need lines. " * 2)
    toast = driver.window.toaster.toasts[0]
    said = toast.findChildren(QLabel)[-1]
    assert said.height() <= said.heightForWidth(said.width()) + said.fontMetrics().height() / 2
    assert said.height() >= said.heightForWidth(said.width())


def test_a_message_stays_in_front_of_a_panel_that_is_shown_again(driver: Driver) -> None:
    driver.show()
    driver.panel("settings")
    driver.window.tell("Run failed at the sorter, and at one more node.", "error")
    toast = driver.window.toaster.toasts[0]
    for name in ("settings", "table", "settings", "settings"):
        driver.panel(name)
        assert driver.window.childAt(toast.geometry().center()) in (toast, *toast.findChildren(QWidget)), name
