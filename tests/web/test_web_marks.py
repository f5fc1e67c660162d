"""What an item's page says of how its words were made."""

from __future__ import annotations

from desk_building import NOW, Desk
from msgspec.structs import replace
from starlette.testclient import TestClient

from newsdesk.model.identity import make_id
from newsdesk.store import Store


def test_what_a_model_worded_says_so(own_client: TestClient, own_store: Store) -> None:
    with own_store.read() as view:
        brief = view.updates.of_story(make_id("sto", "bridge"))[0].update.brief
    first, *others = brief.sentences
    reworded = replace(first, worded_by="tiny-model-1", plain=first.text)
    told = replace(Desk(own_store).retold(brief, "reworded"), sentences=(reworded, *others))
    update = Desk(own_store).show(told, NOW)

    page = own_client.get(update.address).text

    assert page.count("Worded anew by a language model (tiny-model-1)") == 1
