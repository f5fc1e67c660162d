"""The optional writer: asks an OpenAI-compatible endpoint to word a brief anew. Off unless the settings name one.

What it answers is checked by `newsdesk.brief.phrasing`. An endpoint that fails costs a brief nothing: it stays as it
was made. After some failures in a row, or when it asks for a pause, it is left alone for a while, so that a dead one
does not cost each brief its time-out. Addresses in private networks are refused unless the settings allow them,
redirects are not followed, and the size and the time of an answer are limited.
"""

from __future__ import annotations

import asyncio
import math
import time
from collections.abc import Callable, Mapping
from typing import Protocol

import aiohttp
import msgspec

from newsdesk.brief import carried_over, phrased, prompt_of
from newsdesk.ingest.guard import GuardedResolver, guarded_connector, permit_all, permit_public
from newsdesk.model.brief import Brief, Dropped, Phrasing
from newsdesk.settings import Settings

MAX_BYTES = 256 * 1024
MAX_TOKENS = 1500
FAILURES = 3
"""After so many in a row the endpoint is left alone."""
_PAUSE_S, _LONGEST_PAUSE_S = 30.0, 900.0
"""The first pause, which doubles with each further failure, and the longest."""
_BUSY = (429, 503)
_UNKNOWN_FORM = (400, 422)
"""How endpoints answer that know no form of answers, or not this one."""


def _object(**properties: object) -> dict[str, object]:
    """Return the JSON schema of an object with these properties and no others."""
    return {"type": "object", "properties": properties, "required": [*properties], "additionalProperties": False}


_SENTENCES = {"type": "array", "items": _object(n={"type": "integer"}, text={"type": "string"})}
_FORM = {
    "type": "json_schema",
    "json_schema": {"name": "sentences", "strict": True, "schema": _object(sentences=_SENTENCES)},
}
"""The form that an answer has; without it small models answer in prose."""


class Phraser(Protocol):
    """Words a brief anew."""

    def __call__(self, brief: Brief, previous: Brief | None, texts: Mapping[str, str]) -> Brief:
        """Return the brief, its sentences perhaps worded anew; `texts` is by version id."""


class EndpointError(Exception):
    """The endpoint gave no answer; the text says why."""

    def __init__(self, problem: str, pause_s: float = 0.0) -> None:
        super().__init__(problem)
        self.pause_s = pause_s
        """The pause it asked for; 0: none."""


class _Message(msgspec.Struct):
    content: str


class _Choice(msgspec.Struct):
    message: _Message


class _Answer(msgspec.Struct):
    choices: list[_Choice]


class Endpoint:
    """An endpoint as the settings name it."""

    def __init__(self, settings: Settings, clock: Callable[[], float] = time.monotonic) -> None:
        """`clock` tells seconds that never run back."""
        self._settings, self._clock = settings, clock
        self._n_failures, self._rests_until = 0, -math.inf
        self._takes_form = True
        self._permits = permit_all if settings.allow_private else permit_public

    def __call__(self, brief: Brief, previous: Brief | None, texts: Mapping[str, str]) -> Brief:
        """Word anew what the last brief did not have already. Not to be called where an event loop runs."""
        known = carried_over(brief, previous)
        prompt = prompt_of(known)
        if not prompt:
            return known
        model = self._settings.writer_model
        try:
            answer = self._answered(prompt)
        except EndpointError as error:
            failed = Dropped(text="", reason=str(error))
            return msgspec.structs.replace(
                known, phrasing=Phrasing(model=model, prompt=prompt, answer="", dropped=(failed,))
            )
        return phrased(known, model, prompt, answer, texts)

    def _answered(self, prompt: str) -> str:
        """Ask, unless the endpoint rests, and remember how it went."""
        rest = self._rests_until - self._clock()
        if rest > 0:
            raise EndpointError(f"not asked: it failed {self._n_failures} times, and rests for {rest:.0f} s more")
        try:
            answer = asyncio.run(self._ask(prompt))
        except EndpointError as error:
            self._n_failures += 1
            grown = _PAUSE_S * 2.0 ** min(10, self._n_failures - FAILURES) if self._n_failures >= FAILURES else 0.0
            self._rests_until = self._clock() + min(_LONGEST_PAUSE_S, max(grown, error.pause_s))
            raise
        self._n_failures = 0
        return answer

    async def _ask(self, prompt: str) -> str:
        resolver = GuardedResolver(self._permits)
        timeout = aiohttp.ClientTimeout(total=self._settings.writer_timeout_s)
        try:
            connector = guarded_connector(resolver, self._permits)
            async with aiohttp.ClientSession(connector=connector, timeout=timeout) as session:
                return await self._answer(session, prompt)
        except TimeoutError as error:
            raise EndpointError(f"no answer within {self._settings.writer_timeout_s:g} s") from error
        except (aiohttp.ClientError, OSError, ValueError) as error:
            raise EndpointError(f"{type(error).__name__}: {error}"[:300]) from error
        finally:
            await resolver.close()

    async def _answer(self, session: aiohttp.ClientSession, prompt: str) -> str:
        settings = self._settings
        body = {
            "model": settings.writer_model,
            "messages": [{"role": "user", "content": prompt}],
            "temperature": 0,
            "max_tokens": MAX_TOKENS,
            **({"response_format": _FORM} if self._takes_form else {}),
        }
        headers = {"Authorization": f"Bearer {settings.writer_key}"} if settings.writer_key else {}
        address = f"{settings.writer_url.rstrip('/')}/chat/completions"
        async with session.post(address, json=body, headers=headers, allow_redirects=False) as response:
            if response.status in _UNKNOWN_FORM and self._takes_form:
                self._takes_form = False
                return await self._answer(session, prompt)
            if response.status != 200:
                pause_s = _asked_pause(response.headers.get("Retry-After", "")) if response.status in _BUSY else 0.0
                raise EndpointError(f"status {response.status}; expected 200", pause_s)
            raw = bytearray()
            async for chunk in response.content.iter_chunked(16 * 1024):
                raw += chunk
                if len(raw) > MAX_BYTES:
                    raise EndpointError(f"the answer has more than {MAX_BYTES} bytes")
        try:
            choices = msgspec.json.decode(bytes(raw), type=_Answer).choices
        except (msgspec.MsgspecError, RecursionError) as error:
            raise EndpointError(f"the answer is no chat completion: {error}"[:300]) from error
        if not choices:
            raise EndpointError("the answer holds no choice")
        return choices[0].message.content


def _asked_pause(words: str) -> float:
    """The seconds of a `Retry-After` header; a date, or nothing, asks for the first pause."""
    return float(words) if words.isascii() and words.isdigit() and len(words) < 7 else _PAUSE_S


def phraser_of(settings: Settings) -> Phraser | None:
    """Return the endpoint that the settings name; None when they name none."""
    return Endpoint(settings) if settings.writer_url else None
