"""Everything that is no HTML page: scraped text, records, feeds, mails, and what is refused."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from tests.extract.pages import AT, BODY, read, versions

from newsdesk.extract import extract_page
from newsdesk.model.article import AuthorKind, Basis, BlockKind
from newsdesk.model.outcome import Refused
from newsdesk.model.reason import Reason
from newsdesk.model.snapshot import Form

SHARED = Path(__file__).parents[3] / "shared"


@pytest.mark.skipif(not (SHARED / "seed").is_dir(), reason="the folder with the seed page is not here")
def test_the_seed_page() -> None:
    """All that a careful reader finds in the first page of all."""
    text = (SHARED / "seed" / "page.txt").read_text("utf-8")

    main, second, third = extract_page(text, date="2023-03-08", at=AT)
    (author,) = main.authors
    cards = [block for block in main.blocks if block.kind is BlockKind.RELATED]

    assert main.title == "Stoltenberg: Bakhmut could fall 'in the coming days'"
    assert (main.section, main.reading_time_min) == ("News Feed", 2)
    assert (author.name, author.kind, author.contact) == (
        "The Kyiv Independent news desk",
        AuthorKind.DESK,
        "via email",
    )
    assert author.bio.startswith("We are the news team") and author.bio.endswith("news alerts.")
    assert [block.kind for block in main.body_blocks] == [BlockKind.PARAGRAPH] * 6
    assert main.body.startswith("Bakhmut could potentially fall") and main.body.endswith("with CNN on March 8.")
    assert [card.words.split()[0] for card in cards] == ["Season", "Brigade", "Ukrainian"]
    assert all(card.image for card in cards)
    assert [main.blocks.index(card) for card in cards] == [4, 8, 9]
    assert main.published is not None and main.published.at.date().isoformat() == "2023-03-08"
    assert (main.published.basis, main.published.evidence) == (Basis.INFERRED, "given")
    for item, start in ((second, "The two leaders began"), (third, "The Kyiv Independent visited")):
        assert item.text.startswith(start)
        assert (item.title, item.authors, item.published, item.updated) == ("", (), None, None)
        assert item.parent_id == main.article_id
    for residue in ("Article image", "Avatar", "Read more", "Show More", "Updated"):
        assert residue not in main.text + second.text + third.text


def test_wrapped_lines_of_a_record_become_paragraphs() -> None:
    text = (
        "Showers fell on the cocoa coast of Ostrel all week and\n"
        "ended a drought that had worried planters since early\n"
        "January, the growers' union of the province said.\n"
        "The dry spell means that the second crop will be late\n"
        "this year. REUTER\n\x03"
    )

    (version,) = versions(json.dumps({"id": "r1", "title": "COCOA", "text": text, "ts": "1987-02-26T15:01:01",
                                      "source": "Reuters", "lang": "en"}), Form.RECORD)  # fmt: skip

    assert version.body.split("\n\n") == [
        "Showers fell on the cocoa coast of Ostrel all week and ended a drought that had worried planters since early "
        "January, the growers' union of the province said.",
        "The dry spell means that the second crop will be late this year.",
    ]
    assert version.published is not None
    assert (version.published.evidence, version.published.basis) == ("record", Basis.STATED)
    assert (version.agency, version.site_name, version.language) == ("Reuters", "Reuters", "en")


def test_treebank_tokens_become_words() -> None:
    text = (
        "VELM -LRB- Reuters -RRB- - The bridge , shut since Monday , isn't safe , officials say . \n"
        "`` We do n't trust it , '' said Ilva Sarn , the harbour 's master . \nNobody was hurt , she said . \n"
    )

    (version,) = versions(json.dumps({"id": "t1", "title": "", "text": text, "ts": "2009-03-02"}), Form.RECORD)

    assert version.body.split("\n\n") == [
        "VELM (Reuters) - The bridge, shut since Monday, isn't safe, officials say.",
        "“We don't trust it,” said Ilva Sarn, the harbour's master.",
        "Nobody was hurt, she said.",
    ]


MAIL = b"""From: =?utf-8?q?Port_Office_of_Velm?= <press@velm.example>
Subject: Re: Bridge =?utf-8?b?Y2xvc2Vk?=
Date: Mon, 05 May 2031 10:00:00 +0200
MIME-Version: 1.0
Content-Type: text/plain; charset=utf-8
Content-Transfer-Encoding: quoted-printable

The bridge at Velm is closed until further notice, the port office announce=
s.

A ferry runs every twenty minutes. It costs nothing =E2=80=93 the town pays.

On Sun, 4 May 2031, the editor wrote:
> Is the bridge open?

--=20
Port Office
"""


def test_a_mail_without_quoted_replies_and_signature() -> None:
    (version,) = versions(MAIL, Form.MAIL)

    assert version.title == "Bridge closed"
    assert version.body.split("\n\n") == [
        "The bridge at Velm is closed until further notice, the port office announces.",
        "A ferry runs every twenty minutes. It costs nothing – the town pays.",
    ]
    assert version.published is not None and version.published.at.hour == 8
    assert [(author.name, author.contact) for author in version.authors] == [
        ("Port Office of Velm", "press@velm.example")
    ]


FEED = """<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel>
<title>Velm Courier</title><item><title>Bridge shut</title><link>https://courier.example/a</link>
<pubDate>Mon, 05 May 2031 10:00:00 GMT</pubDate>{}</item></channel></rss>"""


def test_a_feed_with_whole_texts_gives_its_entries() -> None:
    content = "".join(f"<p>{paragraph}</p>" for paragraph in BODY)

    (version,) = versions(FEED.format(f"<content:encoded><![CDATA[{content}]]></content:encoded>"), Form.FEED)

    assert version.body == "\n\n".join(BODY)
    assert (version.title, version.address, version.parent_id) == ("Bridge shut", "https://courier.example/a", "")
    assert version.published is not None and version.published.evidence == "feed"


@pytest.mark.parametrize(
    ("body", "form", "reason"),
    [
        (FEED.format("<description>The bridge is shut.</description>"), Form.FEED, Reason.LINKS_ONLY),
        ("<urlset></urlset>", Form.SITEMAP, Reason.LINKS_ONLY),
        ("not a feed", Form.FEED, Reason.NOT_TEXT),
        ("[1, 2]", Form.RECORD, Reason.NOT_TEXT),
        ('{"id": "x"}', Form.RECORD, Reason.EMPTY),
        ("  \n ", Form.TEXT, Reason.EMPTY),
        (b"\x89PNG\r\n\x1a\n0000", Form.OTHER, Reason.NOT_TEXT),
        (b"\x00\x01\x02\x03\x04" * 50, Form.TEXT, Reason.NOT_TEXT),
        ("<div>" * 60_000 + "x", Form.HTML, Reason.TOO_COMPLEX),
    ],
)
def test_refusals_are_counted_by_reason(body: str | bytes, form: Form, reason: Reason) -> None:
    outcome = read(body, form)

    assert isinstance(outcome, Refused)
    assert outcome.reason is reason


def test_escapes_and_single_quotation_marks_of_treebank_text() -> None:
    text = "VELM , a town , has a ` Right First Time ' service , it says . \nPhotograph : Oda Brenn\\/Courier , Velm . "

    (version,) = versions(json.dumps({"id": "t2", "text": text, "ts": "2012-07-01"}), Form.RECORD)

    assert version.body.split("\n\n") == [
        "VELM, a town, has a ‘Right First Time’ service, it says.",
        "Photograph: Oda Brenn/Courier, Velm.",
    ]


def test_a_sentence_that_goes_on_below_a_table_is_joined() -> None:
    table = "Shr 34 cts vs 1.19 dlrs\nNet 807,000 vs 2,858,000\n"
    text = f"{table}Note: the year includes in 1985 an extraordinary\ngain from tax."

    (version,) = versions(json.dumps({"id": "t3", "title": "NET", "text": text, "ts": "1987-02-26"}), Form.RECORD)

    assert version.body.split("\n\n")[2:] == ["Note: the year includes in 1985 an extraordinary gain from tax."]
