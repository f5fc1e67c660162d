"""What strangers write reaches no page as markup."""

from __future__ import annotations

from urllib.parse import quote

from desk_building import NOW, Desk
from msgspec.structs import replace
from starlette.testclient import TestClient

from newsdesk.model.brief import Attribution, FigureClaim, FigureEntry, HopShown, NamedPerson
from newsdesk.model.identity import make_id
from newsdesk.store import Store


def test_words_of_strangers_are_escaped_wherever_they_stand(own_client: TestClient, own_store: Store) -> None:
    """Markup in a report's words, names and addresses reaches no page, no structured data and no link as markup."""
    hostile = '</script><script>alert(1)</script><img src=x onerror="alert(1)">'
    with own_store.read() as view:
        brief = view.updates.of_story(make_id("sto", "bridge"))[0].update.brief
    citation = replace(
        brief.headline.citations[0],
        address="javascript:alert(1)",
        title=hostile,
        source_name=hostile,
        published=hostile,
    )
    said = Attribution(speaker=hostile, office=hostile, chain=(HopShown(kind=hostile, party=hostile, words=hostile),))
    sentence = replace(brief.headline, text=hostile, citations=(citation,), attribution=said, event_day="2025-05-14")
    sentence = replace(sentence, worded_by=hostile, plain=hostile)
    told = replace(
        Desk(own_store).retold(brief, "hostile"),
        headline=sentence,
        sentences=(sentence,),
        people=(NamedPerson(name=hostile, office=hostile),),
        figures=(
            FigureEntry(counted=hostile, claims=(FigureClaim(value=1, by=hostile, at=NOW, citations=(citation,)),)),
        ),
        topic=hostile,
        language='"><script>',
    )
    update = Desk(own_store).show(told, NOW)
    story = f"/story/{update.story_id}"
    person = f"/person/{quote(hostile, safe='')}"

    for path in (update.address, story, person, "/", "/search?q=alert", "/api/", "/feed.xml"):
        page = own_client.get(path)
        assert page.status_code == 200, path
        assert "<script>alert" not in page.text, path
        assert "<img" not in page.text, path
        assert 'href="javascript:' not in page.text, path
