"""
In which order names stand in a Thai list, on either database: that of the dictionary.

A vowel that is written before its consonant is read after it, and marks of tone count only
between words that are alike without them. Databases sort by rules of their own, and not by the
same ones, so this key is stored beside the name and sorted by its code points.
"""

import re
from typing import Final

_LEADING: Final = re.compile("([\u0e40-\u0e44])([\u0e01-\u0e2e])")
_MARKS: Final = re.compile("[\u0e47-\u0e4e]")  # maitaikhu, four tones, and those that silence
_GAPS: Final = re.compile(r"[\s\u200b]+")


def thai_key(name: str) -> str:
    """What a name is sorted by; no two names share one."""
    seen = _GAPS.sub(" ", name).strip().lower()
    read = _LEADING.sub(r"\2\1", _MARKS.sub("", seen))
    return f"{read}\t{seen}"
