"""schema.org NewsArticle as JSON-LD, for the head of an item's page."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from newsdesk.model.brief import Brief, Citation
from newsdesk.model.update import Update, UpdateKind
from newsdesk.publish.markup import clean
from newsdesk.publish.site import Site, title_of
from newsdesk.reading import count_words, reading_minutes

MAX_HEADLINE = 110
"""Longer headlines are refused by readers of the format."""
_UNSAFE = str.maketrans({"<": "\\u003c", ">": "\\u003e", "&": "\\u0026", "\u2028": "\\u2028", "\u2029": "\\u2029"})


def jsonld(update: Update, site: Site, history: Sequence[Update] = ()) -> str:
    """Render an item's newest state. `history` is all its states, oldest first, for the notes of correction.

    The text is safe between <script> tags: no markup can begin in it.
    """
    return msgspec.json.encode(article(update, site, history)).decode().translate(_UNSAFE)


def article(update: Update, site: Site, history: Sequence[Update] = ()) -> dict[str, object]:
    """Return the NewsArticle as an object of JSON; what is empty is left out."""
    brief, address = update.brief, site.at(update.address)
    retracted = update.kind is UpdateKind.RETRACTION
    desk = _desk(site)
    fields: dict[str, object] = {
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "@id": f"{address}#item",
        "identifier": update.item_id,
        "url": address,
        "mainEntityOfPage": {"@type": "WebPage", "@id": address},
        "headline": _shortened(clean(title_of(update))),
        "inLanguage": brief.language,
        "datePublished": update.first_published.isoformat(),
        "dateModified": update.at.isoformat(),
        "author": desk,
        "publisher": {"@type": "NewsMediaOrganization", "name": clean(site.name), "url": site.at("/")},
        "isAccessibleForFree": True,
        "creativeWorkStatus": "Retracted" if retracted else "Published",
        "version": update.number,
        "correction": [_correction(one) for one in history or (update,) if one.note],
    }
    if not retracted:
        fields.update(_words(brief))
    return {key: value for key, value in fields.items() if value not in ("", [], None)}


def _words(brief: Brief) -> dict[str, object]:
    body = clean("\n\n".join(sentence.text for sentence in brief.sentences))
    cited = {c.version_id: c for sentence in brief.sentences for c in sentence.citations}
    works = [_work(citation) for citation in cited.values()]
    return {
        "description": clean(brief.sentences[0].text) if brief.sentences else "",
        "articleBody": body,
        "articleSection": brief.topic,
        "wordCount": count_words(body),
        "timeRequired": f"PT{reading_minutes(body, brief.language)}M",
        "citation": works,
        "isBasedOn": sorted({citation.address for citation in cited.values() if citation.address.startswith("http")}),
        "contentLocation": [
            {
                "@type": "Place",
                "name": clean(place.name),
                "geo": {"@type": "GeoCoordinates", "latitude": place.lat, "longitude": place.lon},
            }
            for place in brief.places
        ],
        "mentions": [
            {"@type": "Person", "name": clean(person.name)}
            | ({"jobTitle": clean(person.office)} if person.office else {})
            for person in brief.people
        ],
    }


def _desk(site: Site) -> dict[str, str]:
    desk = {
        "@type": "Organization",
        "name": clean(site.desk),
        "url": site.at("/about"),
        "description": clean(site.about),
    }
    return {key: value for key, value in {**desk, "email": clean(site.contact)}.items() if value}


def _work(citation: Citation) -> dict[str, object]:
    work = {
        "@type": "NewsArticle",
        "name": clean(citation.title),
        "url": citation.address if citation.address.startswith("http") else "",
        "datePublished": citation.published,
        "publisher": {"@type": "Organization", "name": clean(citation.source_name)} if citation.source_name else "",
    }
    return {key: value for key, value in work.items() if value}


def _correction(update: Update) -> dict[str, str]:
    return {"@type": "CorrectionComment", "text": clean(update.note), "datePublished": update.at.isoformat()}


def _shortened(headline: str) -> str:
    if len(headline) <= MAX_HEADLINE:
        return headline
    return f"{headline[: MAX_HEADLINE - 1].rsplit(' ', 1)[0]}…"
