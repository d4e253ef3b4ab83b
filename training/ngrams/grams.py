"""Hashed n-grams of a text, exactly as io.signalbox.infer.Grams hashes them.

Tokens. A text is read by Unicode code points, each in lower case (the single code point that lower
case maps to, else itself; U+0130 is i). Runs of letters, marks and numbers (general categories L, M,
N) are words, cut after 16 code points; every other code point that is no white space is a token of
its own, except where it repeats the one before; white space, control and format characters only part
tokens.

Hash. FNV-1a of 32 bits with whole code points in the place of bytes: h = (h ^ c) * 16777619 mod 2^32.
 - characters: for each word, " word " (U+0020 on both sides), all n-grams of 2 to 5 code points; the hash
   starts at 2166136261 ^ n;
 - singles, where asked for: the same of each code point alone that is of a script without spaces or of syllables (Thai, Lao, Kana, Han,
   Hangul), n = 1;
 - words: w1 = the hash of the token that starts at 2166136261; w2 = (w1 of the token before * 16777619) ^ w1,
   times 16777619; w3 = (w2 that ends at the token before * 16777619) ^ w1, times 16777619.
Bucket: h ^= h >> 15, h *= 0x2c1b3c6d, h ^= h >> 13, modulo the number of buckets (a power of two).

A token owns the features that end with it. A window is a row of tokens; its score of a class is
bias + (sum of the weights of its tokens' features) / sqrt(number of the features).
"""
import unicodedata

import numpy as np

PRIME = np.uint32(16777619)
START = np.uint32(2166136261)
LONGEST = 16
MOST_POINTS = 1 << 20
SPACELESS = ((0x0E00, 0x0EFF), (0x3040, 0x30FF), (0x3400, 0x9FFF), (0xAC00, 0xD7AF), (0xF900, 0xFAFF))


def lower(c):
    if c == "\u0130":
        return "i"
    other = c.lower()
    return other if len(other) == 1 else c


_kinds = {}


def kind(c):
    """2: part of a word, 1: a token of its own, 0: between tokens."""
    known = _kinds.get(c)
    if known is None:
        category = unicodedata.category(c)
        if category[0] in "LMN":
            known = 2
        elif c.isspace() or category in ("Cc", "Cf", "Cs", "Zs", "Zl", "Zp"):
            known = 0
        else:
            known = 1
        _kinds[c] = known
    return known


def tokens(text):
    found = []
    word = []
    last = None
    for c in text[:MOST_POINTS]:
        k = kind(c)
        if k == 2:
            word.append(lower(c))
            if len(word) == LONGEST:
                found.append("".join(word))
                word = []
        else:
            if word:
                found.append("".join(word))
                word = []
            if k == 1 and c != last:
                found.append(c)
        last = c
    if word:
        found.append("".join(word))
    return found


def mix(h, buckets):
    h = h.copy()
    h ^= h >> np.uint32(15)
    h *= np.uint32(0x2C1B3C6D)
    h ^= h >> np.uint32(13)
    return h & np.uint32(buckets - 1)


def features(text, buckets, singles=False):
    """The buckets of all features, the token that owns each, and the number of tokens."""
    found = tokens(text)
    if not found:
        return np.zeros(0, np.uint32), np.zeros(0, np.int64), 0
    with np.errstate(over="ignore"):
        wordy = np.array([kind(t[0]) == 2 for t in found])
        padded = [" " + t + " " if w else t for t, w in zip(found, wordy)]
        lengths = np.array([len(p) for p in padded])
        points = np.frombuffer("".join(padded).encode("utf-32-le", "surrogatepass"), np.uint32)
        owner = np.repeat(np.arange(len(found)), lengths)
        wordy_point = wordy[owner]
        buckets_found, owners = [], []
        for n in range(2, 6):
            if len(points) < n:
                break
            count = len(points) - n + 1
            h = np.full(count, START ^ np.uint32(n), np.uint32)
            for j in range(n):
                h = (h ^ points[j : j + count]) * PRIME
            within = (owner[:count] == owner[n - 1 :]) & wordy_point[:count]
            buckets_found.append(mix(h[within], buckets))
            owners.append(owner[:count][within])
        if singles:
            alone = np.logical_or.reduce([(points >= low) & (points <= high) for low, high in SPACELESS]) & wordy_point
            buckets_found.append(mix(((START ^ np.uint32(1)) ^ points[alone]) * PRIME, buckets))
            owners.append(owner[alone])
        starts = np.concatenate([[0], np.cumsum(lengths)[:-1]]) + wordy
        sizes = lengths - 2 * wordy
        w1 = np.full(len(found), START, np.uint32)
        for j in range(LONGEST):
            more = j < sizes
            w1[more] = (w1[more] ^ points[starts[more] + j]) * PRIME
        buckets_found.append(mix(w1, buckets))
        owners.append(np.arange(len(found)))
        before = w1[:-1]
        for n in (2, 3):
            if len(found) < n:
                break
            here = w1[n - 1 :]
            before = ((before * PRIME) ^ here) * PRIME
            buckets_found.append(mix(before, buckets))
            owners.append(np.arange(n - 1, len(found)))
            before = before[:-1]
    return np.concatenate(buckets_found), np.concatenate(owners), len(found)
