"""askreport: answers from a report, each sentence clickable back to the words it came from.

The way through the package, top to bottom (a module knows those above it, never those below)::

    errors, records, settings, cancellation
    reading/       corpus file -> Document
    chunking       Document -> Chunks and Sentences
    cross_encoder/   the embedder's layers: questions' vectors, a question read with sentences
    embedding/     texts -> vectors
    lexical        texts -> BM25 scores
    store/         Chunks + vectors <-> index/
    indexing       corpus -> index/, rebuilding only what changed
    language_data  tables of words and readings that the installation makes
    script         traditional and simplified Chinese
    spelling/      misspelt words of a question -> words of the corpus
    naming/        names across languages: 清华 and Tsinghua
    counts         the numbers of a text that count what was asked
    persons        the names of persons in a text
    values         the values that a text holds: dates, sums, persons
    question       what a question asks for, read off its words
    parts          a question that asks several things -> a question each
    injection      instructions told from questions
    conversation/  history + question -> one standalone question
    retrieval      question -> ranked Passages
    tables/        question -> the rows of a table that answer it
    models/        language models: messages in, text out
    evidence       question + Passages -> the sentences that answer
    composing/     evidence -> draft statements
    citing         draft -> statements + citations
    reckoning      counts and sums, against the cells cited
    verification   statement -> verdict
    abstention     evidence that does not answer -> what is said instead
    review         drafts -> statements that stand
    writing        one answer, by a model or by quotes
    feedback/      what readers say of answers, kept and exported
    assistant      Assistant.ask(): where the steps above meet
    evaluation/    cases + Assistant -> scores
    api/, cli      the same, for programs and for a terminal
"""

import os

# OpenBLAS's threads spin after each product of NumPy's, by default for some 30 ms, in which the
# embedder's own threads wait for a processor: a question was embedded in 118 ms beside a reranker,
# and in 52 with this (2 ** 4 cycles, the least), on two cores. It is read when NumPy is loaded.
os.environ.setdefault("OPENBLAS_THREAD_TIMEOUT", "4")

__version__ = "0.1.0"
