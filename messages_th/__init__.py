"""
The Thai words of the product. Knows nobody.

`load()` is the one door: it gives the `Catalogue`, which turns a key and its values
into a text. How to change a text safely is told in README.md.
"""

from messages_th.catalogue import Catalogue, CatalogueError, load, load_lexicon
from messages_th.examples import load_weights
from messages_th.guidebook import GuideLink, GuideText

__all__ = [
    "Catalogue",
    "CatalogueError",
    "GuideLink",
    "GuideText",
    "load",
    "load_lexicon",
    "load_weights",
]
