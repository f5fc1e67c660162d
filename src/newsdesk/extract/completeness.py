"""Whether what was read is a whole article: what the page says against it, and how likely it is."""

from __future__ import annotations

import re

from newsdesk.extract.content import Content
from newsdesk.extract.draft import Draft
from newsdesk.extract.linked import LinkedData, text_of, types_of
from newsdesk.extract.page import Page
from newsdesk.extract.weighing import figures_of, likelihood, weights
from newsdesk.model.article import BlockKind
from newsdesk.model.completeness import Completeness, CompletenessKind

_PAYWALL = re.compile(
    r"subscribe (?:now )?to (?:read|continue|keep reading|unlock)|to (?:read|continue reading) (?:the full|"
    r"this) (?:story|article)|"
    r"(?:this|the) (?:article|story|content) is (?:for|only available to|reserved for|"
    r"exclusive to) (?:\w+ )?(?:subscribers|members)|already a subscriber\?|"
    r"jetzt weiterlesen|weiterlesen mit|artikel ist (?:nur )?für abonnenten|exklusiv für abonnenten|"
    r"réservé aux abonnés|la suite est réservée|"
    r"contenido exclusivo para suscriptores|riservato agli abbonati|exclusivo para assinantes|для подписчиков|"
    r"дальше — по подписке|"
    r"dostęp (?:tylko )?dla prenumeratorów|pozostało \d+ ?% (?:artykułu|tekstu)|有料会員|会員限定|prenumeranter|"
    r"kun for abonnenter",
    re.I,
)
_PAYWALL_STEMS = (
    "subscri", "to read", "to continue", "members", "weiterlesen", "abonn", "suscriptor", "abbonati", "assinantes",
    "подпис", "prenumer", "pozostało", "会員",
)  # fmt: skip
"""One of these is in whatever `_PAYWALL` finds; looking for them first takes a fraction of the time."""
_CUT = re.compile(r"(?:…|\.\.\.|\[…\]|\[\.\.\.\]|>>)\s*$")
_ERROR = re.compile(
    r"^\W*(?:error\s*)?(?:40[0-4]|410|50[0-4])\b|\b(?:page|article|file|content) (?:was |could )?(?:not|n['’]t) "
    r"(?:be )?(?:found|available)|^\W*(?:not found|access denied|forbidden|service unavailable|bad gateway|"
    r"just a moment|attention required|are you a robot|robot check|captcha|site under maintenance)\b|"
    r"seite (?:wurde )?nicht (?:gefunden|verfügbar)|page (?:introuvable|non trouvée)|página no encontrada|"
    r"pagina non trovata|página não encontrada|nie znaleziono strony|страница не найдена|сторінку не знайдено|"
    r"ページが見つかりません|页面不存在|找不到(?:网页|頁面)",
    re.IGNORECASE,
)
_CONSENT = re.compile(
    r"\bcookies?\b|\bconsent\b|\bdatenschutz\w*|einwilligung|zustimm\w+|\bprivacy\b|consentement|"
    r"\bpartners? (?:store|process)|werbe-?tracking|согласи[ея]|ciasteczk",
    re.IGNORECASE,
)
_MIN_CHARS, _MIN_DENSE = 140, 50
"""A body of fewer characters is hardly any, in scripts with and without blanks."""
_SHORT, _MAX_ERROR, _MAX_BESIDE_FILM, _MAX_LOCKED = 700, 900, 500, 1500
_MIN_PICTURES, _CHARS_PER_PICTURE = 5, 160
_MIN_TEASERS, _MIN_HEADLINE, _MAX_TEASER = 4, 25, 500
_MIN_STATED, _SHARE = 400, 0.6


def completeness_of(page: Page, linked: LinkedData, content: Content, main: Draft) -> Completeness:
    """Say whether the main article of a page is whole, and why not; `content` is what was kept of the page for it."""
    body = main.body
    confidence = round(likelihood(figures_of(content, len(body))), 3)
    for kind, reason in (
        _fault(page, main, body),
        _lock(page, linked, content, main.paywalled, body),
        _other_kind(page, linked, content, main, body),
    ):
        if kind is not CompletenessKind.WHOLE:
            return Completeness(kind=kind, reason=reason, confidence=confidence)
    return Completeness(kind=CompletenessKind.WHOLE, confidence=confidence, sure=confidence >= weights().sure)


def is_paywalled(page: Page, linked: LinkedData, last: int) -> bool:
    """Tell whether the page keeps the article from readers who don't pay; `last`: one past the body's last block."""
    free = linked.article.get("isAccessibleForFree")
    locked = str(text_of(free) if not isinstance(free, bool) else free).lower() == "false"
    tier = page.meta.get("article:content_tier", "").lower()
    return locked or tier in {"locked", "metered"} or bool(_asked(page, last))


def _asked(page: Page, last: int) -> str:
    """What asks readers to pay, at the end of the body or below it; empty when nothing does."""
    texts = [text for text in page.texts[max(last - 3, 0) : last + 12] if len(text) < 400]
    joined = "\n".join(texts).lower()
    if any(map(joined.__contains__, _PAYWALL_STEMS)):
        for text in texts:
            found = _PAYWALL.search(text)
            if found:
                return found[0]
    return ""


def _fault(page: Page, main: Draft, body: str) -> tuple[CompletenessKind, str]:
    """Pages that stand in an article's place: of errors, and of demands."""
    if len(body) < _MAX_ERROR:
        for title in (main.title, page.head_title):
            found = _ERROR.search(title)
            if found:
                return CompletenessKind.ERROR, f"title: {title[:80]}"
        words = [block.words for block in main.blocks if block.kind is not BlockKind.RELATED]
        n_about = sum(len(text) for text in words if _CONSENT.search(text))
        if n_about > 0.5 * max(len(body), 1):
            return CompletenessKind.CONSENT, f"{n_about} of {len(body)} characters speak of cookies and consent"
    if len(body) < _MIN_CHARS:
        dense = sum(char > "\u2e80" for char in body) > 0.3 * len(body)
        if not dense or len(body) < _MIN_DENSE:
            return CompletenessKind.EMPTY, f"{len(body)} characters of text"
    return CompletenessKind.WHOLE, ""


def _lock(page: Page, linked: LinkedData, content: Content, paywalled: bool, body: str) -> tuple[CompletenessKind, str]:
    """Texts that end before the article does."""
    stated = text_of(linked.article.get("articleBody"))
    if len(stated) > _MIN_STATED and len(body) < _SHARE * len(stated):
        kind = CompletenessKind.PAYWALL if paywalled else CompletenessKind.CUT
        return kind, f"{len(body)} of the {len(stated)} characters that the page states"
    metered = page.meta.get("article:content_tier", "").lower() == "metered"
    asked = _asked(page, content.last) if paywalled and len(body) < _MAX_LOCKED else ""
    if paywalled and (asked or not metered) and len(body) < _MAX_LOCKED:
        kind = CompletenessKind.PAYWALL if len(body) > 400 else CompletenessKind.TEASER
        return kind, asked or "the page states that it is not free"
    if len(body) < _SHORT and _CUT.search(body):
        return CompletenessKind.TEASER, f"ends with {body[-20:].strip()}"
    return CompletenessKind.WHOLE, ""


def _other_kind(
    page: Page, linked: LinkedData, content: Content, main: Draft, body: str
) -> tuple[CompletenessKind, str]:
    """Pages whose matter is not a text: films, pictures, lists of links."""
    is_film = page.meta.get("og:type", "").lower().startswith("video") or (
        not linked.article and any("VideoObject" in types_of(thing) for thing in linked.things)
    )
    if is_film and len(body) < _MAX_BESIDE_FILM:
        return CompletenessKind.VIDEO, f"a film with {len(body)} characters of text"
    n_pictures = sum(block.kind is BlockKind.FIGURE for block in main.blocks)
    if n_pictures >= _MIN_PICTURES and len(body) < _CHARS_PER_PICTURE * n_pictures:
        return CompletenessKind.GALLERY, f"{n_pictures} pictures, {len(body)} characters of text"
    n_teasers = _count_teasers(page, content)
    if n_teasers >= _MIN_TEASERS and n_teasers > 0.4 * len(content.kept):
        return CompletenessKind.LISTING, f"{n_teasers} of {len(content.kept)} blocks stand below a linked headline"
    return CompletenessKind.WHOLE, ""


def _count_teasers(page: Page, content: Content) -> int:
    """The number of kept blocks right below a headline that links elsewhere: teasers of other texts."""
    n_teasers = 0
    for block in content.kept:
        above = page.texts[block - 1] if block else ""
        if len(above) >= _MIN_HEADLINE and page.inline[block - 1].link_chars >= 0.8 * len(above):
            n_teasers += _MIN_HEADLINE <= len(page.texts[block]) <= _MAX_TEASER
    return n_teasers
