"""What versions say, and an index of whom and what they name."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import Column, ForeignKey, Index, String, Table, select

from newsdesk.model.annotations import Annotations, NameKind
from newsdesk.store.columns import Value, name_key
from newsdesk.store.family import METADATA, Family
from newsdesk.store.versions import VERSIONS

ANNOTATIONS = Table(
    "annotations",
    METADATA,
    Column("version_id", String, ForeignKey("versions.id"), primary_key=True),
    Column("payload", Value(Annotations), nullable=False),
)
MENTIONS = Table(
    "mentions",
    METADATA,
    Column("version_id", String, primary_key=True),
    Column("role", String, primary_key=True, comment="person, place or speaker"),
    Column("key", String, primary_key=True, comment="the name, case folded"),
    Index("ix_mentions_key", "role", "key"),
)


class AnnotationsFamily(Family):
    """Annotations by version, and versions by whom they name."""

    def add(self, annotations: Sequence[Annotations]) -> None:
        """Save annotations, replacing those of the same version, and index the persons, places and speakers."""
        self._put(ANNOTATIONS, [{"version_id": found.version_id, "payload": found} for found in annotations])
        mentions = [
            {"version_id": found.version_id, "role": role, "key": key}
            for found in annotations
            for role, key in sorted(_mentions(found))
        ]
        self._insert_new(MENTIONS, mentions)

    def get(self, version_id: str) -> Annotations | None:
        """Return the annotations of a version; None when it has none (yet)."""
        query = select(ANNOTATIONS.c.payload).where(ANNOTATIONS.c.version_id == version_id)
        found: Annotations | None = self._value(query)
        return found

    def many(self, version_ids: Sequence[str]) -> dict[str, Annotations]:
        """Return the annotations of those of the versions that have some, by version id."""
        query = select(ANNOTATIONS.c.payload).where(ANNOTATIONS.c.version_id.in_(list(version_ids)))
        return {found.version_id: found for found in self._values(query)}

    def versions_naming(self, role: str, name: str, limit: int) -> tuple[str, ...]:
        """Return ids of versions that name somebody or something, newest first; `role`: person, place or speaker."""
        query = (
            select(VERSIONS.c.id)
            .join(MENTIONS, MENTIONS.c.version_id == VERSIONS.c.id)
            .where(MENTIONS.c.role == role, MENTIONS.c.key == name_key(name))
            .order_by(VERSIONS.c.seq.desc())
        )
        return self._values(query.limit(limit))


def _mentions(found: Annotations) -> set[tuple[str, str]]:
    """Return role and key of each person, each place on the map and each named speaker."""
    persons = {("person", name_key(entity.name)) for entity in found.entities if entity.kind is NameKind.PERSON}
    places = {("place", name_key(place.name)) for place in found.places if place.lat is not None}
    speakers = {
        ("speaker", name_key(statement.speaker.name))
        for statement in found.statements
        if statement.speaker and statement.speaker.name and statement.speaker.entity is not None
    }
    return {mention for mention in persons | places | speakers if mention[1]}
