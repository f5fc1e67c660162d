"""What worker processes need, imported once in the process they are forked from, so that they share its memory."""

import os

# One thread of linear algebra each: there are as many workers as cores, and more threads only get in each other's way.
for _name in ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ.setdefault(_name, "1")

from newsdesk.annotate import annotate_version  # noqa: E402  numpy reads the settings above when it is imported
from newsdesk.brief import write_brief  # noqa: E402  as above
from newsdesk.extract import extract_snapshot  # noqa: E402  as above

__all__ = ["annotate_version", "extract_snapshot", "write_brief"]
