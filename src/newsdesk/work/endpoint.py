"""The optional writer: asks an OpenAI-compatible endpoint to word a brief anew. Off unless the settings name one.

What it answers is checked by `newsdesk.brief.phrasing`. An endpoint that fails costs a brief nothing: it stays as it
was made. Addresses in private networks are refused unless the settings allow them, redirects are not followed, and
the size and the time of an answer are limited.
"""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from typing import Protocol

import aiohttp
import msgspec

from newsdesk.brief import carried_over, phrased, prompt_of
from newsdesk.ingest.guard import GuardedResolver, guarded_connector, permit_all, permit_public
from newsdesk.model.brief import Brief, Dropped, Phrasing
from newsdesk.settings import Settings

MAX_BYTES = 256 * 1024
MAX_TOKENS = 1500


class Phraser(Protocol):
    """Words a brief anew."""

    def __call__(self, brief: Brief, previous: Brief | None, texts: Mapping[str, str]) -> Brief:
        """Return the brief, its sentences perhaps worded anew; `texts` is by version id."""


class EndpointError(Exception):
    """The endpoint gave no answer; the text says why."""


class _Message(msgspec.Struct):
    content: str


class _Choice(msgspec.Struct):
    message: _Message


class _Answer(msgspec.Struct):
    choices: list[_Choice]


class Endpoint:
    """An endpoint as the settings name it."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._permits = permit_all if settings.allow_private else permit_public

    def __call__(self, brief: Brief, previous: Brief | None, texts: Mapping[str, str]) -> Brief:
        """Word anew what the last brief did not have already. Not to be called where an event loop runs."""
        known = carried_over(brief, previous)
        prompt = prompt_of(known)
        if not prompt:
            return known
        model = self._settings.writer_model
        try:
            answer = asyncio.run(self._ask(prompt))
        except EndpointError as error:
            failed = Dropped(text="", reason=str(error))
            return msgspec.structs.replace(
                known, phrasing=Phrasing(model=model, prompt=prompt, answer="", dropped=(failed,))
            )
        return phrased(known, model, prompt, answer, texts)

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
        }
        headers = {"Authorization": f"Bearer {settings.writer_key}"} if settings.writer_key else {}
        address = f"{settings.writer_url.rstrip('/')}/chat/completions"
        async with session.post(address, json=body, headers=headers, allow_redirects=False) as response:
            if response.status != 200:
                raise EndpointError(f"status {response.status}; expected 200")
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


def phraser_of(settings: Settings) -> Phraser | None:
    """Return the endpoint that the settings name; None when they name none."""
    return Endpoint(settings) if settings.writer_url else None
