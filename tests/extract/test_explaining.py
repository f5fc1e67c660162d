"""Why blocks were kept or left."""

from __future__ import annotations

from datetime import date

from tests.extract.pages import ADDRESS, BODY, page, snapshot_of, versions

from newsdesk.extract.explaining import ExplainedBlock, Explanation, Verdict, explain_page
from newsdesk.model.siterule import SiteRule


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


PROMOTED = page(
    '<div class="promo"><p>Our readers at the harbour love this letter about bridges.</p></div><div>Short.</div>'
)


def ruled(rule: SiteRule) -> dict[str, ExplainedBlock]:
    body = PROMOTED.encode()
    return {block.words: block for block in explain_page(snapshot_of(body), body, [rule]).blocks}


def test_what_a_rule_removes_names_the_selector_and_the_days() -> None:
    blocks = ruled(SiteRule(host="courier.example", since=date(2031, 1, 1), remove=(".promo",)))
    promo = blocks["Our readers at the harbour love this letter about bridges."]

    assert (promo.verdict, promo.reason) == (Verdict.CUT, ".promo in the rule for courier.example (since 2031-01-01)")
    assert all(blocks[paragraph].verdict is Verdict.KEPT for paragraph in BODY)
    assert blocks["Velm bridge stays shut"].verdict is Verdict.HEADLINE


def test_what_a_rule_takes_names_the_selector() -> None:
    blocks = ruled(SiteRule(host="courier.example", body=("article p",), title="aside h3", remove=("footer",)))

    assert all(blocks[paragraph].verdict is Verdict.TAKEN for paragraph in BODY)
    assert blocks[BODY[0]].reason == "article p in the rule for courier.example"
    assert (blocks["Short."].verdict, blocks["Short."].reason) == (
        Verdict.LEFT, "outside the body of the rule for courier.example"
    )  # fmt: skip
    assert (blocks["Most read"].verdict, blocks["Most read"].reason) == (
        Verdict.HEADLINE, "aside h3 in the rule for courier.example"
    )  # fmt: skip
    assert blocks["Imprint"].verdict is Verdict.CUT


def test_a_rule_that_does_not_hold_changes_nothing() -> None:
    rules = [SiteRule(host="herald.example", body=("p",)), SiteRule(host="courier.example", until=date(2031, 1, 1))]
    body = PROMOTED.encode()

    assert explain_page(snapshot_of(body), body, rules) == explain(PROMOTED)
