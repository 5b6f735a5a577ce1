"""Numbers as people read them in the shell: times, sizes, shares."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QLocale


def duration(seconds: float) -> str:
    """`12 ms`, `0.3 s`, `42 s`, `3 min 20 s`, `1 h 05 min`."""
    if seconds < 0.095:
        return f"{max(1, round(seconds * 1_000))} ms"
    if seconds < 9.95:
        return f"{QLocale().toString(seconds, 'f', 1)} s"
    whole = round(seconds)
    if whole < 60:
        return f"{whole} s"
    if whole < 3_600:
        return f"{whole // 60} min {whole % 60:02d} s"
    return f"{whole // 3_600} h {whole % 3_600 // 60:02d} min"


def size(octets: int) -> str:
    """`512 KB`, `1.2 GB`."""
    return QLocale().formattedDataSize(
        octets, 1 if octets >= 1e9 else 0, QLocale.DataSizeFormat.DataSizeTraditionalFormat
    )


def remaining(seconds: float | None) -> str:
    """How much longer it takes, or "" when nobody knows."""
    if seconds is None:
        return ""
    return QCoreApplication.translate("StatusStrip", "{time} left").format(time=duration(seconds))
