"""Faults planted in a copy of the editors' files."""

from pathlib import Path


def edit(path: Path, *changes: tuple[str, str]) -> None:
    """Put each second text where the first stands first."""
    text = path.read_text("utf-8")
    for old, new in changes:
        assert old in text, old
        text = text.replace(old, new, 1)
    path.write_text(text, "utf-8")
