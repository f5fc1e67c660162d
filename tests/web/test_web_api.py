"""The read API."""

from __future__ import annotations

from starlette.testclient import TestClient

from newsdesk.model.identity import make_id


def test_items_page_by_page(client: TestClient) -> None:
    """Every item once, over as many pages as it takes."""
    met: list[str] = []
    before = ""
    while True:
        page = client.get("/api/items", params={"limit": 7, "before": before}).json()
        met += [item["id"] for item in page["items"]]
        before = page["next"]
        if not before:
            break

    assert len(met) == len(set(met)) == 30


def test_item_has_its_states_sentences_and_citations(client: TestClient) -> None:
    item = client.get(f"/api/items/{make_id('itm', make_id('sto', 'bridge'), 1)}").json()
    newest = item["states"][-1]
    said = next(one for one in newest["sentences"] if one["said"])

    assert [state["kind"] for state in item["states"]] == ["publication", "update"]
    assert newest["by_rule"] == "two_origins"
    assert said["said"]["chain"][0] == {
        "kind": "interview",
        "party": "Radio Tallow",
        "words": "in an interview with Radio Tallow on May 13",
        "day": "2025-05-13",
    }
    assert said["citations"][0]["words"] == said["text"]
    assert item["address"].startswith("http://testserver/news/kestrel-bridge")


def test_withdrawn_item_gives_no_summary(client: TestClient) -> None:
    item = client.get(f"/api/items/{make_id('itm', make_id('sto', 'withdrawn'), 1)}").json()

    assert (item["kind"], item["summary"]) == ("retraction", "")


def test_stories_statements_and_search(client: TestClient) -> None:
    story = make_id("sto", "bridge")

    assert client.get(f"/api/stories/{story}").json()["items"][0]["story_id"] == story
    assert len(client.get("/api/stories", params={"limit": 5}).json()) == 5
    (statement,) = client.get("/api/statements", params={"person": "ilsa marend"}).json()
    assert statement["sentence"]["said"]["speaker"] == "Ilsa Marend"
    assert client.get("/api/search", params={"q": "kestrel"}).json()["items"][0]["headline"].startswith("Kestrel")


def test_what_is_not_there_is_told_as_json(client: TestClient) -> None:
    for path in ("/api/items/itm-none", "/api/stories/sto-none", "/api/none"):
        answer = client.get(path)
        assert (answer.status_code, answer.headers["content-type"]) == (404, "application/json")
    assert client.get("/api/items?limit=0").status_code == 422


def test_page_names_every_address_and_loads_nothing_of_others(client: TestClient) -> None:
    described = client.get("/api/openapi.json").json()
    page = client.get("/api/").text

    assert described["openapi"].startswith("3.")
    assert all(f"/api{path}" in page for path in described["paths"])
    assert client.get("/api/docs").status_code == 404
