"""Pictures with caption and credit, and their places in the article."""

from __future__ import annotations

import re

from newsdesk.extract.draft import DraftBlock
from newsdesk.extract.hrefs import complete
from newsdesk.extract.linked import LinkedData, each_of, text_of
from newsdesk.extract.page import Page, Picture, Place, clean, read_attributes
from newsdesk.model.article import BlockKind, Image

_SOURCES = (
    "data-src", "data-original", "data-lazy-src", "data-lazy", "data-full-src", "data-image", "data-src-large",
    "data-hi-res-src", "data-cfsrc", "data-echo", "src",
)  # fmt: skip
_SETS = ("data-srcset", "data-lazy-srcset", "data-bgset", "srcset")
_CREDIT = re.compile(
    r"(?:\s*[(\[|–—-]?\s*)\b(?:photo(?:graph)?(?:ie)?|image|credits?|foto|bild|picture|quelle|crédit(?: photo)?|"
    r"фото|zdjęcie|fot|φωτο\w*|©|illustration)"
    r"(?:\s+(?:by|credit|von|di|de|par))?\s*[:：/.©]\s*(?P<after>[^.\n]{2,80})[)\]]?\s*$|"
    r"[(\[](?P<inside>[^()\[\]]*(?:/|via |getty|reuters|afp|ap photo|dpa|epa|imago)[^()\[\]]*)[)\]]\s*$"
    r"|©\s*(?P<sign>[^.\n]{2,80})$",
    re.I,
)
_BLANK = re.compile(
    r"^data:|(?:spacer|blank|pixel|placeholder|transparent|1x1|loading)[\w-]*\.(?:gif|png|svg|jpe?g)|^$", re.I
)
_MIN_SIDE = 100
_CAPTIONED = re.compile(r'class="[^"]*(?:caption|figure|bildunterschrift)', re.I)
_MAX_CAPTION_TEXTS = 3
_BESIDE = int(Place.NAV | Place.FOOTER | Place.ASIDE)
_MIN_BARE = 300
"""Least width of a picture outside a figure."""


def figures_in(page: Page, kept: list[int], base: str) -> list[tuple[int, DraftBlock]]:
    """The article's pictures as (block they stand before, figure); each address once."""
    low, high = kept[0] - 12, kept[-1] + 2
    made: list[tuple[int, DraftBlock]] = []
    seen: set[str] = set()
    for picture in page.pictures:
        if not low <= picture.block <= high or page.box_places[picture.box] & _BESIDE:
            continue
        figure = next((box for box in page.ancestors(picture.box, 6) if page.box_tags[box] == "figure"), -1)
        if figure < 0 and not kept[0] <= picture.block:
            continue
        image = _image(page, picture, figure, base)
        if image is None or image.address in seen:
            continue
        if figure < 0 and page.box_places[picture.box] & Place.LINK:
            continue
        seen.add(image.address)
        words = " ".join(part for part in (image.caption, image.credit) if part)
        made.append((max(picture.block, 0), DraftBlock(BlockKind.FIGURE, words, address=image.address, image=image)))
    return made[:60]


def _image(page: Page, picture: Picture, figure: int, base: str) -> Image | None:
    attributes = read_attributes(picture.attrs)
    width, height = _number(attributes.get("width")), _number(attributes.get("height"))
    if 0 < width < _MIN_SIDE or 0 < height < _MIN_SIDE or (figure < 0 and width < _MIN_BARE):
        return None
    address = source_of(attributes, base) or _from_sources(page, picture, base)
    if not address:
        return None
    around = figure if figure >= 0 else _captioned(page, picture.box)
    caption = ""
    if around >= 0:
        texts = page.texts[page.box_first[around] : page.box_last[around]]
        caption = " ".join(" ".join(texts).split())[:600]
    caption, credit = split_credit(caption)
    return Image(
        address=address,
        alt=clean(attributes.get("alt", ""))[:400],
        caption=caption,
        credit=credit,
        width=width,
        height=height,
    )


def _captioned(page: Page, box: int) -> int:
    """The box, of those around a picture outside figures, that is named for captions; -1 where there is none."""
    for above in page.ancestors(box, 3):
        if page.box_last[above] - page.box_first[above] > _MAX_CAPTION_TEXTS:
            break
        if page.box_attrs[above] and _CAPTIONED.search(page.box_attrs[above]):
            return above
    return -1


def source_of(attributes: dict[str, str], base: str) -> str:
    """The address of a picture, lazy or not, the largest of a set; empty when there is none."""
    for name in _SETS:
        sized = [part.split() for part in re.split(r",\s+", attributes.get(name, "")) if part.strip()]
        ranked = sorted(sized, key=lambda part: _number(part[-1][:-1]) if len(part) > 1 else 0)
        if ranked and not _BLANK.search(ranked[-1][0]):
            return complete(ranked[-1][0], base)
    for name in _SOURCES:
        value = attributes.get(name, "").strip()
        if value and not _BLANK.search(value):
            return complete(value, base)
    return ""


def _from_sources(page: Page, picture: Picture, base: str) -> str:
    """The address that the first `<source>` beside a picture gives, where the picture itself waits for a script."""
    sources = (read_attributes(attrs) for box, attrs in page.sources if box == picture.box)
    return next((address for attributes in sources if (address := source_of(attributes, base))), "")


def split_credit(caption: str) -> tuple[str, str]:
    """Split a caption's credit off."""
    match = _CREDIT.search(caption)
    if not match:
        return caption, ""
    credit = match["after"] or match["inside"] or match["sign"] or ""
    return caption[: match.start()].strip(" .|–—-") + (
        "." if caption[: match.start()].rstrip().endswith(".") else ""
    ), credit.strip(" .)]")


def _number(value: str | None) -> int:
    digits = re.match(r"\d{1,5}", value or "")
    return int(digits[0]) if digits else 0


def lead_image_of(page: Page, linked: LinkedData, figures: list[DraftBlock], base: str) -> Image | None:
    """The picture that stands for the article: as stated for sharing, with caption and credit where it is shown."""
    stated = page.meta.get("og:image") or page.meta.get("og:image:url") or page.meta.get("twitter:image") or ""
    width, height = _number(page.meta.get("og:image:width")), _number(page.meta.get("og:image:height"))
    credit = caption = ""
    for image in each_of(linked.article.get("image"))[:1]:
        if isinstance(image, dict):
            stated = stated or text_of(image.get("url") or image.get("contentUrl"))
            caption, credit = (
                text_of(image.get("caption")),
                text_of(image.get("creditText") or image.get("copyrightHolder")),
            )
            width, height = (
                width or _number(text_of(image.get("width"))),
                height or _number(text_of(image.get("height"))),
            )
        else:
            stated = stated or text_of(image)
    shown = figures[0].image if figures else None
    address = complete(stated, base) if stated else ""
    if not address:
        return shown
    if shown:
        caption, credit = caption or shown.caption, credit or shown.credit
    alt = page.meta.get("og:image:alt") or (shown.alt if shown else "")
    return Image(address=address, alt=alt, caption=caption[:600], credit=credit[:120], width=width, height=height)
