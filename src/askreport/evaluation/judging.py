"""A language model as `support.Judge`: does a quote say what a statement says?

Off unless it is asked for: it costs a reply for each statement and each of its citations, and is no
more right than its model. Beside the verifier's own verdicts it shows where the two disagree.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from askreport.models.judging import says

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from askreport.models.base import ChatModel
    from askreport.records import Citation, Document


class ModelJudge:
    """Supported when ``model`` says so; the same words are not asked about twice."""

    def __init__(self, model: ChatModel) -> None:
        self._model = model
        self._said: dict[tuple[str, ...], bool] = {}

    def supports(
        self,
        statement: str,
        citations: Sequence[Citation],
        documents: Mapping[str, Document],  # noqa: ARG002 - the seam's; quotes are enough here
    ) -> bool:
        """See `support.Judge`.

        Raises:
            ModelError: the model failed, or what it said is neither yes nor no.
        """
        if not citations:
            return False
        key = (statement, *(citation.quote for citation in citations))
        if key not in self._said:
            self._said[key] = says(self._model, key[1:], statement)
        return self._said[key]
