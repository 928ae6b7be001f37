from __future__ import annotations

from typing import Any

import pytest
from pydantic import ValidationError

from askreport.api.completions.request import MOST_CHARACTERS, MOST_TURNS, ChatRequest
from askreport.api.openai_errors import ParameterError


def request(*messages: tuple[str, Any], **more: Any) -> ChatRequest:
    body = {
        "model": "askreport",
        "messages": [{"role": role, "content": content} for role, content in messages],
        **more,
    }
    return ChatRequest.model_validate(body)


def asked(*messages: tuple[str, Any]) -> tuple[str, list[tuple[str, str]]]:
    question, turns = request(*messages).asked()
    return question, [(turn.role, turn.content) for turn in turns]


def test_the_last_words_of_the_user_are_the_question_and_the_rest_is_history() -> None:
    assert asked(
        ("system", "Answer in rhyme."),
        ("user", "First?"),
        ("assistant", "One.[1]"),
        ("developer", "Be brief."),
        ("tool", "42"),
        ("user", "Second?"),
    ) == ("Second?", [("user", "First?"), ("assistant", "One.[1]")])


def test_what_an_assistant_began_to_say_after_the_question_is_passed_over() -> None:
    assert asked(("user", "Q?"), ("assistant", "The answer is")) == ("Q?", [])


def test_parts_of_text_are_one_text_and_messages_without_words_are_no_turns() -> None:
    parts = [{"type": "text", "text": "one"}, {"type": "text", "text": "two"}]
    refusal = [{"type": "refusal", "refusal": "No."}]
    assert asked(("user", ""), ("assistant", None), ("assistant", refusal), ("user", parts)) == (
        "one\ntwo",
        [("assistant", "No.")],
    )


def test_of_a_long_conversation_the_end_is_read() -> None:
    said = [("user" if n % 2 == 0 else "assistant", f"{n}") for n in range(250)]
    _, turns = asked(*said, ("user", "Q?"))
    assert [content for _, content in turns] == [f"{n}" for n in range(250 - MOST_TURNS, 250)]
    _, turns = asked(("assistant", "x" * 50_000), ("user", "Q?"))
    assert turns == [("assistant", "x" * MOST_CHARACTERS)]


@pytest.mark.parametrize(
    ("content", "param"),
    [
        ([{"type": "image_url", "image_url": {"url": "x"}}], "messages.1.content.0"),
        ([{"type": "text", "text": "a"}, {"type": "text"}], "messages.1.content.1"),
        ([{"type": "text", "text": 5}], "messages.1.content.0"),
        ([{}], "messages.1.content.0"),
        ([5], "messages.1.content.0"),
        (5, "messages.1.content"),
        ({"type": "text", "text": "a"}, "messages.1.content"),
        ("half \ud800", "messages.1.content"),
    ],
)
@pytest.mark.parametrize("role", ["user", "assistant"])
def test_what_is_no_text_is_an_error_that_names_its_place(
    role: str, content: Any, param: str
) -> None:
    later = [] if role == "user" else [("user", "Q?")]
    with pytest.raises(ParameterError) as caught:
        asked(("user", "before"), (role, content), *later)
    assert caught.value.param == param


def test_without_a_message_of_the_user_nothing_is_asked() -> None:
    with pytest.raises(ParameterError) as caught:
        asked(("system", "x"), ("assistant", "y"))
    assert caught.value.param == "messages"


@pytest.mark.parametrize(
    "more",
    [
        {},
        {"n": 1, "tool_choice": "auto", "response_format": {"type": "text"}, "stream": None},
        {"tools": [{"type": "function", "function": {"name": "f"}}], "tool_choice": "none"},
        {"temperature": 2, "max_tokens": 1, "seed": 1, "new": {"a": [1]}, "stop": ["x"]},
        {"askreport": {"new": 1}, "stream_options": {"new": 1}},
    ],
)
def test_what_only_steers_a_model_is_passed_over(more: dict[str, Any]) -> None:
    request(("user", "Q?"), **more).check()


@pytest.mark.parametrize(
    ("more", "param"),
    [
        ({"n": 2}, "n"),
        ({"n": 0}, "n"),
        ({"tool_choice": "required"}, "tool_choice"),
        ({"tool_choice": {"type": "function", "function": {"name": "f"}}}, "tool_choice"),
        ({"response_format": {"type": "json_object"}}, "response_format"),
        (
            {"response_format": {"type": "json_schema", "json_schema": {"name": "x"}}},
            "response_format",
        ),
    ],
)
def test_what_would_promise_something_else_is_an_error(more: dict[str, Any], param: str) -> None:
    with pytest.raises(ParameterError) as caught:
        request(("user", "Q?"), **more).check()
    assert caught.value.param == param


@pytest.mark.parametrize("top_k", [0, 21, "x"])
def test_the_extension_has_the_limits_of_asking(top_k: Any) -> None:
    with pytest.raises(ValidationError):
        request(("user", "Q?"), askreport={"top_k": top_k})
