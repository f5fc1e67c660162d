"""What each HTML element means to the reader of a page: box, inline element, void element, or nothing to read."""

from __future__ import annotations

import re

import numpy as np

from newsdesk.extract.page import Place


class Kind:
    """What to do at a tag. Even kinds up to `END_SKIPPED` open an element, odd ones close one.

    Plain numbers, because whole arrays are compared with them.
    """

    BOX, END_BOX = 0, 1
    PLAIN, END_PLAIN = 2, 3
    """Inline elements that mean nothing by themselves."""
    LINK, END_LINK = 4, 5
    STRONG, END_STRONG = 6, 7
    SLANTED, END_SLANTED = 8, 9
    CUSTOM, END_CUSTOM = 10, 11
    """Elements of the site's own making: boxes, save within a line of text."""
    TITLE, END_TITLE = 12, 13
    EMBED, END_EMBED = 14, 15
    SKIPPED, END_SKIPPED = 16, 17
    BREAK = 18
    IMAGE = 19
    META = 20
    HEAD_LINK = 21
    BASE = 22
    RULE = 23
    NOTHING = 24
    SOURCE = 25
    """Of a picture or a player: one of its addresses."""
    N_KINDS = 26


LEVEL_CHANGE = np.array([1, -1] * 7 + [0] * 12, np.int64)
"""By kind: whether it leads into an element whose end is looked for, or out of one."""
_INLINE = (
    "abbr acronym bdi bdo big code data del dfn font ins kbd mark q s samp small span strike sub sup time tt u var "
    "nobr label ruby rb rp rt output meter progress bold o:p"
)
_BOXES = (
    "html head body div p li ul ol td th tr tbody thead table section article header footer nav aside main form figure "
    "figcaption picture noscript button h1 h2 h3 h4 h5 h6 blockquote dl dt dd option"
)
_EMBEDS = (
    "iframe video audio object oembed lite-youtube lite-vimeo amp-iframe amp-video amp-audio amp-video-iframe "
    "amp-youtube amp-vimeo amp-dailymotion amp-brightcove amp-jwplayer amp-twitter amp-instagram amp-facebook "
    "amp-facebook-post amp-facebook-video amp-tiktok amp-reddit amp-pinterest amp-soundcloud amp-embedly-card "
    "amp-gist amp-imgur"
)
_SKIPPED = (
    "amp-ad amp-analytics amp-sticky-ad select textarea template canvas map math datalist svg xmp noembed noframes"
)
_VOID = "area basefont bgsound col embed frame input param track wbr keygen"
_OPENING = {
    **dict.fromkeys(_INLINE.split(), Kind.PLAIN), "a": Kind.LINK,
    **dict.fromkeys(("b", "strong"), Kind.STRONG), **dict.fromkeys(("i", "em", "cite"), Kind.SLANTED),
    **dict.fromkeys(_EMBEDS.split(), Kind.EMBED), **dict.fromkeys(_SKIPPED.split(), Kind.SKIPPED), "title": Kind.TITLE,
    **dict.fromkeys(_BOXES.split(), Kind.BOX),
}  # fmt: skip
_VOID_KINDS = {
    "br": Kind.BREAK, "img": Kind.IMAGE, "amp-img": Kind.IMAGE, "amp-anim": Kind.IMAGE,
    "source": Kind.SOURCE, "meta": Kind.META, "link": Kind.HEAD_LINK, "base": Kind.BASE, "hr": Kind.RULE,
    **dict.fromkeys(_VOID.split(), Kind.NOTHING),
}  # fmt: skip


class _Kinds(dict[str, int]):
    """Kinds by what stands in a tag up to the first blank; unknown elements are boxes or of the site's own making."""

    def __missing__(self, tag: str) -> int:
        kind = Kind.CUSTOM if "-" in tag else Kind.BOX
        return kind + tag.startswith("/")


KINDS = _Kinds(
    _OPENING
    | _VOID_KINDS
    | {f"/{tag}": kind + 1 for tag, kind in _OPENING.items()}
    | dict.fromkeys((f"/{tag}" for tag in _VOID_KINDS), Kind.NOTHING)
)
_TEXT_BOXES = ("p", "h1", "h2", "h3", "h4", "h5", "h6")
TEXT_STEPS = {**dict.fromkeys(_TEXT_BOXES, 1), **{f"/{tag}": -1 for tag in _TEXT_BOXES}}
"""Tags that lead into a line of text, and out of it."""

PLACES = {
    tag: int(place)
    for tag, place in {
        "article": Place.ARTICLE, "main": Place.MAIN, "aside": Place.ASIDE, "header": Place.HEADER,
        "footer": Place.FOOTER, "nav": Place.NAV, "form": Place.FORM, "figure": Place.FIGURE, "table": Place.TABLE,
        "ul": Place.LIST, "ol": Place.LIST, "dl": Place.LIST, "blockquote": Place.QUOTE, "button": Place.BUTTON,
        "figcaption": Place.CAPTION, "noscript": Place.NOSCRIPT, "dialog": Place.DIALOG, "details": Place.DETAILS,
        "picture": Place.FIGURE,
    }.items()
}  # fmt: skip
_ROLE_PLACES = {
    "navigation": Place.NAV, "banner": Place.HEADER, "contentinfo": Place.FOOTER, "complementary": Place.ASIDE,
    "main": Place.MAIN, "article": Place.ARTICLE, "dialog": Place.DIALOG, "form": Place.FORM, "search": Place.FORM,
}  # fmt: skip
_ROLES = re.compile(
    r'(?P<hidden>(?:^|\s)hidden(?:=""|\s|$)|aria-hidden="true"|display:\s*none)|role="(?P<role>\w+)"'
    r'|itemprop="[^"]*(?P<body>articleBody|reviewBody)"'
)


def stated_places(attrs: str) -> int:
    """The places that roles, `hidden` and item properties state."""
    places = 0
    for found in _ROLES.finditer(attrs):
        if found["hidden"]:
            places |= Place.HIDDEN
        elif found["body"]:
            places |= Place.BODY_PROPERTY
        else:
            places |= _ROLE_PLACES.get(found["role"], 0)
    return int(places)
