"""OpenAI's protocol: ``GET /v1/models`` and ``POST /v1/chat/completions``.

::

    request   what a chat completion asks: a question, its history, how to answer
    reply     an answer as a completion, whole and in chunks
    naming    backends as names of models
    routes    the addresses
"""
