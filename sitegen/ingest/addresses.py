"""The web addresses in a text, with or without a scheme, and hosts that only mirror another."""

from __future__ import annotations

import re

from sitegen.ingest.spans import Link

MIRRORS = {"hfp.stormocean.uk": "huggingface.co"}
"""Hosts that serve another's pages, and that other."""

STAND_IN = "\ufdd0"
"""Stands in a text for an address that was taken out (Unicode keeps this code point free of any meaning)."""

_MIRROR = re.compile(r"(?i)(?<![\w-])(?:" + "|".join(map(re.escape, MIRRORS)) + r")(?![\w-])")

_REST = r"(?:[\w\-.~:/?#\[\]@!$&'()*+,;=%]|\\[_%#&~])"
_LABEL = r"[a-z0-9](?:[a-z0-9-]*[a-z0-9])?"
_ENDING = "com|org|net|io|ai|dev|edu|gov|co|app|info|tech|site|xyz|cc|gl|gle|ly|eu|uk|de|fr|cn|jp|ch|nl|kr"
_ADDRESS = re.compile(
    rf"(?i)https?://(?=\w){_REST}+"
    r"|(?<![\w@/.\-])(?:"
    # Without a scheme: somebody's own pages on a host known for them, or any host with a path.
    rf"(?:{_LABEL}\.(?:github|gitlab)\.io|www(?:\.{_LABEL})+\.(?:{_ENDING}))(?![\w.-]*\w)(?:/{_REST}*)?"
    rf"|(?:{_LABEL}\.)+(?:{_ENDING})/(?=\w){_REST}+)"
)
_LINK = re.compile(r"\[([^\]]*)\]\(\S*\)")
_MARKS_AFTER = ".,;:!?'\"*"
_PAIRS = {")": "(", "]": "["}


def without_mirrors(text: str) -> str:
    """Name the host itself where the text names its mirror."""
    return _MIRROR.sub(lambda match: MIRRORS[match[0].lower()], text)


def take_addresses(text: str) -> tuple[str, list[Link]]:
    """The text with a stand-in for each address, and the addresses in order."""
    links: list[Link] = []

    def take(match: re.Match[str]) -> str:
        written = _without_what_follows(match[0])
        label = re.sub(r"\\(.)", r"\1", written)
        links.append(Link(label if "://" in label else f"https://{label}", label))
        return STAND_IN + match[0][len(written) :]

    return _ADDRESS.sub(take, text), links


def without_targets(text: str) -> str:
    """The words alone of a text's Markdown links."""
    return _LINK.sub(r"\1", text)


def holds_address(text: str) -> bool:
    """Whether a text names an address, other than as the target of a Markdown link."""
    return _ADDRESS.search(without_targets(text)) is not None


def _without_what_follows(address: str) -> str:
    """Leave the sentence its own marks: a full stop, or a bracket that was not opened in the address."""
    while True:
        last = address[-1]
        unopened = last in _PAIRS and address.count(last) > address.count(_PAIRS[last])
        if last not in _MARKS_AFTER and not unopened:
            return address
        address = address[:-1]
