"""What is said of a text that isn't a whole article, and how sure the reader is."""

from __future__ import annotations

import pytest
from tests.extract.pages import BODY, page, versions

from newsdesk.extract.render import as_data, as_text
from newsdesk.model.completeness import CompletenessKind
from newsdesk.model.snapshot import Form

LINKED = '<script type="application/ld+json">{"@type": "NewsArticle", %s}</script>'
LONG = " ".join(BODY)
SAID = '<meta property="og:type" content="article">'
SHOWN = BODY[:2]


def article(paragraphs: tuple[str, ...], below: str = "", head: str = "", title: str = "Velm bridge stays shut") -> str:
    return page(head=head, paragraphs=paragraphs, title=title).replace("</article>", f"{below}</article>")


CASES = {
    "a locked article": (article(SHOWN, head=LINKED % '"isAccessibleForFree": false'), CompletenessKind.TEASER),
    "a demand to pay": (article(BODY, below="<div>Subscribe to continue reading</div>"), CompletenessKind.PAYWALL),
    "less than the page states": (article(SHOWN, head=LINKED % f'"articleBody": "{LONG}"'), CompletenessKind.CUT),
    "an end in dots": (article((*SHOWN, "The town pays for the ferry and […]")), CompletenessKind.TEASER),
    "hardly a word": (
        article(("The bridge at Velm stays shut, the port office said today.",), head=SAID), CompletenessKind.EMPTY),
    "a missing page": (article((BODY[0],) * 2, title="404: page not found"), CompletenessKind.ERROR),
    "a demand to agree": (
        article(("We and our partners store cookies on your device, and ask for your consent to read the news of Velm.",
                 "Your consent holds for a year. You can take it back at any time on the page on privacy and data."),
                head=SAID),
        CompletenessKind.CONSENT),
    "a film": (
        article(SHOWN, head='<meta property="og:type" content="video.other">'), CompletenessKind.VIDEO),
    "pictures": (
        article(SHOWN, below="".join(
            f'<figure><img src="/pier-{n}.jpg" width="900"><figcaption>The pier, view {n}</figcaption></figure>'
            f"<p>The crack in the pier from the {side}.</p>"
            for n, side in enumerate(("north", "south", "east", "west", "water", "air")))),
        CompletenessKind.GALLERY),
}  # fmt: skip


@pytest.mark.parametrize("case", CASES)
def test_what_is_not_whole_says_so_with_the_reason(case: str) -> None:
    text, kind = CASES[case]
    (version,) = versions(text)

    assert (version.completeness.kind, version.completeness.sure) == (kind, False)
    assert version.completeness.reason
    assert f"not whole: {kind.value} ({version.completeness.reason})" in as_text(version)


def test_a_plain_article_is_whole_and_surely_so() -> None:
    (version,) = versions(page())

    assert (version.completeness.kind, version.completeness.sure) == (CompletenessKind.WHOLE, True)
    assert version.completeness.confidence is not None
    assert version.completeness.confidence > 0.8
    assert as_data(version)["completeness"]["sure"] is True
    assert "whole" not in as_text(version)


def test_a_quotation_mark_at_the_end_cuts_nothing() -> None:
    (version,) = versions(page(paragraphs=(*BODY[:3], "Директор порта Велма ответил: «Мы подождём ещё неделю»")))

    assert version.completeness.kind is CompletenessKind.WHOLE


def test_nothing_is_weighed_where_there_is_no_page() -> None:
    (version,) = versions("\n\n".join(["Velm bridge stays shut", *BODY]), form=Form.TEXT)

    assert (version.completeness.kind, version.completeness.confidence) == (CompletenessKind.UNKNOWN, None)
