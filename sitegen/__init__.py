"""sitegen: a daily digest of research papers as a static site that anyone can own."""

__version__ = "0.1.0"
