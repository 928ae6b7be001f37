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
    │   ├── LanguageDataMissingError
    │   ├── IndexUnavailableError
    │   │   ├── IndexMissingError
    │   │   ├── IndexDamagedError
    │   │   └── IndexMismatchError   another embedder or another format built it
    │   ├── IndexWriteError     read-only folder, full disk
    │   └── PortBusyError
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


class PortBusyError(EnvironmentLackError):
    """The port to serve on is taken."""

    slug = "port-busy"
    title = "The port is taken"


class CheckFailedError(AskReportError):
    """A verification or an evaluation fell short of what was asked."""

    exit_status = 1
    slug = "check-failed"
    title = "A check failed"
