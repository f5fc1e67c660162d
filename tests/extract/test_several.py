"""Pages that hold several articles: live blogs, and articles one below the other."""

from __future__ import annotations

import json

import pytest
from tests.extract.pages import BODY, page, versions

from newsdesk.model.article import Basis, BlockKind
from newsdesk.model.completeness import CompletenessKind

POSTS = [
    ("Ferry resumes", "The ferry resumes its runs at noon after a pause for the tide, says the port office of Velm."),
    ("Divers go down", "Two divers have gone down to the northern pier for the second time since the storm."),
    ("Bridge shut", "Police have closed the bridge for everybody, and the queue reaches back to the cannery."),
    ("Storm warning", "The weather office warns of gusts of ninety kilometres an hour on the coast tonight."),
]


def test_a_live_blog_that_says_so_gives_a_version_per_post() -> None:
    updates = [
        {"@type": "BlogPosting", "headline": title, "articleBody": body, "datePublished": f"2031-05-05T{12 - n}:00:00Z",
         "url": f"https://courier.example/live#post-{n}"}
        for n, (title, body) in enumerate(POSTS)
    ]  # fmt: skip
    data = {"@type": "LiveBlogPosting", "headline": "Velm bridge stays shut", "liveBlogUpdate": updates}

    main, *posts = versions(page(head=f'<script type="application/ld+json">{json.dumps(data)}</script>'))

    assert main.title == "Velm bridge stays shut"
    assert [(post.title, post.body) for post in posts] == POSTS
    assert all(post.published and post.parent_id == main.article_id for post in posts)
    assert posts[1].address == "https://courier.example/live#post-1"
    assert len({post.article_id for post in posts}) == len(POSTS)


def test_a_live_blog_is_known_by_repetition_of_structure() -> None:
    posts = "".join(
        f'<div class="post" id="p{n}"><time datetime="2031-05-05T{12 - n}:00:00Z">{12 - n}:00</time>'
        f"<h3>{title}</h3><p>{body}</p></div>"
        for n, (title, body) in enumerate(POSTS)
    )
    html = page(title="Live: the storm at Velm", paragraphs=BODY[:2]).replace(
        "</article>", f"<div>{posts}</div></article>"
    )

    _, *found = versions(html)

    assert [post.title for post in found] == [title for title, _ in POSTS]
    assert [post.published.at.hour for post in found if post.published] == [12, 11, 10, 9]
    assert found[0].address.endswith("#p0")


def test_articles_below_each_other_are_parted() -> None:
    """Endless scroll: the neighbour's text never stands under this headline."""
    second = "".join(f"<p>{paragraph.replace('bridge', 'tunnel')}</p>" for paragraph in BODY * 2)
    below = f'<article class="story"><h1>Tunnel to Ostrel floods again</h1>{second}</article>'
    html = page(paragraphs=BODY * 2).replace("</article>", f"</article>{below}", 1)

    main, other = versions(html)

    assert (main.title, other.title) == ("Velm bridge stays shut", "Tunnel to Ostrel floods again")
    assert "tunnel" not in main.body
    assert other.blocks[0].kind is BlockKind.HEADLINE
    assert other.parent_id == main.article_id


NAMES = ("bridge", "tunnel", "market")


def scrolled(tag: str, rank: str, attributes: str, dated: str = "") -> str:
    boxes = ""
    for n, name in enumerate(NAMES):
        paragraphs = "".join(f"<p>{paragraph.replace('bridge', name)}</p>" for paragraph in BODY * 2)
        head = f"<{rank}>The {name} of Velm stays shut</{rank}>{dated.format(5 - n)}"
        boxes += f'<{tag} class="story" {attributes.format(name)}>{head}{paragraphs}</{tag}>'
    meta = '<meta property="og:site_name" content="Velm Courier">'
    title = "<title>The bridge of Velm stays shut | Velm Courier</title>"
    return f"<html><head>{title}{meta}</head><body><main>{boxes}</main></body></html>"


@pytest.mark.parametrize(
    ("tag", "rank", "dated"),
    [
        ("article", "h1", ""), ("div", "h1", ""), ("section", "h1", ""),
        ("div", "h2", '<time datetime="2031-05-0{}T08:00:00Z">May</time>'),
    ],
)  # fmt: skip
def test_sister_boxes_are_articles_whatever_they_are_called(tag: str, rank: str, dated: str) -> None:
    found = versions(scrolled(tag, rank, 'data-url="/news/{}"', dated))

    assert [version.title for version in found] == [f"The {name} of Velm stays shut" for name in NAMES]
    for name, version in zip(NAMES, found, strict=True):
        assert all(other not in version.body for other in NAMES if other != name)
    assert found[1].address == "https://courier.example/news/tunnel"


def test_sections_of_one_article_are_no_articles() -> None:
    html = scrolled("section", "h2", "").replace("<main>", "<main><h1>Velm stays shut</h1>")

    assert len(versions(html)) == 1


def test_posts_that_stand_in_linked_data_alone() -> None:
    updates = [
        {"@type": "BlogPosting", "headline": title, "articleBody": body, "datePublished": f"2031-05-05T{12 - n}:00:00Z"}
        for n, (title, body) in enumerate(POSTS)
    ]
    blog = {"@type": ["NewsArticle", "LiveBlogPosting"], "headline": "The storm, live", "liveBlogUpdate": updates}
    script = f'<script type="application/ld+json">{json.dumps({"@graph": [{"@type": "WebPage"}, blog]})}</script>'
    main, *posts = versions(f"<html><head><title>The storm, live</title>{script}</head><body><div></div></body></html>")

    assert [(post.title, post.body) for post in posts] == POSTS
    assert (main.title, main.completeness.kind) == ("The storm, live", CompletenessKind.WHOLE)
    assert main.completeness.reason == "a live blog of 4 posts"


def test_a_clock_alone_takes_the_day_that_the_page_states() -> None:
    clocks = ("00:20 Uhr", "23:40 Uhr", "12:05 Uhr", "09:30 Uhr")
    items = "".join(
        f'<li class="entry"><span class="time">{clock}</span><h3>{title}</h3><p>{body}</p></li>'
        for clock, (title, body) in zip(clocks, POSTS, strict=True)
    )
    meta = '<meta property="article:published_time" content="2031-05-04T09:00+02:00">'
    head = f"<title>Liveticker: Sturm in Velm</title>{meta}"
    html = (
        f"<html><head>{head}</head><body><main><h1>Liveticker: Sturm in Velm</h1><ol>{items}</ol></main></body></html>"
    )
    _, *posts = versions(html)

    claims = [post.published for post in posts if post.published]
    assert [claim.at.isoformat()[:16] for claim in claims] == [
        "2031-05-04T22:20", "2031-05-04T21:40", "2031-05-04T10:05", "2031-05-04T07:30",
    ]  # fmt: skip
    assert {claim.basis for claim in claims} == {Basis.INFERRED}
