"""A page as a reader finds it: its headings, its steps, its links, and where they may lead."""

from html.parser import HTMLParser

VOID = {"meta", "link", "br", "hr", "img", "input"}


class Webpage(HTMLParser):
    """The parts of a page that tests ask for, in their order."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.lang: str | None = None
        self.ids: list[str] = []
        self.hrefs: list[str] = []
        self.landmarks: list[str] = []
        self.title = ""
        self.headings: list[tuple[str, str]] = []
        self.steps: list[str] = []
        self.facts: list[str] = []
        self.summaries: list[str] = []
        self.paragraphs: list[str] = []
        self._open: list[tuple[str, str, list[str]]] = []
        self.feed(text)

    def texts(self, level: str) -> list[str]:
        """The headings of one level."""
        return [text for tag, text in self.headings if tag == level]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = {name: value or "" for name, value in attrs}
        self.lang = found.get("lang", self.lang)
        self.ids += [found["id"]] if "id" in found else []
        self.hrefs += [found["href"]] if tag == "a" else []
        self.landmarks += [tag] if tag in ("header", "nav", "main", "footer") else []
        if tag not in VOID:
            self._open.append((tag, found.get("class", ""), []))

    def handle_data(self, data: str) -> None:
        for _, _, texts in self._open:
            texts.append(data)

    def handle_endtag(self, tag: str) -> None:
        name, _, texts = self._open.pop()
        assert name == tag, f"{tag} closes {name}"
        self._keep(tag, " ".join("".join(texts).split(" ")).strip())

    def _keep(self, tag: str, text: str) -> None:
        around = self._open[-1][1] if self._open else ""
        match tag:
            case "title":
                self.title = text
            case "h1" | "h2" | "h3":
                self.headings.append((tag, text))
            case "li" if around == "steps":
                self.steps.append(text)
            case "li" if around == "facts":
                self.facts.append(text)
            case "summary":
                self.summaries.append(text)
            case "p":
                self.paragraphs.append(text)
