from __future__ import annotations

import pytest

from askreport.models.base import Message, Order
from askreport.models.dialect import Dialect

SCHEMA = {"type": "object", "properties": {}}
ORDER = Order([Message("user", "Hello?")], schema=SCHEMA, most_tokens=50)


def asked_after(*refusals: str, order: Order = ORDER) -> dict[str, object]:
    """What is asked after one refusal after the other."""
    dialect = Dialect()
    for words in refusals:
        less = dialect.after(words, order)
        assert less is not None, words
        dialect = less
    return dialect.request("m", order)


def test_the_whole_protocol_is_asked_for_first() -> None:
    request = Dialect().request("m", ORDER)
    assert request["max_tokens"] == 50
    assert request["stream_options"] == {"include_usage": True}
    assert request["response_format"] == {
        "type": "json_schema",
        "json_schema": {"name": "reply", "schema": SCHEMA, "strict": True},
    }
    assert "response_format" not in Dialect().request("m", Order(ORDER.messages))


def test_each_refusal_leaves_out_what_it_names() -> None:
    form = "'response_format.type' must be text"
    assert asked_after(form)["response_format"] == {"type": "json_object"}
    assert "response_format" not in asked_after(form, form)
    assert "stream_options" not in asked_after("[body, stream_options] extra field")
    assert "temperature" not in asked_after("Unsupported value: 'temperature' does not support 0")
    other = asked_after("Unsupported parameter: 'max_tokens'. Use 'max_completion_tokens' instead.")
    assert "max_tokens" not in other
    assert other["max_completion_tokens"] == 50


def test_a_refusal_that_names_nothing_is_taken_as_one_of_the_form() -> None:
    assert asked_after("Bad Request")["response_format"] == {"type": "json_object"}


@pytest.mark.parametrize(
    "words",
    [
        "This model's maximum context length is 4096 tokens. However, you requested 9000",
        "'max_tokens' or 'max_completion_tokens' is too large: the maximum context length is 4096",
        "request (4031 tokens) exceeds the available context size (2048 tokens)",
        "input exceeds the context window of this model",
    ],
)
def test_a_context_too_long_is_not_helped_by_asking_for_less(words: str) -> None:
    assert Dialect().after(words, ORDER) is None


def test_asking_for_less_ends() -> None:
    dialect = Dialect()
    words = "temperature, stream_options, max_completion_tokens and response_format are unknown"
    tried = 0
    while less := dialect.after(words, ORDER):
        dialect = less
        tried += 1
    assert tried == 5
