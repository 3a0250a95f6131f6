"""
HTML elements built in Python: every text and attribute is escaped, none is trusted.

Looks go into `data-css`, which the page's script applies: the page allows no
inline style, so that nothing a message says can become one.
"""

from collections.abc import Mapping

from markupsafe import Markup, escape

Html = Markup
Css = Mapping[str, str]


def element(name: str, *children: Html | str, css: Css | None = None, **attributes: str) -> Html:
    """Attribute names have `_` for `-`, and `class_` for class; empty ones are left out."""
    given = {**attributes, "data_css": written(css or {})}
    pairs = "".join(
        f' {key.rstrip("_").replace("_", "-")}="{escape(value)}"'
        for key, value in given.items()
        if value
    )
    inner = "".join(escape(child) for child in children)
    return Markup(f"<{name}{pairs}>{inner}</{name}>")


def image(url: str, *, css: Css | None = None, alt: str = "", class_: str = "") -> Html:
    """A picture; its alternative text stands even when it is empty."""
    looks = f' data-css="{escape(written(css))}"' if css else ""
    named = f' class="{escape(class_)}"' if class_ else ""
    return Markup(
        f'<img src="{escape(url)}" alt="{escape(alt)}" loading="lazy" '
        f'referrerpolicy="no-referrer"{named}{looks}>'
    )


def joined(*parts: Html | str) -> Html:
    return Markup("").join(parts)


def written(css: Css) -> str:
    return ";".join(f"{name}:{value}" for name, value in css.items())
