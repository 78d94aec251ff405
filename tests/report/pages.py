"""Reads a built site as a reader meets it: the visible text, the tables and the links of every page."""

import pathlib
import re
from html.parser import HTMLParser

VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}
# What stands inside a line of text; every other element begins a new line.
INLINE = {"a", "abbr", "b", "bdi", "bdo", "button", "cite", "code", "data", "dfn", "em", "i", "ins", "kbd", "label", "mark",
          "q", "s", "samp", "small", "span", "strong", "sub", "sup", "time", "u", "var", "wbr", "tspan"}
UNSEEN = {"script", "style", "template", "head"}


class Node:
    def __init__(self, name, attributes=(), parent=None):
        self.name = name
        self.attributes = dict(attributes)
        self.parent = parent
        self.children = []  # Node or str

    def walk(self):
        yield self
        for child in self.children:
            if isinstance(child, Node):
                yield from child.walk()

    def find_all(self, *names):
        return [node for node in self.walk() if node.name in names]


class _Builder(HTMLParser):
    def __init__(self):
        super().__init__(convert_charrefs=True)
        self.root = self.at = Node("#document")

    def handle_starttag(self, name, attributes):
        node = Node(name, attributes, self.at)
        self.at.children.append(node)
        if name not in VOID:
            self.at = node

    def handle_startendtag(self, name, attributes):
        self.at.children.append(Node(name, attributes, self.at))

    def handle_endtag(self, name):
        node = self.at
        while node and node.name != name:
            node = node.parent
        if node and node.parent:
            self.at = node.parent

    def handle_data(self, data):
        self.at.children.append(data)


def plain(text):
    """Quotes and dashes in ASCII, white space single."""
    for found, wanted in (("\u2018", "'"), ("\u2019", "'"), ("\u201c", '"'), ("\u201d", '"'), ("\u2010", "-"), ("\u2011", "-"),
                          ("\u2012", "-"), ("\u2013", "-"), ("\u2014", "-"), ("\u2212", "-"), ("\u00ad", ""), ("\u200b", "")):
        text = text.replace(found, wanted)
    return re.sub(r"\s+", " ", text).strip()


def text_of(node, leave_out=lambda node: False):
    parts = []

    def add(node):
        for child in node.children:
            if isinstance(child, str):
                parts.append(child)
            elif child.name not in UNSEEN and not leave_out(child):
                gap = "" if child.name in INLINE else " "
                parts.append(gap)
                add(child)
                parts.append(gap)

    add(node)
    return plain("".join(parts))


def is_definition(node):
    """A definition that opens on request (popover)."""
    return "popover" in node.attributes


def is_carried_over(node):
    """What stands as the report has it: figures and names in tables and charts, full names of terms, quotations with their source."""
    return node.name in ("blockquote", "table", "dl", "svg")


class Page:
    def __init__(self, address, markup):
        self.address = address
        builder = _Builder()
        builder.feed(markup)
        self.root = builder.root
        self.body = next(iter(self.root.find_all("body")), self.root)
        self.main = next(iter(self.root.find_all("main")), self.body)
        self.text = text_of(self.body, is_definition)
        self.text_with_definitions = text_of(self.body)

    def headings(self):
        """(level, text) in order."""
        return [(int(node.name[1]), text_of(node, is_definition)) for node in self.main.find_all("h1", "h2", "h3", "h4", "h5", "h6")]

    def links(self):
        return [node.attributes["href"] for node in self.root.find_all("a") if node.attributes.get("href")]

    def tables(self):
        return [Table(node) for node in self.main.find_all("table")]


class Table:
    """A table as a grid of texts: cells that span stand in every place they cover."""

    def __init__(self, node):
        self.caption = " ".join(text_of(caption, is_definition) for caption in node.find_all("caption"))
        grid = {}
        rows = [row for row in node.find_all("tr")]
        for y, row in enumerate(rows):
            x = 0
            for cell in (child for child in row.children if isinstance(child, Node) and child.name in ("td", "th")):
                while (y, x) in grid:
                    x += 1
                for down in range(int(cell.attributes.get("rowspan", 1))):
                    for across in range(int(cell.attributes.get("colspan", 1))):
                        grid[y + down, x + across] = (text_of(cell, is_definition), cell.name == "th")
                x += int(cell.attributes.get("colspan", 1))
        self.height = 1 + max((y for y, _ in grid), default=-1)
        self.width = 1 + max((x for _, x in grid), default=-1)
        self.cells = [[grid.get((y, x), ("", False))[0] for x in range(self.width)] for y in range(self.height)]
        # Rows above the first that holds a data cell with a row label are column headings.
        self.head = 0
        while self.head < self.height and all(grid.get((self.head, x), ("", True))[1] or not self.cells[self.head][x]
                                              for x in range(self.width)):
            self.head += 1

    def turned(self):
        other = object.__new__(Table)
        other.caption = self.caption
        other.height, other.width = self.width, self.height
        other.cells = [[self.cells[y][x] for y in range(self.height)] for x in range(self.width)]
        other.head = 1
        return other

    def heading(self, x):
        """The headings above a column, joined."""
        return " ".join(dict.fromkeys(self.cells[y][x] for y in range(max(self.head, 1))))


def read_site(folder):
    root = pathlib.Path(folder)
    pages = []
    for path in sorted(root.rglob("*.html")):
        relative = path.relative_to(root).as_posix()
        address = "/" + (relative[: -len("index.html")] if relative.endswith("index.html") else relative)
        pages.append(Page(address, path.read_text(encoding="utf-8")))
    return pages
