"""Why blocks were kept or left."""

from __future__ import annotations

from tests.extract.pages import ADDRESS, BODY, page, snapshot_of, versions

from newsdesk.extract.explaining import Explanation, Verdict, explain_page


def explain(text: str, address: str = ADDRESS) -> Explanation:
    body = text.encode()
    return explain_page(snapshot_of(body, address=address), body)


def verdicts(explanation: Explanation) -> dict[str, Verdict]:
    return {block.words: block.verdict for block in explanation.blocks}


def test_every_block_has_a_verdict_and_a_reason() -> None:
    text = page("<p>Correction: an earlier version of this report gave another length of the crack.</p>")
    explanation = explain(text)
    found = verdicts(explanation)

    assert all(found[paragraph] is Verdict.KEPT for paragraph in BODY)
    assert found["Velm bridge stays shut"] is Verdict.HEADLINE
    assert found["Most read"] is Verdict.LEFT
    assert "Weather" not in found  # Menus are cut before there are blocks.
    assert all(block.reason for block in explanation.blocks)
    (note,) = [block for block in explanation.blocks if block.words.startswith("Correction")]
    assert (note.verdict, note.reason) == (Verdict.REMOVED, "a note of correction, which stands beside the text")


def test_what_is_explained_is_what_was_read() -> None:
    text = page('<p>Velm bridge stays shut</p><figure><img src="/a.jpg"><figcaption>The pier</figcaption></figure>')
    explanation = explain(text)
    (version,) = versions(text)

    kept = [block.words for block in explanation.blocks if block.verdict in (Verdict.KEPT, Verdict.ADDED)]
    assert "\n\n".join(kept) == version.body
    assert explanation.completeness == version.completeness
    assert explanation.title == version.title


def test_a_refusal_is_explained_too() -> None:
    explanation = explain("<html><body><nav><a href='/a'>Home</a></nav></body></html>")

    assert explanation.refusal.startswith("not_an_article")
    assert explanation.completeness is None
    assert [block.verdict for block in explanation.blocks] == [Verdict.LEFT]
