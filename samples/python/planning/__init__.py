"""An AI module in Python's standard library alone: it answers questions about a plan, piece by piece."""
