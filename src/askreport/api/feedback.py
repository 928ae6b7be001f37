"""``POST /api/feedback``: what a reader thought of an answer. Nothing here lists it.

A page of another site could make a visitor's browser send forms to a service on the visitor's
machine. A form cannot say that it is JSON, and a script that says so must ask first, which is never
granted; so what does not say that it is JSON is refused.
"""

from __future__ import annotations

import logging
from threading import Lock
from typing import TYPE_CHECKING, Annotated, Final

from fastapi import APIRouter, Depends, Request, Response
from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator, model_validator
from pydantic_core import PydanticCustomError
from starlette.exceptions import HTTPException

from askreport.api.ask import HistoryTurn
from askreport.errors import FeedbackUnavailableError
from askreport.feedback import MOST_COMMENT, FeedbackStore, Verdict, url_of
from askreport.records import Answer

if TYPE_CHECKING:
    from askreport.settings import Settings

log = logging.getLogger("askreport")

MOST_ANSWER: Final = 500_000
"""Bytes of an answer as JSON."""


class FeedbackRequest(BaseModel):
    """A verdict on an answer; with the answer itself it can be listed and made a case of.

    ``answer`` is the object that the service gave and ``history`` what its question was asked
    with: the service keeps no answers, so without them only the id is known. With the ``id`` of an
    earlier feedback on the same answer, that one is replaced.
    """

    model_config = ConfigDict(extra="ignore")

    answer_id: Annotated[str, Field(pattern="^ans_[0-9a-f]{20}$")]
    verdict: Verdict
    comment: Annotated[str, Field(max_length=MOST_COMMENT)] | None = None
    answer: Answer | None = None
    history: Annotated[list[HistoryTurn], Field(max_length=100)] = []
    id: Annotated[str, Field(pattern="^fb_[0-9a-f]{20}$")] | None = None

    @field_validator("answer")
    @classmethod
    def _can_be_kept(cls, answer: Answer | None) -> Answer | None:
        if answer is None:
            return None
        text = answer.model_dump_json()
        if len(text.encode()) > MOST_ANSWER:
            raise PydanticCustomError("too_large", f"The answer may have {MOST_ANSWER} bytes.")
        try:
            Answer.model_validate_json(text)  # numbers that JSON does not have are lost on the way
        except ValidationError:
            raise PydanticCustomError("no_json", "The answer has numbers that are none.") from None
        return answer

    @model_validator(mode="after")
    def _is_one_answer(self) -> FeedbackRequest:
        if self.answer is not None and self.answer.id != self.answer_id:
            raise PydanticCustomError("other_answer", "answer.id is not answer_id.")
        return self


class FeedbackKept(BaseModel):
    """The feedback's id; who knows it may change the feedback."""

    id: str


class _Opening:
    """The store of ``settings``, opened by the first feedback that can."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._lock = Lock()
        self._store: FeedbackStore | None = None

    def store(self) -> FeedbackStore:
        with self._lock:
            if self._store is None:
                self._store = FeedbackStore(url_of(self._settings))
            return self._store


def json_only(request: Request) -> None:
    """Refuse a body that does not say that it is JSON."""
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if kind != "application/json":
        raise HTTPException(415, "Feedback is JSON: send it with content-type application/json.")


def routes(settings: Settings) -> APIRouter:
    """The route, for the database that ``settings`` name."""
    router = APIRouter(prefix="/api")
    opening = _Opening(settings)

    @router.post(
        "/feedback",
        status_code=201,
        dependencies=[Depends(json_only)],
        responses={200: {"model": FeedbackKept, "description": "An earlier feedback was replaced"}},
    )
    def feedback(body: FeedbackRequest, response: Response) -> FeedbackKept:
        """Keep what a reader thought of an answer; 200 where an earlier ``id`` was replaced."""
        try:
            store = opening.store()
            if body.id is None:
                kept = store.add(
                    body.answer_id,
                    body.verdict,
                    body.comment,
                    answer=body.answer,
                    history=body.history,
                )
                return FeedbackKept(id=kept)
            changed = store.change(
                body.id,
                body.answer_id,
                body.verdict,
                body.comment,
                answer=body.answer,
                history=body.history,
            )
        except FeedbackUnavailableError as error:
            log.error("feedback was lost: %s", error)
            raise
        if not changed:
            raise HTTPException(404, "There is no feedback of that id on that answer.")
        response.status_code = 200
        return FeedbackKept(id=body.id)

    return router
