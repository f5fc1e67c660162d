"""Players, posts, maps, charts and documents that a page shows from elsewhere: where each points, and what it is."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from functools import lru_cache

from newsdesk.extract.draft import DraftBlock
from newsdesk.extract.hrefs import complete
from newsdesk.extract.page import Page, Place, read_attributes
from newsdesk.model.article import BlockKind, EmbedKind

_BESIDE = int(Place.NAV | Place.FOOTER | Place.ASIDE)
_SOURCES = (
    "src", "data-src", "data-lazy-src", "data-original", "data-litespeed-src", "data-cmp-src", "data-src-cmplz",
    "data-iframe-src", "data-url", "data-href", "url", "href", "data",
)  # fmt: skip
_NOTHING = re.compile(r"^(?:about:|javascript:|data:|#|$)")
_BY_ID = {
    "amp-youtube": (("data-videoid",), "https://www.youtube.com/watch?v={}"),
    "lite-youtube": (("videoid",), "https://www.youtube.com/watch?v={}"),
    "amp-vimeo": (("data-videoid",), "https://vimeo.com/{}"),
    "lite-vimeo": (("videoid",), "https://vimeo.com/{}"),
    "amp-dailymotion": (("data-videoid",), "https://www.dailymotion.com/video/{}"),
    "amp-twitter": (("data-tweetid",), "https://twitter.com/i/status/{}"),
    "amp-instagram": (("data-shortcode",), "https://www.instagram.com/p/{}/"),
    "amp-soundcloud": (("data-trackid",), "https://api.soundcloud.com/tracks/{}"),
    "amp-jwplayer": (("data-player-id", "data-media-id"), "https://cdn.jwplayer.com/players/{1}-{0}.html"),
    "amp-brightcove": (
        ("data-account", "data-player-id", "data-video-id"),
        "https://players.brightcove.net/{0}/{1}_default/index.html?videoId={2}",
    ),
    "amp-gist": (("data-gistid",), "https://gist.github.com/{}"),
}
"""Elements that name what they show by ids: the attributes, and the address that is made of them."""
_TAGS = {
    "video": EmbedKind.VIDEO, "amp-video": EmbedKind.VIDEO, "audio": EmbedKind.AUDIO, "amp-audio": EmbedKind.AUDIO,
}  # fmt: skip
_HOSTS = (
    (
        EmbedKind.FORM,
        r"docs\.google\.com/forms forms\.gle forms\.office\.com typeform\.com surveymonkey\.com jotform\. "
        r"strawpoll\. riddle\.com playbuzz\.com opinary\.com polldaddy\.com crowdsignal\.com apester\. "
        r"qmerce\.",
    ),
    (
        EmbedKind.CHART,
        r"datawrapper\. dwcdn\.net flourish\.studio flo\.uri\.sh infogram\.com public\.tableau plot\.?ly "
        r"highcharts\.com everviz\.com ourworldindata\.org observablehq\.com piktochart\.com charts?\.[\w-]+\. "
        r"visme\.co statista\.com google\.com/chart docs\.google\.com/spreadsheets",
    ),
    (
        EmbedKind.MAP,
        r"google\.[a-z.]+/maps maps\.google\. goo\.gl/maps openstreetmap\. umap\. bing\.com/maps mapbox\.com "
        r"yandex\.[a-z]+/map arcgis\.com felt\.com carto(?:db)?\.com maps?\.[\w-]+\. windy\.com mapy\.cz",
    ),
    (
        EmbedKind.DOCUMENT,
        r"scribd\.com documentcloud\.org docs\.google\.com drive\.google\.com issuu\.com slideshare\.net "
        r"view\.officeapps\.live\.com calameo\.com [^?#]*\.pdf(?:[?#]|$)",
    ),
    (
        EmbedKind.VIDEO,
        r"facebook\.com/plugins/video facebook\.com/[^?#]*/videos/ vk\.com/video ok\.ru/video",
    ),
    (
        EmbedKind.POST,
        r"twitter\.com x\.com/ instagram\.com facebook\.com tiktok\.com threads\.(?:net|com) bsky\.app t\.me/ "
        r"telegram\. reddit(?:media)?\.com linkedin\.com vk\.com pinterest\. weibo\. truthsocial\.com "
        r"tumblr\.com mastodon [^/]+/@[\w.]+/\d+(?:/embed)? snapchat\.com",
    ),
    (
        EmbedKind.AUDIO,
        r"soundcloud\.com spotify\.com podcasts\. podcast acast\.com megaphone\.fm simplecast\.com anchor\.fm "
        r"audioboom\.com buzzsprout\.com libsyn\.com omny(?:content)?\. art19\.com podbean\.com podigee\. "
        r"spreaker\.com ivoox\.com deezer\.com mixcloud\.com bandcamp\.com "
        r"[^?#]*\.(?:mp3|m4a|ogg|wav)(?:[?#]|$)",
    ),
    (
        EmbedKind.PICTURE,
        r"giphy\.com imgur\.com gettyimages\. tenor\.com flickr\.com juxtapose "
        r"[^?#]*\.(?:jpe?g|png|gif|webp)(?:[?#]|$)",
    ),
    (
        EmbedKind.VIDEO,
        r"youtube(?:-nocookie)?\.com youtu\.be vimeo\.com dailymotion\.com dai\.ly brightcove\. "
        r"jwplatform\.com jwplayer\.com wistia\. rumble\.com twitch\.tv kaltura\.com vidyard\.com "
        r"streamable\.com rutube\.ru bilibili\.com youku\.com [^?#]*\.(?:mp4|m3u8|webm|mov)(?:[?#]|$) "
        r"[^?#]*(?:video|player)",
    ),
)
"""Beginnings of addresses after the scheme and any subdomains, the first that fits counts."""
_KINDS = tuple(
    (kind, re.compile(rf"^https?://(?:[\w-]+\.)*?(?:{beginnings.replace(' ', '|')})", re.I))
    for kind, beginnings in _HOSTS
)
_NEVER = re.compile(
    r"doubleclick|googlesyndication|googletagmanager|recaptcha|disqus|facebook\.com/(?:v[\d.]+/)?plugins/(?:like|page|share|"
    r"comments|follow)|platform\.twitter\.com/widgets/(?:tweet_button|follow)|linkedin\.com/(?:plugins|share)",
    re.I,
)
"""Buttons, advertisements and forms of comment in frames."""
_ADVERTISEMENT = re.compile(
    r"adservice|adserver|/ads?[/.?-]|\bads?\.|taboola|outbrain|criteo|consent|newsletter|subscribe|paywall|login|"
    r"/comments?[/?]|onetrust|quantcast|livefyre|cookie",
    re.I,
)
_MIN_SIDE = 60
_QUOTED = re.compile(
    r'class="[^"]*\b(?:twitter-(?:tweet|video)|instagram-media|tiktok-embed|fb-(?:post|video)|bluesky-embed|'
    r"reddit-(?:embed|card)|text-post-media|mastodon-embed|flourish-embed|infogram-embed)|"
    r"data-oembed-url=|data-instgrm-permalink="
)
_SIGNS = (
    "twitter-", "instagram-", "tiktok-", "fb-", "bluesky-", "reddit-", "text-post-", "mastodon-", "-embed",
    "data-oembed-",
)  # fmt: skip
"""One of these is in whatever `_QUOTED` finds."""
_PERMALINKS = (
    "data-instgrm-permalink", "data-oembed-url", "data-href", "cite", "data-text-post-permalink", "data-embed-url",
    "data-url",
)  # fmt: skip
_WHOLE_ADDRESS = re.compile(r"https?://\S{8,300}")
_MAX_EMBEDS, _MAX_FRAMES = 40, 200
_MAX_BOXES = 5000
_MAX_READ = 300
"""Characters of an address that tell what stands there."""


@lru_cache(maxsize=256)
def kind_of_embed(address: str, tag: str = "iframe") -> EmbedKind:
    """What stands at an address that a page shows within itself, by its host, its path and the element."""
    if tag in _TAGS:
        return _TAGS[tag]
    return next((kind for kind, pattern in _KINDS if pattern.match(address, 0, _MAX_READ)), EmbedKind.OTHER)


def embeds_in(page: Page, kept: list[int], base: str) -> list[tuple[int, DraftBlock]]:
    """The embeds that stand among the article's blocks, as (block they stand before, embed); each address once."""
    made: dict[str, tuple[int, DraftBlock]] = {}
    for embed in page.embeds[:_MAX_FRAMES]:
        if not kept[0] - 4 <= embed.block <= kept[-1] + 1 or page.box_places[embed.box] & _BESIDE:
            continue
        attributes = read_attributes(embed.attrs)
        address = _address(embed.tag, attributes, base)
        kind = kind_of_embed(address, embed.tag)
        inside = kept[0] <= embed.block <= kept[-1]
        if (
            address
            and not _NEVER.search(address[:_MAX_READ])
            and (kind is not EmbedKind.OTHER or (inside and _is_shown(address, attributes)))
        ):
            title = attributes.get("title") or attributes.get("aria-label") or ""
            made.setdefault(address, (embed.block, _made(kind, address, title)))
    for block, address in _quoted(page, kept, base):
        made.setdefault(address, (block, _made(kind_of_embed(address), address, "")))
    return list(made.values())[:_MAX_EMBEDS]


def is_bare_address(text: str) -> bool:
    """Tell whether a paragraph is nothing but the address of something to show, which the page's script replaces."""
    return bool(
        text.startswith("http") and _WHOLE_ADDRESS.fullmatch(text) and kind_of_embed(text) is not EmbedKind.OTHER
    )


def _made(kind: EmbedKind, address: str, title: str) -> DraftBlock:
    return DraftBlock(BlockKind.EMBED, " ".join(title.split())[:200], address=address, embed=kind)


def _address(tag: str, attributes: dict[str, str], base: str) -> str:
    """Where an element points, lazy or not; empty where it doesn't say."""
    if tag in _BY_ID:
        names, form = _BY_ID[tag]
        values = [attributes.get(name, "") for name in names]
        if all(re.fullmatch(r"[\w-]{1,60}", value) for value in values):
            return form.format(*values)
    for name in _SOURCES:
        value = attributes.get(name, "").strip()
        if value and not _NOTHING.match(value):
            return complete(value, base)
    return ""


def _is_shown(address: str, attributes: dict[str, str]) -> bool:
    """Tell whether a frame of unknown origin is something to look at: no advertisement, and not hidden."""
    sides = (re.match(r"\d+", attributes.get(side, "")) for side in ("width", "height"))
    hidden = "display:none" in attributes.get("style", "").replace(" ", "") or "hidden" in attributes
    small = any(side and int(side[0]) < _MIN_SIDE for side in sides)
    return not small and not hidden and not _ADVERTISEMENT.search(address)


def _quoted(page: Page, kept: list[int], base: str) -> list[tuple[int, str]]:
    """Posts and charts that a page holds as boxes which its script turns into frames; and bare addresses."""
    texts = page.texts[: kept[-1] + 2]
    found = [(n, texts[n]) for n in range(max(kept[0] - 1, 0), len(texts)) if is_bare_address(texts[n])]
    # Boxes stand in the order of the page.
    boxes = range(bisect_left(page.box_first, kept[0] - 4), bisect_right(page.box_first, kept[-1] + 1))
    joined = "".join(page.box_attrs[boxes.start : boxes.stop])
    if not any(map(joined.__contains__, _SIGNS)):
        return found
    for box in boxes[:_MAX_BOXES]:
        attrs = page.box_attrs[box]
        if attrs and _QUOTED.search(attrs) and not page.box_places[box] & _BESIDE:
            first = page.box_first[box]
            address = _permalink(page, read_attributes(attrs), first, page.box_last[box], base)
            found.extend([(first, address)] if address else [])
    return found


def _permalink(page: Page, attributes: dict[str, str], first: int, last: int, base: str) -> str:
    """The address of a post: as its box states it, else the last link in it that leads to a platform."""
    if "flourish-embed" in attributes.get("class", ""):
        return "https://flo.uri.sh/" + attributes.get("data-src", "").split("?")[0] + "/embed"
    if "infogram-embed" in attributes.get("class", ""):
        return "https://e.infogram.com/" + attributes.get("data-id", "")
    for name in _PERMALINKS:
        value = attributes.get(name, "")
        if value.startswith(("https://", "http://", "//")):
            return complete(value, base)
    links = [mark.href for mark in page.links if first <= mark.block < max(last, first + 1)]
    posts = [complete(href, base) for href in links]
    return next((one for one in reversed(posts) if one and kind_of_embed(one) is EmbedKind.POST), "")
