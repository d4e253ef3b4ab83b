"""Shared pieces of the corpus builder: checked input files, keys, seeded randomness, surface noise."""

import hashlib
import json
import random
import re
import unicodedata
from pathlib import Path

SEED = 20261126


def rng(*names):
    """A generator that depends on the seed and the names only, so that one source does not shift another."""
    return random.Random(":".join([str(SEED), *map(str, names)]))


def key(text):
    """SHA-1 of the text without case and punctuation: two texts with one key are the same text."""
    folded = unicodedata.normalize("NFKC", text).lower()
    return hashlib.sha1(re.sub(r"\W+", " ", folded).strip().encode()).hexdigest()


def share(text, salt=""):
    """A number in [0, 1) that depends on the text alone: splits by it are stable."""
    return int(hashlib.sha1((salt + key(text)).encode()).hexdigest()[:8], 16) / 2**32


class Inputs:
    """Reads JSON-lines files and refuses a file whose SHA-256 is not the one of SHA256SUMS."""

    def __init__(self, folder):
        self.folder = Path(folder)
        self.used = {}
        self.sums = {}
        for line in (self.folder / "SHA256SUMS").read_text().splitlines():
            total, _, path = line.strip().partition(" ")
            self.sums[path.strip().lstrip("*").removeprefix("./")] = total

    def text(self, path):
        raw = (self.folder / path).read_bytes()
        found = hashlib.sha256(raw).hexdigest()
        if found != self.sums.get(path):
            raise SystemExit(f"{path}: checksum {found} (expected: {self.sums.get(path)})")
        self.used[path] = found
        return raw.decode("utf-8")

    def rows(self, path):
        return [json.loads(line) for line in self.text(path).split("\n") if line.strip()]


def cut_words(text, most):
    """The first `most` words with the white space between them kept."""
    words = list(re.finditer(r"\S+", text))
    return text if len(words) <= most else text[: words[most - 1].end()]


NEIGHBOURS = {
    "a": "sq", "b": "vn", "c": "xv", "d": "sf", "e": "wr", "f": "dg", "g": "fh", "h": "gj", "i": "uo", "j": "hk",
    "k": "jl", "l": "k", "m": "n", "n": "bm", "o": "ip", "p": "o", "q": "w", "r": "et", "s": "ad", "t": "ry",
    "u": "yi", "v": "cb", "w": "qe", "x": "zc", "y": "tu", "z": "x",
}


def typos(text, random_, rate=0.03):
    """Swaps, drops, doubles or replaces letters inside words at the given rate."""
    out = list(text)
    i = 1
    while i < len(out) - 1:
        if out[i].isascii() and out[i].isalpha() and out[i - 1].isalpha() and random_.random() < rate:
            kind = random_.randrange(4)
            if kind == 0:
                out[i], out[i - 1] = out[i - 1], out[i]
            elif kind == 1:
                del out[i]
            elif kind == 2:
                out.insert(i, out[i])
            else:
                out[i] = random_.choice(NEIGHBOURS.get(out[i].lower(), out[i]))
            i += 3
        i += 1
    return "".join(out)


def casual(text, random_):
    """Chat surface: lower case, no full stop or question mark, a few typing errors."""
    kind = random_.random()
    if kind < 0.5:
        text = text.lower()
    if random_.random() < 0.5:
        text = text.rstrip(" .?!")
    if random_.random() < 0.3:
        text = typos(text, random_)
    return text


def lines(path):
    """Lines of a phrase file; blank lines and lines that start with # do not count."""
    return [
        line.rstrip("\n")
        for line in path.read_text(encoding="utf-8").split("\n")
        if line.strip() and not line.startswith("#")
    ]
