"""Whether the database keeps its promises: what was stored is what was received, and every span and citation holds."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from msgspec import Struct
from sqlalchemy import func, select

from newsdesk.errors import StoreError
from newsdesk.model.annotations import Annotations
from newsdesk.model.article import Version
from newsdesk.model.brief import Brief
from newsdesk.model.identity import digest_of
from newsdesk.store.annotations import ANNOTATIONS
from newsdesk.store.briefs import BRIEFS
from newsdesk.store.decisions import DECISIONS
from newsdesk.store.engine import View
from newsdesk.store.outcomes import OUTCOMES
from newsdesk.store.snapshots import BODIES, SNAPSHOTS
from newsdesk.store.stories import JOININGS, STORIES
from newsdesk.store.updates import ITEMS, UPDATES
from newsdesk.store.versions import VERSIONS

Tell = Callable[[str], None]


class Problem(Struct, frozen=True, kw_only=True):
    """A promise that is broken."""

    what: str
    """The thing concerned, by id."""
    found: str
    expected: str


def problems(view: View, tell: Tell = lambda _what: None) -> Iterator[Problem]:
    """Yield what is wrong; nothing: all is well. Reads the whole database; `tell` hears what is looked at."""
    for what, look in _LOOKS.items():
        tell(what)
        yield from look(view)


def _logs(view: View) -> Iterator[Problem]:
    """Numbers run from 1 without a gap."""
    for table in (SNAPSHOTS, DECISIONS, UPDATES):
        count = select(func.count(), func.min(table.c.seq), func.max(table.c.seq))
        n, first, last = view.connection.execute(count).one()
        if n and (first, last) != (1, n):
            yield Problem(what=table.name, found=f"{n} entries numbered {first} to {last}", expected=f"1 to {n}")


def _bodies(view: View) -> Iterator[Problem]:
    """Each body has its digest, and each snapshot its body."""
    for digest in view.connection.execute(select(BODIES.c.digest)).scalars().all():
        try:
            found = f"bytes with the digest {digest_of(view.snapshots.body(digest))}"
        except StoreError as error:
            found = str(error)
        if found != f"bytes with the digest {digest}":
            yield Problem(what=f"body {digest}", found=found, expected=f"bytes with the digest {digest}")
    lost = select(SNAPSHOTS.c.id).where(SNAPSHOTS.c.digest.not_in(select(BODIES.c.digest)))
    for snapshot_id in view.connection.execute(lost).scalars():
        yield Problem(what=snapshot_id, found="no body", expected="the bytes received")


def _versions(view: View) -> Iterator[Problem]:
    """Blocks and links lie within the text; annotations too, and their extracts hold."""
    query = select(VERSIONS.c.payload, ANNOTATIONS.c.payload).outerjoin(
        ANNOTATIONS, ANNOTATIONS.c.version_id == VERSIONS.c.id
    )
    for version, found in view.connection.execute(query.order_by(VERSIONS.c.seq).execution_options(yield_per=100)):
        yield from _spans(version, found)


def _spans(version: Version, found: Annotations | None) -> Iterator[Problem]:
    length = len(version.text)
    spans = [block.span for block in version.blocks] + [link.span for link in version.links]
    spans += found.spans() if found else ()
    for span in spans:
        if not 0 <= span.start <= span.end <= length:
            yield Problem(what=version.id, found=f"a span {span.start}–{span.end}", expected=f"within 0–{length}")
    for statement in found.statements if found else ():
        speaker = (statement.speaker.words,) if statement.speaker else ()
        extracts = [*speaker, *([statement.cue] if statement.cue else []), *(hop.words for hop in statement.chain)]
        for extract in extracts:
            if extract and not extract.holds_in(version.text):
                yield Problem(
                    what=version.id, found=f"{extract.words!r} not at {extract.span}", expected="the words there"
                )


def _citations(view: View) -> Iterator[Problem]:
    """Each citation of a brief, a decision or an update holds word for word in the version it names."""
    texts = _Texts(view)
    for table in (BRIEFS, DECISIONS, UPDATES):
        rows = select(table.c.id, table.c.payload).order_by(table.c.seq).execution_options(yield_per=100)
        for row_id, value in view.connection.execute(rows):
            brief = value if isinstance(value, Brief) else value.brief
            for sentence in (brief.headline, *brief.sentences) if brief else ():
                for citation in sentence.citations:
                    text = texts.of(citation.version_id)
                    if text is None:
                        yield Problem(
                            what=row_id, found=f"a citation of {citation.version_id}", expected="a version there is"
                        )
                    elif not citation.extract.holds_in(text):
                        yield Problem(
                            what=row_id,
                            found=f"a citation of {citation.extract.words!r}",
                            expected="words that stand there",
                        )


class _Texts:
    """Texts by version, a few of them kept: citations of one brief name the same versions again."""

    def __init__(self, view: View) -> None:
        self._view = view
        self._kept: dict[str, str | None] = {}

    def of(self, version_id: str) -> str | None:
        if version_id not in self._kept:
            if len(self._kept) > 1_000:
                self._kept.clear()
            version = self._view.versions.get(version_id)
            self._kept[version_id] = version.text if version else None
        return self._kept[version_id]


def _stories(view: View) -> Iterator[Problem]:
    """Each version has one joining that holds, and stories count their reports right."""
    doubled = select(JOININGS.c.version_id, func.count()).where(JOININGS.c.holds).group_by(JOININGS.c.version_id)
    for version_id, n in view.connection.execute(doubled.having(func.count() != 1)):
        yield Problem(what=version_id, found=f"{n} joinings that hold", expected="one")
    held = select(JOININGS.c.story_id, func.count()).where(JOININGS.c.holds).group_by(JOININGS.c.story_id)
    counted = {str(story_id): int(n) for story_id, n in view.connection.execute(held)}
    for story_id, n_reports, into_id in view.connection.execute(
        select(STORIES.c.id, STORIES.c.n_reports, STORIES.c.into_id)
    ):
        n = counted.get(story_id, 0)
        if n != (0 if into_id else n_reports):
            yield Problem(what=story_id, found=f"{n} reports", expected=f"{0 if into_id else n_reports}")


def _items(view: View) -> Iterator[Problem]:
    """An item's states are numbered from 1 without a gap, and the lists show the newest."""
    numbered = select(UPDATES.c.item_id, func.count(), func.max(UPDATES.c.number), func.max(UPDATES.c.seq))
    newest = {}
    for item_id, n, last, seq in view.connection.execute(numbered.group_by(UPDATES.c.item_id)):
        newest[item_id] = seq
        if n != last:
            yield Problem(what=item_id, found=f"{n} states, the last numbered {last}", expected=f"numbers 1 to {n}")
    listed = {str(item_id): int(seq) for item_id, seq in view.connection.execute(select(ITEMS.c.id, ITEMS.c.latest))}
    for item_id in newest.keys() | listed.keys():
        if newest.get(item_id) != listed.get(item_id):
            found = f"update {listed.get(item_id)} in the lists"
            yield Problem(what=item_id, found=found, expected=f"update {newest.get(item_id)}")


def _books(view: View) -> Iterator[Problem]:
    """Inputs are accounted for exactly once, and none is broken."""
    for line in view.outcomes.books():
        if not line.balanced:
            parts = f"{line.n_made} made, {line.n_refused} refused, {line.n_put_off} put off"
            found = f"{parts}, {line.n_broken} broken, {line.n_waiting} waiting"
            yield Problem(what=f"the books of {line.stage}", found=found, expected=f"{line.n_in} in all")
    query = select(OUTCOMES.c.stage, OUTCOMES.c.input_id, OUTCOMES.c.reason, OUTCOMES.c.detail)
    for stage, input_id, reason, detail in view.connection.execute(query.where(OUTCOMES.c.kind == "broken")):
        last = detail.strip().splitlines()[-1] if detail.strip() else reason
        yield Problem(what=f"{input_id} in {stage}", found=f"broken: {last}", expected="an outcome")


_LOOKS: dict[str, Callable[[View], Iterator[Problem]]] = {
    "logs": _logs,
    "bodies": _bodies,
    "versions": _versions,
    "citations": _citations,
    "stories": _stories,
    "items": _items,
    "books": _books,
}
