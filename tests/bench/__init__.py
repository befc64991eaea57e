"""What is fast and what is slow, side by side with peers in one run: ``python -m tests.bench`` (make bench)."""
