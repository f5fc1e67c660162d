"""Walk the run of tags once and fill the page's columns."""

from __future__ import annotations

import re

from newsdesk.extract.markup import Markup, Token
from newsdesk.extract.page import Embedded, Mark, Page, Picture, Place, clean

BREAK = "\x1f"
"""Stands for `<br>` in a block's parts."""

_INLINE_TAGS = frozenset(
    [
        "abbr",
        "acronym",
        "b",
        "bdi",
        "bdo",
        "big",
        "cite",
        "code",
        "data",
        "del",
        "dfn",
        "em",
        "font",
        "i",
        "ins",
        "kbd",
        "mark",
        "q",
        "s",
        "samp",
        "small",
        "span",
        "strike",
        "strong",
        "sub",
        "sup",
        "time",
        "tt",
        "u",
        "var",
        "wbr",
        "nobr",
        "label",
        "ruby",
        "rb",
        "rp",
        "rt",
        "a",
        "output",
        "meter",
        "progress",
        "bold",
        "o:p",
    ]
)
_VOID_TAGS = frozenset(
    [
        "area",
        "base",
        "br",
        "col",
        "embed",
        "hr",
        "img",
        "input",
        "link",
        "meta",
        "param",
        "source",
        "track",
        "wbr",
        "keygen",
    ]
)
_STRONG = frozenset(("b", "strong"))
_SLANTED = frozenset(("i", "em", "cite"))
_TEXT_BOXES = frozenset(("p", "h1", "h2", "h3", "h4", "h5", "h6"))
_EMBEDS = frozenset(
    ("iframe", "video", "audio", "amp-youtube", "amp-iframe", "amp-twitter", "amp-instagram", "amp-video")
)
_PLACES = {
    "article": Place.ARTICLE, "main": Place.MAIN, "aside": Place.ASIDE, "header": Place.HEADER, "footer": Place.FOOTER,
    "nav": Place.NAV, "form": Place.FORM, "figure": Place.FIGURE, "table": Place.TABLE, "ul": Place.LIST,
    "ol": Place.LIST, "dl": Place.LIST, "blockquote": Place.QUOTE, "button": Place.BUTTON, "figcaption": Place.CAPTION,
    "noscript": Place.NOSCRIPT, "dialog": Place.DIALOG, "details": Place.DETAILS, "picture": Place.FIGURE,
}  # fmt: skip
_ROLES = re.compile(
    r'(?P<hidden>\shidden(?:=""|\s|$)|aria-hidden="true"|display:\s*none)|role="(?P<role>\w+)"'
    r'|itemprop="[^"]*(?P<body>articleBody|reviewBody)"'
)
_ROLE_PLACES = {
    "navigation": Place.NAV, "banner": Place.HEADER, "contentinfo": Place.FOOTER, "complementary": Place.ASIDE,
    "main": Place.MAIN, "article": Place.ARTICLE, "dialog": Place.DIALOG, "form": Place.FORM, "search": Place.FORM,
}  # fmt: skip
_TELLING = re.compile(r"auth|byline|date|time|itemprop|publi|writer|autor|auteur|journal|credit|read", re.I)


_PLACE_BITS = {tag: int(place) for tag, place in _PLACES.items()}
_ROLE_BITS = {role: int(place) for role, place in _ROLE_PLACES.items()}
_HIDDEN, _BODY, _LINK = int(Place.HIDDEN), int(Place.BODY_PROPERTY), int(Place.LINK)
_HAS_ROLE = re.compile(r"hidden|role=|itemprop=|display")
_SKIPPED = frozenset(
    [
        "select",
        "textarea",
        "template",
        "object",
        "canvas",
        "map",
        "math",
        "datalist",
        "svg",
        "xmp",
        "noembed",
        "noframes",
    ]
)
_BOX, _INLINE, _VOID, _SKIP = range(4)
_KINDS = {
    **dict.fromkeys(_INLINE_TAGS, _INLINE), **dict.fromkeys(_VOID_TAGS, _VOID),
    **dict.fromkeys(_EMBEDS | _SKIPPED, _SKIP),
}  # fmt: skip


class Walker:
    """Fills a `Page` from tags; one walk per page, then thrown away."""

    def __init__(self, markup: Markup) -> None:
        self.page = Page(linked_data=markup.linked_data, state=markup.state)
        self._stack: list[int] = []
        self._parts: list[str] = []
        self._has_words = False
        self._link_depth = self._strong = self._slanted = 0
        self._link_chars = self._n_links = self._n_anchors = self._strong_chars = self._slanted_chars = 0
        self._n_breaks = self._parted = 0
        self._inline: list[Mark | None] = []
        self._pending: list[Mark] = []
        self._telling: dict[str, bool] = {"": False}
        self._skip = ""
        self._open("#document", "")

    def walk(self, tokens: list[Token]) -> Page:
        """Read every tag in order and return the page."""
        kind_of = _KINDS.get
        for closing, tag, attrs, text in tokens:
            if self._skip:
                if not closing or tag != self._skip:
                    continue
                self._skip = ""
            else:
                kind = kind_of(tag, _BOX)
                if kind == _INLINE:
                    if closing:
                        self._close_inline(tag)
                    else:
                        self._open_inline(tag, attrs)
                elif kind == _BOX:
                    if closing:
                        self._close(tag)
                    else:
                        self._open(tag, attrs)
                elif kind == _VOID:
                    self._on_void(tag, attrs)
                elif not closing:
                    self._on_skipped(tag, attrs)
            if text:
                if not text.isspace():
                    self._add(text)
                elif self._has_words:
                    self._parts.append(" ")
        self._flush()
        self.page.box_last[0] = len(self.page.texts)
        return self.page

    def _add(self, text: str) -> None:
        if self._n_breaks:
            if self._n_breaks > 1 and self._has_words:
                self._flush()
                self._parted = 1
            self._n_breaks = 0
        self._has_words = True
        self._parts.append(text)
        if self._link_depth:
            self._link_chars += len(text)
        if self._strong:
            self._strong_chars += len(text)
        if self._slanted:
            self._slanted_chars += len(text)

    def _open(self, tag: str, attrs: str) -> None:
        page, parent = self.page, self._stack[-1] if self._stack else -1
        if tag == "html":
            page.html_attrs = attrs
        elif "-" in tag and page.box_tags[parent] in _TEXT_BOXES:
            self._stack.append(parent)
            return
        if self._parts:
            self._flush()
        places = _PLACE_BITS.get(tag, 0) | (page.box_places[parent] if parent >= 0 else 0)
        if attrs and _HAS_ROLE.search(attrs):
            places |= _stated_places(attrs)
        if self._link_depth:
            places |= _LINK
        self._stack.append(len(page.box_tags))
        # Written out here: a call for each of hundreds of boxes would show.
        n_blocks = len(page.texts)
        page.box_tags.append(tag)
        page.box_attrs.append(attrs)
        page.box_parents.append(parent)
        page.box_first.append(n_blocks)
        page.box_last.append(n_blocks)
        page.box_places.append(places)

    def _close(self, tag: str) -> None:
        stack, page = self._stack, self.page
        if len(stack) < 2:
            return
        box = stack[-1]
        if "-" in tag and page.box_tags[box] != tag:
            stack.pop()
            return
        if self._parts:
            if tag == "title" and not page.head_title and page.box_tags[box] == "title":
                page.head_title = clean("".join(self._parts))
                self._clear()
            self._flush()
        page.box_last[stack.pop()] = len(page.texts)

    def _open_inline(self, tag: str, attrs: str) -> None:
        mark = None
        if tag == "a":
            self._link_depth += 1
            self._n_links += 1
            mark = Mark(tag, attrs, len(self.page.texts), len(self._parts))
            self.page.links.append(mark)
            if 'href="#' in attrs:
                self._n_anchors += 1
        elif tag in _STRONG:
            self._strong += 1
        elif tag in _SLANTED:
            self._slanted += 1
        elif tag == "time" or self._tells(attrs):
            mark = Mark(tag, attrs, len(self.page.texts), len(self._parts))
            self.page.marks.append(mark)
        self._inline.append(mark)
        if mark:
            self._pending.append(mark)

    def _tells(self, attrs: str) -> bool:
        """Tell whether attributes hint at author or date."""
        known = self._telling.get(attrs)
        if known is None:
            known = self._telling[attrs] = bool(_TELLING.search(attrs))
        return known

    def _close_inline(self, tag: str) -> None:
        mark = self._inline.pop() if self._inline else None
        if mark and mark.last < 0:
            mark.last = len(self._parts)
        if tag == "a":
            self._link_depth = max(0, self._link_depth - 1)
        elif tag in _STRONG:
            self._strong = max(0, self._strong - 1)
        elif tag in _SLANTED:
            self._slanted = max(0, self._slanted - 1)

    def _on_void(self, tag: str, attrs: str) -> None:
        page = self.page
        if tag == "br":
            self._n_breaks += 1
            if self._has_words:
                self._parts.append(BREAK)
        elif tag == "img":
            page.pictures.append(Picture(attrs, len(page.texts), self._stack[-1]))
            if self._has_words:
                self._parts.append(" ")
        elif tag == "meta":
            page.metas.append(attrs)
        elif tag == "link":
            page.head_links.append(attrs)
        elif tag == "base":
            page.base = page.base or attrs
        elif tag == "hr":
            self._flush()
            page.rules.append(len(page.texts))

    def _on_skipped(self, tag: str, attrs: str) -> None:
        """Leave out what stands inside; of players and the like keep the address and the place."""
        if tag in _EMBEDS:
            self._flush()
            self.page.embeds.append(Embedded(tag, attrs, len(self.page.texts), self._stack[-1]))
        self._skip = tag

    def _flush(self) -> None:
        """End the block that is being read, if it has any words."""
        parts = self._parts
        if not parts:
            return
        text = clean("".join(parts)) if self._has_words else ""
        if text:
            page, n = self.page, len(text)
            page.texts.append(text)
            page.parts.append(parts)
            page.boxes.append(self._stack[-1])
            page.link_chars.append(min(self._link_chars, n))
            page.n_links.append(self._n_links)
            page.strong_chars.append(min(self._strong_chars, n))
            page.slanted_chars.append(min(self._slanted_chars, n))
            page.n_anchors.append(self._n_anchors)
            page.parted.append(self._parted)
        if self._pending:
            self._carry(bool(text))
        self._clear()

    def _clear(self) -> None:
        self._parts = []
        self._has_words = False
        self._link_chars = self._n_links = self._n_anchors = self._strong_chars = self._slanted_chars = 0
        self._n_breaks = self._parted = 0

    def _carry(self, ended: bool) -> None:
        """Let elements that are still open begin anew in the next block, if they covered nothing so far."""
        still = []
        for mark in self._pending:
            if mark.last < 0:
                if ended and clean("".join(self._parts[mark.first :])):
                    mark.last = len(self._parts)
                else:
                    mark.block, mark.first = len(self.page.texts), 0
                    still.append(mark)
            elif not ended:
                mark.first = mark.last = 0
        self._pending = still


def _stated_places(attrs: str) -> int:
    """The places that roles, `hidden` and item properties state."""
    places = 0
    for found in _ROLES.finditer(attrs):
        if found["hidden"]:
            places |= _HIDDEN
        elif found["body"]:
            places |= _BODY
        else:
            places |= _ROLE_BITS.get(found["role"], 0)
    return places


def read_page(markup: Markup) -> Page:
    """Turn a page's tags into blocks, boxes and marks."""
    return Walker(markup).walk(markup.tokens)
