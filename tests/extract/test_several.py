"""Pages that hold several articles: live blogs, and articles one below the other."""

from __future__ import annotations

import json

from tests.extract.pages import BODY, page, versions

from newsdesk.model.article import BlockKind

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
