"""`python -m sitegen` is the same as the command `sitegen`."""

from sitegen.cli import run

run()
