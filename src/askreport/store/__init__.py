"""The index on disk and in memory: documents, chunks, vectors, postings."""
