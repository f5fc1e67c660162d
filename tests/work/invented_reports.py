"""An invented archive: dated reports of several outlets on several courses of events, with copies and late details."""

from __future__ import annotations

import json
import random
from datetime import UTC, datetime, timedelta
from pathlib import Path

BEGAN = datetime(2031, 5, 4, 6, 0, tzinfo=UTC)
OUTLETS = ("Harbour Courier", "Northline", "Sorrin Post", "Radio Estuary", "Tresk Ledger")
EVENTS = (
    ("ferry Calla Maris", "ran aground off Dunmarra", "Ilva Brandt", "coast guard commander", "passengers"),
    ("Upper Karst dam", "lost part of its spillway", "Rika Osterwald", "chief engineer", "villagers"),
    ("Velmar copper mine", "was flooded after a pump failed", "Tomas Hild", "mine inspector", "miners"),
    ("Solmar border crossing", "was closed by a lorry drivers' strike", "Ana Perrin", "transport minister", "lorries"),
    ("Brennick hospital", "moved its patients after a fire", "Oskar Lind", "hospital director", "patients"),
    ("Tarn Valley railway", "stopped its trains after a landslide", "Mara Quist", "railway spokeswoman", "travellers"),
)
DETAILS = (
    "Rescue crews worked through the night, and a second team was sent from Port Aldery.",
    "The cause is not known, and an inquiry was opened in the afternoon.",
    "Schools nearby stayed closed, and buses were sent to bring people home.",
    "The regional council met in Sorrin and promised help with the costs.",
    "A storm warning for the coast stays in force until Thursday evening.",
)

CHESS = {
    "title": "Adair leads the Sundholm chess open",
    "text": "Grandmaster Pell Adair kept the lead of the Sundholm chess open with a draw against Rune Castell.\n\n"
    "The nineteen-year-old offered the draw after thirty moves of a quiet Spanish opening, and Castell took it.",
}
"""The other reports resemble each other; this must not end in a story with them."""


def rows(n: int, seed: int = 7, *, chess: bool = False) -> list[dict[str, str]]:
    """Return `n` rows in order of time; a fifth are copies of the report before, at another outlet.

    With `chess`, a quarter are copies of one report that nothing else resembles.
    """
    chance = random.Random(seed)
    made: list[dict[str, str]] = []
    for number in range(n):
        at = BEGAN + timedelta(minutes=17 * number)
        outlet = OUTLETS[number % len(OUTLETS)]
        if made and made[-1]["title"] != CHESS["title"] and chance.random() < 0.2:
            row = {**made[-1], "source": outlet}
        else:
            row = {**_report(chance), "source": outlet}
        if chess and number % 8 in (2, 5):
            row = {**CHESS, "source": outlet}
        made.append({**row, "id": f"r{number}", "ts": at.isoformat(), "lang": "en"})
    return made


def _report(chance: random.Random) -> dict[str, str]:
    what, happened, who, office, whom = chance.choice(EVENTS)
    count = chance.randrange(20, 200)
    details = chance.sample(DETAILS, 2)
    return {
        "title": f"The {what} {happened}, {count} {whom} wait",
        "text": f"The {what} {happened} on Sunday and {count} {whom} had to wait for help, {office} {who} said.\n\n"
        f"“We have not lost a single one of the {whom},” {who} told reporters in Port Aldery. {details[0]}\n\n"
        f"{who}, the {office}, said the work would take {chance.randrange(2, 9)} days. {details[1]}",
    }


def write_archive(path: Path, n: int, *, shuffled: bool = False, broken_rows: int = 0, chess: bool = False) -> Path:
    """Write a JSONL archive; `broken_rows` lines that are no JSON stand in between."""
    lines = [json.dumps(row, ensure_ascii=False) for row in rows(n, chess=chess)]
    for number in range(broken_rows):
        lines.insert((number + 1) * len(lines) // (broken_rows + 1), '{"title": "cut of')
    if shuffled:
        random.Random(3).shuffle(lines)
    path.write_text("\n".join(lines) + "\n", "utf-8")
    return path
