"""What worker processes need, imported and read once in the process they are forked from, so that they share it.

The models are read at the first use: a short text is taken through the stages here, or each worker would read them
for itself.
"""

import os

# One thread of linear algebra each: there are as many workers as cores, and more threads only get in each other's way.
for _name in ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ.setdefault(_name, "1")

from datetime import UTC, datetime  # noqa: E402  numpy, further down, reads the settings above when it is imported

from newsdesk.annotate import annotate_version  # noqa: E402  as above
from newsdesk.brief import write_brief  # noqa: E402  as above
from newsdesk.extract import extract_snapshot  # noqa: E402  as above
from newsdesk.model.outcome import Made  # noqa: E402  as above
from newsdesk.model.snapshot import Form, Snapshot  # noqa: E402  as above

__all__ = ["annotate_version", "extract_snapshot", "write_brief"]

_RECORD = """{"id": "1", "ts": "2031-01-01", "title": "The pier of Paris opens again", "text":
"The pier was opened on Sunday, mayor Ada Quill said in an interview with the Harbour Courier on March 8.

“Nobody was hurt,” Quill said. She thanked 12 people who had worked on it since the storm of last year."}"""


def _read_models() -> None:
    at = datetime(2031, 1, 1, tzinfo=UTC)
    body = _RECORD.replace("\n\n", "\\n\\n").encode()
    address = "https://courier.example/pier"
    snapshot = Snapshot.taken(body, source_id="src-0", address=address, at=at, form=Form.RECORD)
    outcome = extract_snapshot(snapshot, body)
    for version in outcome.values if isinstance(outcome, Made) else ():
        annotate_version(version)


_read_models()
