"""The search: papers to the files from which the reader's browser answers a query.

Beside each paper: `own_tokens`, counted by a `Tally`, whose `Counted` a `Vocabulary` takes over. Once for all
papers: `plan`, and `similar`.
"""

from sitegen.searchindex.cards import cards_json
from sitegen.searchindex.fields import FIELDS, own_tokens
from sitegen.searchindex.files import plan
from sitegen.searchindex.ids import ids_of
from sitegen.searchindex.script import lunr_js, lunr_licence, lunr_module
from sitegen.searchindex.segments import DOCUMENTS, Segment, segment, segments_of
from sitegen.searchindex.signature import NONE, signatures, topic_entry
from sitegen.searchindex.similar import Similar, similar
from sitegen.searchindex.tally import Counted, Rows, Tally
from sitegen.searchindex.vocabulary import Vocabulary

__all__ = [
    "DOCUMENTS",
    "FIELDS",
    "NONE",
    "Counted",
    "Rows",
    "Segment",
    "Similar",
    "Tally",
    "Vocabulary",
    "cards_json",
    "ids_of",
    "lunr_js",
    "lunr_licence",
    "lunr_module",
    "own_tokens",
    "plan",
    "segment",
    "segments_of",
    "signatures",
    "similar",
    "topic_entry",
]
