"""The search: papers to the index that lunr.js answers from in the reader's browser."""

from sitegen.searchindex.index import Entry, build_index
from sitegen.searchindex.script import lunr_js

__all__ = ["Entry", "build_index", "lunr_js"]
