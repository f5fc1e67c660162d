"""Static files: read once at the start, served under an address that carries their digest."""

from __future__ import annotations

import hashlib
from pathlib import Path

from newsdesk.web.http import FOR_EVER, Rendered

FOLDER = Path(__file__).parent / "static"
MEDIA = {".js": "text/javascript; charset=utf-8", ".css": "text/css; charset=utf-8", ".svg": "image/svg+xml"}


class Assets:
    """All static files, compressed and digested."""

    def __init__(self, folder: Path = FOLDER) -> None:
        self.files: dict[str, Rendered] = {}
        self.addresses: dict[str, str] = {}
        for path in sorted(folder.iterdir()):
            if path.suffix not in MEDIA:
                continue
            body = path.read_bytes()
            media = MEDIA[path.suffix]
            self.files[path.name] = Rendered.of(body, media=media, modified=None, caching=FOR_EVER)
            self.addresses[path.name] = f"/static/{path.name}?{hashlib.sha256(body).hexdigest()[:10]}"

    def get(self, name: str) -> Rendered | None:
        """The file of that name, or None."""
        return self.files.get(name)
