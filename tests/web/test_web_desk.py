"""The desk: log-in, and an item's way from waiting to withdrawn, through its forms alone."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import timedelta
from html import unescape

import pytest
from argon2 import PasswordHasher
from desk_building import NOW, WIRE, Desk
from starlette.testclient import TestClient

from newsdesk.model.decision import Act
from newsdesk.model.identity import make_id
from newsdesk.settings import Settings
from newsdesk.store import Account, Store
from newsdesk.web.app import make_app
from newsdesk.web.desk.throttle import FREE

PASSWORD = "a long pass phrase"
WAITING = f"/desk/story/{make_id('sto', 'waiting', 0)}"
BRIDGE = f"/desk/story/{make_id('sto', 'bridge')}"
FLOOD = f"/desk/story/{make_id('sto', 'flood')}"


@pytest.fixture(scope="session")
def hashed() -> str:
    """As hashed with the least effort, since Argon2 takes its time on purpose."""
    return PasswordHasher(time_cost=1, memory_cost=8, parallelism=1).hash(PASSWORD)


@pytest.fixture
def stranger(own_store: Store, settings: Settings, hashed: str) -> Iterator[TestClient]:
    with own_store.write() as tx:
        tx.accounts.save(Account(name="Ada", password_hash=hashed, created=NOW))
    with TestClient(make_app(own_store, settings), follow_redirects=False) as made:
        yield made


@pytest.fixture
def editor(stranger: TestClient) -> TestClient:
    answer = stranger.post("/desk/login", data={"name": "ada", "password": PASSWORD, "next": "/desk/log"})
    assert (answer.status_code, answer.headers["location"]) == (303, "/desk/log")
    return stranger


def fields(page: str) -> dict[str, str]:
    """What a browser would send with the form that edits an item."""
    form = page[page.index('<form id="edit"') :]
    form = form[: form.index("</form>")]
    found = dict(re.findall(r'<input[^>]*?name="([^"]+)"[^>]*?value="([^"]*)"', form))
    found |= dict(re.findall(r'<textarea[^>]*?name="([^"]+)"[^>]*?>(.*?)</textarea>', form, re.DOTALL))
    return {name: unescape(value) for name, value in found.items() if not name.startswith("drop-")}


def act(editor: TestClient, story: str, act: Act | str, **changes: str) -> str:
    """Fill the form of a story, press one of its buttons, and return the page that follows."""
    data = fields(editor.get(story).text) | changes | {"act": str(act)}
    answer = editor.post(f"{story}/item", data=data)
    return editor.get(answer.headers["location"]).text if answer.status_code == 303 else answer.text


def token(editor: TestClient) -> str:
    found = re.search(r'name="token" value="([^"]+)"', editor.get("/desk").text)
    assert found
    return found[1]


@pytest.mark.parametrize("path", ["/desk", "/desk/log", "/desk/sources", WAITING])
def test_nobody_passes_without_a_log_in(stranger: TestClient, path: str) -> None:
    answer = stranger.get(path)

    assert answer.status_code == 303
    assert answer.headers["location"].startswith("/desk/login?next=/desk")


@pytest.mark.parametrize(("name", "password"), [("Ada", "wrong"), ("Nobody", PASSWORD), ("", ""), ("Ada", "")])
def test_wrong_names_and_passwords_are_told_the_same(stranger: TestClient, name: str, password: str) -> None:
    answer = stranger.post("/desk/login", data={"name": name, "password": password})

    assert answer.status_code == 403
    assert "do not belong together" in answer.text
    assert "set-cookie" not in answer.headers


def test_guessing_is_slowed_down(stranger: TestClient) -> None:
    answers = [stranger.post("/desk/login", data={"name": "Ada", "password": f"{n}"}) for n in range(FREE + 1)]

    assert [one.status_code for one in answers] == [403] * FREE + [429]
    assert int(answers[-1].headers["retry-after"]) > 0


def test_cookie_is_strict_and_hidden_from_scripts(stranger: TestClient) -> None:
    answer = stranger.post("/desk/login", data={"name": "Ada", "password": PASSWORD})
    cookie = answer.headers["set-cookie"].lower()

    assert "httponly" in cookie
    assert "samesite=strict" in cookie
    assert "path=/desk" in cookie


def test_forged_cookie_and_changed_password_end_the_session(editor: TestClient, own_store: Store, hashed: str) -> None:
    assert editor.get("/desk").status_code == 200
    with own_store.write() as tx:
        tx.accounts.save(Account(name="Ada", password_hash=hashed + "x", created=NOW))
    assert editor.get("/desk").status_code == 303
    editor.cookies.set("newsdesk_desk", "forged", path="/desk")
    assert editor.get("/desk").status_code == 303


def test_forms_need_their_token_and_this_site(editor: TestClient) -> None:
    right = token(editor)

    assert editor.post(f"{WAITING}/item", data={"act": "publish"}).status_code == 403
    assert editor.post(f"{WAITING}/item", data={"act": "publish", "token": "wrong"}).status_code == 403
    other = {"sec-fetch-site": "cross-site"}
    assert editor.post("/desk/logout", data={"token": right}, headers=other).status_code == 403
    assert editor.post("/desk/logout", data={"token": right}).status_code == 303
    assert editor.get("/desk").status_code == 303


def test_queue_says_what_waits_and_why(editor: TestClient) -> None:
    page = editor.get("/desk").text

    assert "Power cut in Saltmarsh" in page
    assert "The rule two_origins asks for 2 independent origins; the brief has 1." in page
    assert page.index("Power cut in Saltmarsh") < page.index("Kestrel Bridge closed")


def test_story_shows_reports_beside_the_draft(editor: TestClient) -> None:
    page = editor.get(BRIDGE).text

    assert "Ferries will carry passengers" in page
    assert "Minister: no crossing until the pier is safe" in page
    assert "shares the place and four rare words" in page.lower()
    assert "said by Ilsa Marend" in page
    assert "Harbour, 82 % sure" in page


def test_item_goes_from_waiting_to_withdrawn(editor: TestClient, own_store: Store) -> None:
    """Submit, send back, submit, approve, publish, correct, withdraw, lift: each seen by readers as it should be."""
    assert "up for review" in act(editor, WAITING, Act.SUBMIT)
    assert "needs a reason" in act(editor, WAITING, Act.RETURN)
    assert "back with its author" in act(editor, WAITING, Act.RETURN, reason="Say when.")
    act(editor, WAITING, Act.SUBMIT)
    assert "It is approved" in act(editor, WAITING, Act.APPROVE)
    assert "Power cut" not in editor.get("/").text
    assert "Readers see it now" in act(editor, WAITING, Act.PUBLISH)
    assert "Power cut in Saltmarsh" in editor.get("/").text
    assert "needs a note" in act(
        editor, WAITING, Act.CORRECT, **{"text-0": "In Saltmarsh the lights went out at noon."}
    )
    changed = {"text-0": "In Saltmarsh the lights went out at noon.", "note": "The order of words was odd."}
    assert "The correction is published" in act(editor, WAITING, Act.CORRECT, **changed)
    assert "The order of words was odd." in editor.get("/corrections").text
    assert "It is withdrawn" in act(editor, WAITING, Act.RETRACT, note="It was a test.")
    assert "Power cut" not in editor.get("/").text
    found = re.search(r'name="decision" value="([^"]+)"', editor.get(WAITING).text)
    assert found
    data = {"token": token(editor), "act": "undo", "decision": found[1]}
    assert editor.post(f"{WAITING}/story", data=data).status_code == 303
    assert "Power cut in Saltmarsh" in editor.get("/").text
    with own_store.read() as view:
        assert all(books.balanced for books in view.outcomes.books() if books.stage == "publish")
        assert {one.actor for one in view.decisions.of_story(make_id("sto", "waiting", 0))} == {"editor:Ada"}


def test_gate_objects_at_the_sentence_and_nothing_is_lost(editor: TestClient, own_store: Store) -> None:
    before = len(store_log(own_store))
    page = act(editor, WAITING, Act.PUBLISH, **{"text-0": "The lights went out in Saltmarsh at noon, said Bob Smith."})

    assert "Nothing was saved" in page
    assert 'aria-invalid="true"' in page
    assert "said Bob Smith." in page
    assert len(store_log(own_store)) == before


def store_log(own_store: Store) -> tuple[object, ...]:
    with own_store.read() as view:
        return view.decisions.log(1000)


def test_edit_reorders_and_leaves_out_and_keeps_citations(editor: TestClient, own_store: Store) -> None:
    act(editor, BRIDGE, Act.EDIT, **{"order-1": "0", "drop-6": "yes"})
    with own_store.read() as view:
        brief = view.decisions.of_story(BRIDGE.rpartition("/")[2])[-1].brief

    assert brief
    assert brief.sentences[0].text.startswith("Ferries")
    assert not any("1968" in sentence.text for sentence in brief.sentences)
    assert all(sentence.citations for sentence in brief.sentences)


def test_editing_the_same_text_twice_is_noticed(editor: TestClient) -> None:
    old = fields(editor.get(BRIDGE).text) | {"act": "edit"}
    act(editor, BRIDGE, Act.EDIT, **{"drop-6": "yes"})
    answer = editor.post(f"{BRIDGE}/item", data=old | {"text-0": "Mine."})

    assert answer.status_code == 409
    assert "Somebody else changed this item" in answer.text
    assert "Mine." in answer.text


def test_publishing_what_readers_have_is_refused_whole(editor: TestClient, own_store: Store) -> None:
    before = len(store_log(own_store))

    assert "Readers would see nothing new" in act(editor, BRIDGE, Act.PUBLISH)
    assert len(store_log(own_store)) == before


def test_provenance_is_for_editors_and_says_so_when_nobody_is_heard(editor: TestClient) -> None:
    page = editor.get(f"{BRIDGE}/provenance")

    assert page.status_code == 200
    assert "Through whom we know it" in page.text
    assert "No report of this story says who said something." in page.text
    assert editor.get("/desk/story/sto-none/provenance").status_code == 404


def test_provenance_shows_recycled_background_and_its_passages(editor: TestClient, own_store: Store) -> None:
    """Background of a report of another story, too, which the link leads to."""
    background = "The dyke at Lower Orlen was raised by a metre in 1987, after a flood in which eleven people drowned."
    flood = FLOOD.rpartition("/")[2]
    news = "Divers went down to the third pier at noon. They saw no new cracks, the harbour office said at one o’clock."
    desk = Desk(own_store)
    held = desk.report(flood, WIRE, "Dyke holds", f"{news[:60]}\n\n{background}", NOW - timedelta(days=2))
    desk.report(BRIDGE.rpartition("/")[2], WIRE, "Divers see no new cracks", f"{news}\n\n{background}", NOW)

    page = editor.get(f"{BRIDGE}/provenance").text

    assert "Shared text" in page
    assert "words of background from “Dyke holds” (Meridian Wire), 2 days older" in page
    assert background.rstrip(".") in page
    assert f"{FLOOD}#{held.id}" in page


def test_stories_are_merged_split_and_put_back(editor: TestClient, own_store: Store) -> None:
    data = {"token": token(editor), "act": "merge", "other": BRIDGE.rpartition("/")[2], "reason": "One river."}
    answer = editor.post(f"{FLOOD}/story", data=data)
    assert answer.headers["location"] == f"{BRIDGE}?done=merge"
    page = editor.get(BRIDGE).text
    assert "Ten homes flooded at Lower Orlen" in page
    version_ids = re.findall(r'name="version" value="([^"]+)"', page)
    assert len(version_ids) == 3

    split = {"token": token(editor), "act": "split", "version": version_ids[:1]}
    assert editor.post(f"{BRIDGE}/story", data=split).status_code == 303
    with own_store.read() as view:
        assert len(view.stories.version_ids(BRIDGE.rpartition("/")[2])) == 2


def test_a_single_stranger_is_moved_to_another_story_and_back(editor: TestClient, own_store: Store) -> None:
    bridge, flood = BRIDGE.rpartition("/")[2], FLOOD.rpartition("/")[2]
    page = editor.get(BRIDGE).text
    assert f'<option value="{flood}">' in page[page.index('id="into"') :]
    stranger = re.findall(r'name="version" value="([^"]+)"', page)[0]
    data = {"token": token(editor), "act": "move", "version": stranger, "into": flood, "reason": "It is the flood’s."}

    answer = editor.post(f"{BRIDGE}/story", data=data)

    assert answer.headers["location"] == f"{BRIDGE}?done=move"
    assert "The reports belong to the other story now." in editor.get(answer.headers["location"]).text
    target = editor.get(FLOOD).text
    assert stranger in target
    assert "Put here by an editor (100%): It is the flood’s." in target
    with own_store.read() as view:
        assert view.stories.story_of(stranger) == flood
    found = re.search(r'name="decision" value="([^"]+)"', editor.get(BRIDGE).text)
    assert found
    undo = {"token": token(editor), "act": "undo", "decision": found[1]}
    assert editor.post(f"{BRIDGE}/story", data=undo).status_code == 303
    with own_store.read() as view:
        assert view.stories.story_of(stranger) == bridge


@pytest.mark.parametrize("into", ["", "sto-none", BRIDGE.rpartition("/")[2]])
def test_a_move_needs_another_story_that_stands(editor: TestClient, into: str) -> None:
    marked = re.findall(r'name="version" value="([^"]+)"', editor.get(BRIDGE).text)[:1]
    data = {"token": token(editor), "act": "move", "version": marked, "into": into}

    answer = editor.post(f"{BRIDGE}/story", data=data)

    assert answer.status_code == 409
    assert 'role="alert"' in answer.text


def test_merge_is_taken_back(editor: TestClient, own_store: Store) -> None:
    """The stories stand by themselves again, each with its reports and its items."""
    data = {"token": token(editor), "act": "merge", "other": BRIDGE.rpartition("/")[2]}
    editor.post(f"{FLOOD}/story", data=data)
    found = re.search(r'name="decision" value="([^"]+)"', editor.get(BRIDGE).text)
    assert found
    undo = {"token": token(editor), "act": "undo", "decision": found[1]}
    assert editor.post(f"{BRIDGE}/story", data=undo).status_code == 303

    with own_store.read() as view:
        assert len(view.stories.version_ids(FLOOD.rpartition("/")[2])) == 1
        assert len(view.stories.version_ids(BRIDGE.rpartition("/")[2])) == 2
    assert editor.get(FLOOD.removeprefix("/desk")).status_code == 200
    assert "Ten homes" not in editor.get(BRIDGE.removeprefix("/desk")).text


@pytest.mark.parametrize(
    "data", [{"act": "merge"}, {"act": "split"}, {"act": "move"}, {"act": "undo", "decision": "dec-none"}]
)
def test_acts_that_name_nothing_say_so(editor: TestClient, data: dict[str, str]) -> None:
    answer = editor.post(f"{BRIDGE}/story", data=data | {"token": token(editor)})

    assert answer.status_code == 409
    assert 'role="alert"' in answer.text


def test_unknown_acts_and_stories(editor: TestClient) -> None:
    data = fields(editor.get(BRIDGE).text)

    assert editor.post(f"{BRIDGE}/item", data=data | {"act": "explode"}).status_code == 400
    assert editor.get("/desk/story/sto-none").status_code == 404


def test_log_and_sources(editor: TestClient) -> None:
    assert "the rule two_origins" in editor.get("/desk/log").text
    older = re.search(r'href="(/desk/log\?before=[^"]+)"', editor.get("/desk/log").text)
    assert older is None or editor.get(older[1]).status_code == 200
    page = editor.get("/desk/sources").text
    assert "four failures in a row: unreachable: timed out" in page
    assert "Not yet visited" in page


def test_acts_wake_whoever_works_on_the_store(own_store: Store, settings: Settings, hashed: str) -> None:
    calls: list[int] = []
    with own_store.write() as tx:
        tx.accounts.save(Account(name="Ada", password_hash=hashed, created=NOW))
    app = make_app(own_store, settings, notify=lambda: calls.append(1))
    with TestClient(app, follow_redirects=False) as client:
        client.post("/desk/login", data={"name": "Ada", "password": PASSWORD})
        act(client, WAITING, Act.SUBMIT)

    assert calls == [1]
