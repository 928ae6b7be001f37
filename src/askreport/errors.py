"""Everything that askreport raises on purpose. Each message names the mend.

::

    AskReportError
    ├── UsageError              the caller's words are off (bad question, unknown document): exit 2
    │   ├── QuestionError       empty, too long, not text
    │   ├── UnknownDocumentError
    │   ├── UnknownBackendError
    │   └── AnswerFileError     a saved answer that cannot be read
    ├── CorpusError             a corpus file cannot be read: empty, binary, not UTF-8
    ├── EnvironmentLackError    something is not installed or not allowed here: exit 3
    │   ├── EmbedderUnavailableError
    │   ├── RerankerUnavailableError
    │   ├── LanguageDataMissingError
    │   ├── IndexUnavailableError
    │   │   ├── IndexMissingError
    │   │   ├── IndexDamagedError
    │   │   └── IndexMismatchError   another embedder or another format built it
    │   ├── IndexWriteError     read-only folder, full disk
    │   ├── FeedbackUnavailableError   its database cannot be reached, read or written
    │   ├── PortBusyError
    │   └── ModelError          a language model did not do its part: exit 3
    │       ├── ModelUnavailableError    not installed, no such file, no key, nobody answers
    │       ├── ModelRefusedError        the endpoint does not accept the key or the model's name
    │       ├── ModelTimeoutError        too slow
    │       ├── ModelBusyError           no free place in time
    │       └── ModelFailedError         an error of the endpoint, a broken or unreadable reply
    ├── CancelledError          nobody waits for the answer any more
    └── CheckFailedError        a verification or an evaluation fell short: exit 1
"""

from __future__ import annotations


class AskReportError(Exception):
    """The root: catch this to catch all that askreport raises on purpose.

    ``exit_status`` is what the command line ends with; ``http_status`` and ``slug`` are what the
    API makes of it (RFC 9457 ``status`` and the last part of ``type``).
    """

    exit_status = 3
    http_status = 500
    slug = "internal"
    title = "askreport failed"

    def __init__(self, message: str, *, public: str | None = None) -> None:
        """``public`` is said instead of ``message`` where what a caller sent is never echoed."""
        super().__init__(message)
        self.public = public or message


class UsageError(AskReportError):
    """What the caller gave cannot be used; nothing was done."""

    exit_status = 2
    http_status = 422
    slug = "bad-request"
    title = "The request cannot be used"


class QuestionError(UsageError):
    """The question is empty, too long or not text."""

    slug = "bad-question"
    title = "The question cannot be used"


class UnknownDocumentError(UsageError):
    """No document of that id is in the index."""

    http_status = 404
    slug = "unknown-document"
    title = "No such document"


class UnknownBackendError(UsageError):
    """No composer of that name exists."""

    slug = "unknown-backend"
    title = "No such backend"


class AnswerFileError(UsageError):
    """A saved answer cannot be read as one."""

    slug = "bad-answer-file"
    title = "Not a saved answer"


class CorpusError(AskReportError):
    """A corpus file cannot be read as a document."""

    exit_status = 2
    slug = "bad-corpus"
    title = "A corpus file cannot be read"


class EnvironmentLackError(AskReportError):
    """The machine or installation lacks something."""

    http_status = 503
    slug = "not-ready"
    title = "The service is not ready"


class EmbedderUnavailableError(EnvironmentLackError):
    """The embedder's package or model is not here."""

    slug = "embedder-unavailable"
    title = "The embedder is not available"


class RerankerUnavailableError(EnvironmentLackError):
    """The cross-encoder's weights, or the model file that they add to, are damaged."""

    slug = "reranker-unavailable"
    title = "The reranker is not available"


class LanguageDataMissingError(EnvironmentLackError):
    """A table that the installation makes is not here."""

    slug = "language-data-missing"
    title = "Language data are missing"


class IndexUnavailableError(EnvironmentLackError):
    """The index cannot serve."""

    slug = "index-unavailable"
    title = "The index is not available"


class IndexMissingError(IndexUnavailableError):
    """There is no index at that path."""


class IndexDamagedError(IndexUnavailableError):
    """The index is there but its files do not match its manifest."""


class IndexMismatchError(IndexUnavailableError):
    """The index was built by another format version or for another embedder."""


class IndexWriteError(EnvironmentLackError):
    """The index cannot be written: a read-only folder, a full disk, another build at work."""

    slug = "index-write"
    title = "The index cannot be written"


class FeedbackUnavailableError(EnvironmentLackError):
    """The database of feedback cannot be reached, read or written."""

    slug = "feedback-unavailable"
    title = "Feedback cannot be stored or read"


class PortBusyError(EnvironmentLackError):
    """The port to serve on is taken."""

    slug = "port-busy"
    title = "The port is taken"


class ModelError(EnvironmentLackError):
    """A language model did not do its part; `extractive` answers need none."""

    http_status = 502
    slug = "model-failed"
    title = "The language model failed"


class ModelUnavailableError(ModelError):
    """The model cannot be used here: not installed, no such file, no key, nobody answers."""

    http_status = 503
    slug = "model-unavailable"
    title = "The language model is not available"


class ModelRefusedError(ModelError):
    """The endpoint does not accept the key, or does not know the model's name."""

    slug = "model-refused"
    title = "The language model's endpoint refused"


class ModelTimeoutError(ModelError):
    """The model was too slow."""

    http_status = 504
    slug = "model-timeout"
    title = "The language model was too slow"


class ModelBusyError(ModelError):
    """No place for another reply became free in time."""

    http_status = 503
    slug = "model-busy"
    title = "The language model is busy"


class ModelFailedError(ModelError):
    """The endpoint answered with an error, or with something that is no reply."""


class CancelledError(AskReportError):
    """The asker is gone; nobody will read what is raised here."""

    http_status = 499
    slug = "cancelled"
    title = "The question was cancelled"


class CheckFailedError(AskReportError):
    """A verification or an evaluation fell short of what was asked."""

    exit_status = 1
    slug = "check-failed"
    title = "A check failed"
