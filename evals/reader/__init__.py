"""What the cross-encoder is trained on, and how: see README.md."""
