"""Language models behind OpenAI's protocol, through the official client.

OpenAI, DeepSeek, Qwen, Moonshot, Zhipu, Ollama, vLLM, llama.cpp's server and LM Studio all speak
it, each a little less of it than the first; see `dialect`.
"""

from __future__ import annotations

import asyncio
import logging
import random
from dataclasses import replace
from queue import Empty, SimpleQueue
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import urlsplit

from askreport.cancellation import Cancellation
from askreport.errors import (
    AskReportError,
    CancelledError,
    ModelError,
    ModelRefusedError,
    ModelUnavailableError,
)
from askreport.models.chunks import chunks, is_framed
from askreport.models.dialect import Dialect
from askreport.models.failures import (
    asked_to_wait,
    broken,
    failed_status,
    no_place,
    too_slow,
    unreachable,
)
from askreport.models.loop import BackgroundLoop
from askreport.models.tokens import estimated_tokens
from askreport.records import Usage

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from openai import AsyncOpenAI

    from askreport.models.base import Order

_OPENAI: Final = "https://api.openai.com/v1"
_LOOPBACK: Final = ("127.0.0.1", "localhost", "::1")
_PLACEHOLDER: Final = "none"
"""Sent as the key to servers of one's own, which want none; the client insists on one."""
_FIRST_WAIT_S: Final = 0.5
_LONGEST_WAIT_S: Final = 20.0
_GRACE_S: Final = 15.0
"""What the background loop may be late by; a process that forked has none any more."""
_CHARACTERS_PER_TOKEN: Final = 8
"""More than any tokenizer gives: a reply of so many is past its limit, and is ended from here."""
_TALKATIVE: Final = ("openai", "httpx2", "httpcore2", "httpx", "httpcore")
"""Loggers that tell addresses, and what servers send back, at levels below warnings."""

Part = str | AskReportError | None
"""A piece of a reply, what ended it, or its proper end."""


class Endpoint:
    """One endpoint: its connections, and how many replies may run there at once.

    All of them run in one background loop.
    """

    def __init__(
        self, base_url: str | None, api_key: str | None, parallel: int, connect_seconds: float
    ) -> None:
        if not base_url and not api_key:
            raise ModelUnavailableError(
                "No endpoint is set for language models: set OPENAI_API_KEY, or "
                "ASKREPORT_OPENAI_BASE_URL to the address of a server of your own."
            )
        self.parallel = parallel
        self.key = (api_key or "").strip() or _PLACEHOLDER
        self._base_url = (base_url or _OPENAI).strip()
        self.host = _host(self._base_url)
        if not (self.key.isascii() and self.key.isprintable()):
            raise ModelUnavailableError(
                "The key in ASKREPORT_OPENAI_API_KEY has characters that no key has; set it again."
            )
        self.loop = BackgroundLoop("askreport-model")
        self._connect_seconds = connect_seconds
        self._client: AsyncOpenAI | None = None
        self._places: asyncio.Semaphore | None = None

    @property
    def places(self) -> asyncio.Semaphore:
        """Places for replies; for the background loop alone."""
        if self._places is None:
            self._places = asyncio.Semaphore(self.parallel)
        return self._places

    @property
    def client(self) -> AsyncOpenAI:
        """The client; for the background loop alone."""
        if self._client is None:
            self._client = self._opened()
        return self._client

    def _opened(self) -> AsyncOpenAI:
        from openai import AsyncOpenAI, DefaultAsyncHttpxClient, Timeout

        for name in _TALKATIVE:
            logger = logging.getLogger(name)
            if logger.level == logging.NOTSET:
                logger.setLevel(logging.WARNING)
        timeout = Timeout(None, connect=self._connect_seconds)
        client = AsyncOpenAI(
            api_key=self.key,
            base_url=self._base_url,
            max_retries=0,
            timeout=timeout,
            # Questions and passages go to the address that was set and to no other; and the proxy
            # of the environment cannot reach a server of this machine.
            http_client=DefaultAsyncHttpxClient(
                timeout=timeout, follow_redirects=False, trust_env=self.host not in _LOOPBACK
            ),
        )
        if self.host != _host(_OPENAI):
            # The client takes them from the environment; they are nobody else's business.
            client.organization = client.project = None
        return client

    def close(self) -> None:
        """End all replies and connections; may be used again."""
        client, self._client, self._places = self._client, None, None
        self.loop.close(client.close() if client is not None else None)


class RemoteModel:
    """A model at an endpoint; see `base.ChatModel`.

    ``parallel`` replies run at once. Further tries (``retries``) follow 429, 5xx and lost
    connections, as long as nothing was handed out. ``called`` is what messages call the endpoint,
    where that is not its host, and ``count`` counts tokens, where the model's tokenizer is here.
    """

    name = "openai"

    def __init__(
        self,
        model: str,
        *,
        base_url: str | None = None,
        api_key: str | None = None,
        parallel: int = 4,
        retries: int = 2,
        connect_seconds: float = 10.0,
        context_tokens: int = 8192,
        called: str | None = None,
        count: Callable[[str], int] = estimated_tokens,
        endpoint: Endpoint | None = None,
    ) -> None:
        self.model = model
        self.context_tokens = context_tokens
        self.retries = retries
        self.endpoint = endpoint or Endpoint(base_url, api_key, parallel, connect_seconds)
        self.called = called or self.endpoint.host
        self.count_tokens = count
        self._dialect = Dialect()

    def sibling(self, model: str) -> RemoteModel:
        """Another model of the same endpoint; they share its connections and places."""
        return RemoteModel(
            model,
            retries=self.retries,
            context_tokens=self.context_tokens,
            endpoint=self.endpoint,
        )

    def reply(self, order: Order) -> RemoteReply:
        """Begin a reply; nothing is sent before the first piece is asked for."""
        return RemoteReply(self, order)

    def close(self) -> None:
        """End all replies and connections. The model may be used again."""
        self.endpoint.close()

    async def write(self, order: Order, put: Callable[[Part], None], reply: RemoteReply) -> None:
        """Write one reply for ``order``, in the background loop; never raises but if cancelled."""
        try:
            await self._placed(order, put, reply)
            put(None)
        except AskReportError as error:
            # What it came from holds the request, and the key with it.
            error.__cause__ = error.__context__ = None
            put(error)
        except Exception as error:
            # The kind alone is told: the words may hold what was sent.
            put(broken(self.called, f"cannot be used ({type(error).__name__})"))
        except asyncio.CancelledError:
            put(_gone())
            raise

    async def _placed(self, order: Order, put: Callable[[Part], None], reply: RemoteReply) -> None:
        until = asyncio.get_running_loop().time() + order.seconds
        places = self.endpoint.places
        try:
            async with asyncio.timeout_at(until):
                await places.acquire()
        except TimeoutError:
            raise no_place(self.endpoint.parallel) from None
        try:
            await self._tried(order, put, reply, until)
        finally:
            places.release()

    async def _tried(
        self, order: Order, put: Callable[[Part], None], reply: RemoteReply, until: float
    ) -> None:
        """One try after the other, until one works or none is left; all before the first piece."""
        import openai

        clock = asyncio.get_running_loop().time
        first = min(until, clock() + order.first_seconds)
        dialect = self._dialect
        tries = 0
        while True:
            wait: float | None = None
            try:
                finish = await self._once(order, dialect, put, reply, first, until)
                if reply.begun:
                    self._dialect = dialect
                    return
                if finish == "length" and not dialect.thinks:
                    dialect = replace(dialect, thinks=True)
                    continue
                how = "used up its tokens before the first word" if finish == "length" else ""
                failure = broken(self.called, how or "wrote nothing")
            except openai.APIStatusError as error:
                less = (
                    dialect.after(_words(error), order) if error.status_code in (400, 422) else None
                )
                if less is not None:
                    dialect = less
                    continue
                failure = self._failure(error)
                again = error.status_code in (408, 409, 429) or error.status_code >= 500
                if again and not isinstance(failure, ModelRefusedError):
                    wait = asked_to_wait(error.response.headers) or self._pause(tries)
            except openai.APIConnectionError:
                if reply.begun:
                    raise broken(self.called, "broke off in the middle of its reply") from None
                failure, wait = unreachable(self.called), self._pause(tries)
            except (openai.APIError, ValueError):
                raise broken(self.called, "wrote something that is no reply") from None
            tries += 1
            if wait is None or tries > self.retries or clock() + wait >= first:
                raise failure
            await asyncio.sleep(wait)

    async def _once(
        self,
        order: Order,
        dialect: Dialect,
        put: Callable[[Part], None],
        reply: RemoteReply,
        first: float,
        until: float,
    ) -> str | None:
        """One request and its stream; why it ended, as the endpoint says."""
        import openai

        clock = asyncio.get_running_loop().time
        most = order.most_tokens * _CHARACTERS_PER_TOKEN
        written = 0
        finish: str | None = None
        try:
            async with asyncio.timeout_at(first) as limit:
                # Not by the method for chats, which looks through messages and schema for what has
                # another name on the wire, and makes records of what comes: 3 ms of 6.
                stream: Any = await self.endpoint.client.post(
                    "/chat/completions",
                    body=dialect.request(self.model, order),
                    cast_to=object,
                    stream=True,
                    stream_cls=openai.AsyncStream[object],
                )
                async with stream:
                    framed = is_framed(stream.response.headers)
                    async for chunk in chunks(stream):
                        finish = chunk.finish or finish
                        reply.told = chunk.usage or reply.told
                        if chunk.alive:
                            limit.reschedule(min(until, clock() + order.first_seconds))
                        if chunk.text:
                            reply.begun = True
                            written += len(chunk.text)
                            put(chunk.text)
                        if written > most:
                            return "length"
        except TimeoutError:
            slow = order.seconds if clock() >= until else order.first_seconds
            raise too_slow(self.called, slow) from None
        if reply.begun and finish is None and not framed:
            # Nothing else tells such an end from a connection that was lost.
            raise broken(self.called, "broke off in the middle of its reply")
        return finish

    def _failure(self, error: Any) -> ModelError:
        code = getattr(error, "code", None)
        if isinstance(code, str) and self.endpoint.key in code:
            code = None
        return failed_status(error.status_code, code, self.called, self.model)

    @staticmethod
    def _pause(tries: int) -> float:
        """Seconds before another try: doubled each time, spread so that not all come at once."""
        longest: float = min(_LONGEST_WAIT_S, _FIRST_WAIT_S * 2.0**tries)
        return longest * random.uniform(0.5, 1.0)


class RemoteReply:
    """One reply, read in the thread that iterates over it; see `base.Reply`."""

    def __init__(self, model: RemoteModel, order: Order) -> None:
        self.begun = False
        self.told: Usage | None = None
        """What the endpoint says that it read and wrote."""
        self._model = model
        self._order = order
        self._pieces: list[str] = []

    @property
    def usage(self) -> Usage:
        """What the endpoint tells; counted here where it tells nothing, or was not let finish."""
        if self.told is not None or not self._pieces:
            return self.told or Usage()
        count = self._model.count_tokens
        self.told = Usage(
            prompt_tokens=(
                sum(count(m.content) for m in self._order.messages)
                if self._order.prompt_tokens is None
                else self._order.prompt_tokens
            ),
            completion_tokens=count("".join(self._pieces)),
        )
        return self.told

    def __iter__(self) -> Iterator[str]:
        """The pieces as they come; ending the iteration closes the connection."""
        order = self._order
        wanted = order.cancellation or Cancellation()
        wanted.check()
        parts: SimpleQueue[Part] = SimpleQueue()
        loop = self._model.endpoint.loop
        future = loop.submit(self._model.write(order, parts.put, self))

        def give_up() -> None:
            future.cancel()
            parts.put(_gone())  # where it was cancelled before it began, nobody else says so

        try:
            with wanted.on_cancel(give_up):
                while (part := parts.get(timeout=order.seconds + _GRACE_S)) is not None:
                    if isinstance(part, AskReportError):
                        raise part
                    self._pieces.append(part)
                    yield part
        except Empty:
            raise too_slow(self._model.called, order.seconds) from None
        finally:
            future.cancel()


def _words(error: Any) -> str:
    return str(getattr(error, "body", None) or error)


def _host(base_url: str) -> str:
    """The host of an endpoint's address, which is all of it that messages tell."""
    try:
        parts = urlsplit(base_url)
        usable = parts.scheme in ("http", "https") and parts.port != 0
    except ValueError:
        usable = False
    if not usable or not parts.hostname:
        raise ModelUnavailableError(
            "ASKREPORT_OPENAI_BASE_URL is no address of an endpoint; set one such as "
            "http://127.0.0.1:11434/v1."
        )
    return parts.hostname


def _gone() -> CancelledError:
    return CancelledError("Nobody waits for this answer any more.")
