"""Markup as it is found: unclosed, nested wrongly, of the last century, hidden from scripts, or of AMP."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.extract.pages import BODY, page, versions

from newsdesk.model.article import BlockKind

TITLE = "Velm bridge stays shut"
P = "".join(f"<p>{paragraph}</p>" for paragraph in BODY)
HEAD = f"<html><head><title>{TITLE}</title></head>"
AMP = f"""<!doctype html><html ⚡ lang="en"><head><meta charset="utf-8"><title>{TITLE} - Velm Courier</title>
<script async src="https://cdn.ampproject.org/v0.js"></script><noscript><style amp-boilerplate></style></noscript>
</head><body><amp-sidebar id="sb"><ul><li><a href="/a">News</a></li><li><a href="/b">Sport</a></li></ul></amp-sidebar>
<header><amp-img src="/logo.png" width=200 height=40></amp-img></header><article><h1>{TITLE}</h1>
<amp-img src="/lead.jpg" width=1200 height=800 layout="responsive"></amp-img>{P}
<amp-ad width=300 height=250><div>Buy our fish</div></amp-ad><amp-social-share type="twitter"></amp-social-share>
<amp-list src="/r.json"><template type="amp-mustache"><a href="{{{{url}}}}">{{{{title}}}}</a></template></amp-list>
</article><amp-consent id="c"><div id="ui"><p>We and our partners use cookies to store data on your device.</p>
<button>Accept</button></div></amp-consent><footer><p>© Velm Courier</p></footer></body></html>"""

PAGES = {
    "AMP": AMP,
    "paragraphs that nobody closes": f"{HEAD}<body><h1>{TITLE}</h1><div id=content>"
    + "".join(f"<p>{one}" for one in BODY) + "</div><div id=side><ul><li><a href=/x>More<li><a href=/y>Other</ul>",
    "no html and no body": f"<title>{TITLE}</title><h1>{TITLE}</h1>{P}",
    "inline elements closed in the wrong order": f"{HEAD}<body><h1>{TITLE}</h1><div class=story>"
    + "".join(f"<p><b><i>{one[:20]}</b></i>{one[20:]}</p></font>" for one in BODY) + "</span></div></div></div>",
    "two line breaks": f"{HEAD}<body><h1>{TITLE}</h1><div class=story>" + "<br><br>\n".join(BODY) + "</div>",
    "single line breaks in a table": f"{HEAD}<body><center><table width=600><tr><td><font size=5><b>{TITLE}</b></font>"
    "<br><font size=2>" + "<br>&nbsp;&nbsp;&nbsp;".join(BODY) + "</font></td><td><a href=/x>Home</a></td></tr></table>",
    "preformatted": f"{HEAD}<body><pre>{TITLE}\n\n"
    + "\n\n".join(one.replace(" the ", "\nthe ") for one in BODY) + "</pre>",
    "two bodies": f"{HEAD}<body><header>x</header></body><body><article><h1>{TITLE}</h1>{P}</article></body></html>",
    "a comment that nobody closes": f"{HEAD}<body><article><h1>{TITLE}</h1>{P}</article><!-- <script> var x = \"",
    "a script across the head": f"<html><head><title>{TITLE}</title><script>var x=1;</head><body><h1>x</h1></script>"
    f"<article><h1>{TITLE}</h1>{P}</article>",
    "broken attributes": f'{HEAD}<body><div class="a" "b" style=\'x="y>\' onclick="if(a>b){{}}"><article>'
    f"<h1>{TITLE}</h1>{P}</article></div>",
    "for readers without scripts": f"{HEAD}<body><div id=app></div><noscript><article><h1>{TITLE}</h1>"
    f"{P}</article></noscript>",
    "a document within the document": f'{HEAD}<body><story-page><template shadowrootmode="open"><article>'
    f"<h1>{TITLE}</h1>{P}</article></template></story-page>",
    "boxes alone": f"{HEAD}<body><div class=h>{TITLE}</div><div class=c>"
    + "".join(f"<div>{one}</div>" for one in BODY),
    "XHTML": f'<?xml version="1.0" encoding="utf-8"?><html xmlns="http://www.w3.org/1999/xhtml"><head><title>{TITLE}'
    f"</title></head><body><div><h1>{TITLE}</h1>{P}<br/></div></body></html>",
    "empty paragraphs": page("<p>&nbsp;</p><p> </p><p>\u00a0\u00a0</p>"),
    "invisible signs": page(paragraphs=tuple(one.replace("bridge", "bri\u00addge\u200b") for one in BODY)),
    "a document in a frame": page('<iframe srcdoc="&lt;p&gt;Hello from within&lt;/p&gt;"></iframe>'),
    "a drawing": page("<svg><title>Icon of a bridge</title><text>Some text in a drawing</text></svg>"),
}  # fmt: skip


@pytest.mark.parametrize("html", PAGES.values(), ids=PAGES)
def test_the_article_comes_out_of_any_markup(html: str) -> None:
    (version,) = versions(html)

    assert version.title == TITLE
    assert version.body.split("\n\n") == list(BODY)


def test_marks_of_direction_go_from_the_ends_of_lines() -> None:
    path = Path(__file__).parents[1] / "cases" / "scripts" / "ar.txt"
    lines = path.read_text("utf-8").splitlines()[1:]

    (version,) = versions(page(paragraphs=tuple(f"\u200f{line}\u200e" for line in lines)))

    assert version.body.split("\n\n") == lines


def test_line_breaks_part_words_in_any_script() -> None:
    verse = "Über den Hafen<br><b>zieht der Wind</b><br>und die Brücke<br>bleibt zu."

    (version,) = versions(page(f"<p>{verse}</p>"))

    assert "Über den Hafen\nzieht der Wind\nund die Brücke\nbleibt zu." in version.body


def test_links_stay_with_their_line() -> None:
    lines = [BODY[0], BODY[1].replace("divers", '<a href="/divers">divers</a>'), BODY[3]]
    (version,) = versions(f"{HEAD}<body><h1>{TITLE}</h1><div class=story>{'<br>'.join(lines)}</div>")

    assert [block.kind for block in version.body_blocks] == [BlockKind.PARAGRAPH] * 3
    assert [link.span.of(version.text) for link in version.links] == ["divers"]
