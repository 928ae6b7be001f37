"""A real small model in this process. What it writes is poor, and not what is tested."""

from __future__ import annotations

import http.client
import json
import os
import subprocess
import sys
import threading
import time
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import pytest

from askreport.cancellation import Cancellation
from askreport.composing.prompt import SCHEMA
from askreport.errors import CancelledError, ModelTimeoutError, ModelUnavailableError
from askreport.models.base import Message, Order
from askreport.models.local import LocalModel
from tests.models.small import small_model

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

STORY = [Message("user", "Tell me a very long story about a bear.")]


@pytest.fixture(scope="module")
def model() -> Iterator[LocalModel]:
    made = LocalModel(small_model(), context_tokens=2048, threads=1)
    yield made
    made.close()


def test_it_writes_in_pieces_and_counts_its_tokens(model: LocalModel) -> None:
    reply = model.reply(Order([Message("user", "What is the capital of France?")], most_tokens=24))
    pieces = list(reply)
    assert len(pieces) > 3
    assert "".join(pieces).strip()
    assert 3 < reply.usage.completion_tokens <= 24
    assert reply.usage.prompt_tokens > 5
    assert (model.name, model.model) == ("local", "SmolLM2-135M-Instruct.Q4_1")


def test_a_schema_holds_it(model: LocalModel) -> None:
    flag = {
        "type": "object",
        "properties": {"supported": {"type": "boolean"}},
        "required": ["supported"],
        "additionalProperties": False,
    }
    asked = Order([Message("user", "Is the sky blue?")], schema=flag, most_tokens=24)
    assert isinstance(json.loads("".join(model.reply(asked)))["supported"], bool)
    asked = Order([Message("user", "Answer.")], schema=SCHEMA, most_tokens=48)
    assert "".join(model.reply(asked)).lstrip().startswith("{")


def test_its_own_tokenizer_counts(model: LocalModel) -> None:
    assert model.count_tokens("") == 0
    assert model.count_tokens("hello") == 1
    # Made for English: it takes more than a token for a Chinese character.
    assert model.count_tokens("开源开发者报告") > 7
    assert model.count_tokens("a\x00b \ud800") > 1
    threads = [threading.Thread(target=model.count_tokens, args=("你好",)) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(10)
        assert not thread.is_alive()


def test_who_cancels_is_free_at_once_and_the_model_too(model: LocalModel) -> None:
    cancellation = Cancellation()
    pieces = iter(model.reply(Order(STORY, most_tokens=1500, cancellation=cancellation)))
    next(pieces)
    threading.Timer(0.1, cancellation.cancel).start()
    with pytest.raises(CancelledError):
        list(pieces)
    began = time.monotonic()
    assert "".join(model.reply(Order([Message("user", "Hi")], most_tokens=4)))
    assert time.monotonic() - began < 5  # the story would take longer


def test_who_cancels_while_the_prompt_is_read_does_not_keep_the_place(model: LocalModel) -> None:
    cancellation = Cancellation()
    asked = [Message("user", "The report was read by many people in that year. " * 150)]
    threading.Timer(0.3, cancellation.cancel).start()
    with pytest.raises(CancelledError):
        list(model.reply(Order(asked, cancellation=cancellation)))
    began = time.monotonic()
    assert "".join(model.reply(Order([Message("user", "Hi")], most_tokens=2)))
    assert time.monotonic() - began < 6  # reading all of it took 14 s where this was written


def test_it_has_no_more_context_than_it_was_trained_with() -> None:
    made = LocalModel(small_model(), context_tokens=20_000)
    made.warm()
    assert made.context_tokens == 8192
    made.close()
    # Nobody loads it again to count what was left half said.
    assert made._counted("Hello") > 0
    assert made._server is None


def test_its_port_is_for_this_process_alone(model: LocalModel) -> None:
    model.warm()
    address = urlsplit(model._server.listening_address)
    assert address.hostname == "127.0.0.1"
    asking = http.client.HTTPConnection("127.0.0.1", address.port or 0, timeout=10)
    asking.request("POST", "/v1/chat/completions", json.dumps({"messages": []}))
    assert asking.getresponse().status == 401
    asking.close()


def test_what_is_no_ordinary_file_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.gguf")
    with pytest.raises(ModelUnavailableError, match="no file"):
        LocalModel(tmp_path / "pipe.gguf")


def test_a_reply_that_takes_too_long_is_ended(model: LocalModel) -> None:
    with pytest.raises(ModelTimeoutError):
        list(model.reply(Order(STORY, most_tokens=1500, seconds=0.2)))


@pytest.mark.parametrize("size", [0, 3, 4, 1000, 3_000_000])
def test_a_file_that_is_cut_short_is_an_error(tmp_path: Path, size: int) -> None:
    cut = tmp_path / "cut.gguf"
    cut.write_bytes(small_model().read_bytes()[:size])
    with pytest.raises(ModelUnavailableError, match=r"cut\.gguf") as raised:
        LocalModel(cut).warm()
    assert str(tmp_path) not in raised.value.public


def test_a_file_that_is_no_model_or_not_there_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "text.gguf").write_text("Hello.")
    with pytest.raises(ModelUnavailableError, match="no GGUF file"):
        LocalModel(tmp_path / "text.gguf")
    with pytest.raises(ModelUnavailableError, match="cannot be read"):
        LocalModel(tmp_path / "none.gguf")
    with pytest.raises(ModelUnavailableError, match="cannot be read"):
        LocalModel(tmp_path)


def test_without_the_package_it_names_the_extra(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "xllamacpp", None)
    with pytest.raises(ModelUnavailableError, match=r"askreport\[local\]"):
        LocalModel(small_model()).warm()


def test_it_prints_nothing_and_leaves_nothing_running() -> None:
    program = (
        "import threading\n"
        "from pathlib import Path\n"
        "from askreport.models.base import Message, Order\n"
        "from askreport.models.local import LocalModel\n"
        f"model = LocalModel(Path({str(small_model())!r}), context_tokens=512)\n"
        "text = ''.join(model.reply(Order([Message('user', 'Hi')], most_tokens=4)))\n"
        "model.close()\n"
        "assert text and threading.active_count() == 1, threading.enumerate()\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, timeout=60, check=False
    )
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
