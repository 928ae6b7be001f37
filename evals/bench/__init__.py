"""How fast and how small askreport is, beside a plain baseline: ``python -m evals.bench``."""
