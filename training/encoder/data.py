"""From corpus rows to batches: pieces, case, windows, labels, sampling.

A row is drawn in proportion to its weight, so a weight costs time only where it counts: of weight 3 it comes three
times an epoch, of weight 0.3 in three epochs of ten. A text longer than a window is cut as the server cuts it and
gives one of its windows each time it is drawn. Batches hold windows of nearly one length from all tasks, about the
same number of tokens each.
"""

from __future__ import annotations

import hashlib
import json
import pathlib
from dataclasses import dataclass, field

import numpy as np

import labels as m

TASKS = list(m.LABELS)
PIECES, OVERLAP, MOST_WINDOWS = 126, 16, 128
CLS, SEP = 101, 102
IGNORED = -100
# A window that holds less of an attack than this many pieces, and not all of it, proves neither label.
ENOUGH_OF_ATTACK = 8


def make_tokenizer(folder: str | None = None):
    """The uncased WordPiece of BERT. Names of special tokens in a text are plain text, as on the server."""
    from tokenizers import Tokenizer, models, normalizers, pre_tokenizers

    lines = (m.base_folder(folder) / "vocab.txt").read_text(encoding="utf-8").split("\n")
    vocabulary = {piece: index for index, piece in enumerate(lines) if piece}
    tokenizer = Tokenizer(models.WordPiece(vocabulary, unk_token="[UNK]", max_input_chars_per_word=100))
    tokenizer.normalizer = normalizers.BertNormalizer(clean_text=True, handle_chinese_chars=True, lowercase=True)
    tokenizer.pre_tokenizer = pre_tokenizers.BertPreTokenizer()
    return tokenizer


def case_of(piece: str) -> int:
    """The case of a stretch of the original text: 0 no upper-case letter, 1 first letter, 2 all of two or more, 3 mixed."""
    if piece.islower():
        return 0
    letters = [c for c in piece if c.isalpha()]
    upper = sum(c.isupper() for c in letters)
    if not upper:
        return 0
    if upper == len(letters) and upper > 1:
        return 2
    return 1 if letters[0].isupper() else 3


def case_if_upper(piece: str) -> int:
    """The case the piece would have if the whole text were in capitals."""
    letters = sum(c.isalpha() and (c.isupper() or c.islower()) for c in piece)
    return 2 if letters > 1 else letters


@dataclass
class Pieces:
    """A text's pieces, without the frame: ids, case, case in capitals, and offsets [n, 2] in the original text."""
    ids: np.ndarray
    cases: np.ndarray
    capitals: np.ndarray
    offsets: np.ndarray

    def __len__(self):
        return len(self.ids)


def pieces_of(tokenizer, texts: list[str]) -> list[Pieces]:
    made, memo = [], {}
    for start in range(0, len(texts), 2000):
        part = texts[start:start + 2000]
        for text, encoding in zip(part, tokenizer.encode_batch(part, add_special_tokens=False)):
            offsets = encoding.offsets
            cases, capitals = np.zeros(len(offsets), np.uint8), np.zeros(len(offsets), np.uint8)
            for index, (first, last) in enumerate(offsets):
                piece = text[first:last]
                both = memo.get(piece)
                if both is None:
                    both = (case_of(piece), case_if_upper(piece))
                    if len(piece) < 20:
                        memo[piece] = both
                cases[index], capitals[index] = both
            made.append(Pieces(np.array(encoding.ids, np.uint16), cases, capitals,
                               np.array(offsets, np.int32).reshape(-1, 2)))
    return made


def windows(tokens: int) -> list[tuple[int, int]]:
    """The server's windows: equal, overlapping by at least 16 pieces, the last one ends with the text."""
    if tokens <= PIECES:
        return [(0, tokens)]
    count = min(MOST_WINDOWS, 1 + -(-(tokens - PIECES) // (PIECES - OVERLAP)))
    return [(start, start + PIECES) for start in ((tokens - PIECES) * i // (count - 1) for i in range(count))]


@dataclass
class Row:
    task: str
    pieces: Pieces
    source: str
    lang: str
    weight: float = 1.0
    label: int = 0
    also: tuple[int, ...] = ()
    attack: tuple[int, int] | None = None
    tags: np.ndarray | None = None
    open: int = 0
    second: Pieces | None = None
    raw: dict = field(default_factory=dict)


def read_lines(path: pathlib.Path):
    with open(path, encoding="utf-8") as lines:
        for line in lines:
            if line.strip():
                yield json.loads(line)


def tags_of(raw: dict, pieces: Pieces) -> np.ndarray:
    """The tag of every piece; IGNORED where the row leaves it out of the loss."""
    tags = np.zeros(len(pieces), np.int16)
    starts, ends = pieces.offsets[:, 0], pieces.offsets[:, 1]
    taken = np.zeros(len(pieces), bool)
    for first, last, kind in sorted(raw.get("spans") or []):
        inside = np.flatnonzero((starts < last) & (ends > first) & ~taken)
        begin = 1 + 2 * m.PII_TYPES.index(kind)
        tags[inside] = begin + 1
        tags[inside[:1]] = begin
        taken[inside] = True
    for first, last in raw.get("mask") or []:
        tags[(starts < last) & (ends > first)] = IGNORED
    return tags


class Corpus:
    """All rows of one part ("train" or "val"), tokenized."""

    def __init__(self, folder: pathlib.Path, part: str, tokenizer, keep_raw: bool = False, tasks=TASKS):
        self.rows: dict[str, list[Row]] = {}
        # Set 0 is "all types annotated"; the others hold what an untagged piece may also be.
        self.open_sets = [np.zeros(len(m.PII_TAGS), bool)]
        self.open_sets[0][0] = True
        known = {None: 0}
        for task in tasks:
            path = folder / f"{task}.{part}.jsonl"
            raws = list(read_lines(path)) if path.exists() else []
            rows = []
            if task == "pair":
                first = pieces_of(tokenizer, [raw["a"] for raw in raws])
                second = pieces_of(tokenizer, [raw["b"] for raw in raws])
            else:
                first, second = pieces_of(tokenizer, [raw["text"] for raw in raws]), [None] * len(raws)
            for raw, pieces, other in zip(raws, first, second):
                if not len(pieces):
                    continue
                row = Row(task, pieces, raw.get("source", ""), raw.get("lang", ""), float(raw.get("weight", 1)))
                if task == "pii":
                    row.tags = tags_of(raw, pieces)
                    types = raw.get("types")
                    key = None if types is None else tuple(sorted(types))
                    if key not in known:
                        known[key] = len(self.open_sets)
                        self.open_sets.append(np.array([tag == "O" or tag[2:] not in key for tag in m.PII_TAGS]))
                    row.open = known[key]
                else:
                    labels = m.LABELS[task]
                    row.label = labels.index(raw["label"])
                    row.also = tuple(labels.index(name) for name in raw.get("also") or [])
                    row.second = other
                    row.attack = tuple(raw["attack"]) if raw.get("attack") else None
                if keep_raw:
                    row.raw = raw
                elif task != "safety":
                    row.pieces.offsets = None
                rows.append(row)
            self.rows[task] = rows


def checksum(folder: pathlib.Path) -> str:
    """SHA-256 over the training files' names and contents."""
    total = hashlib.sha256()
    for path in sorted(folder.glob("*.train.jsonl")):
        total.update(path.name.encode() + b"\0" + hashlib.sha256(path.read_bytes()).digest())
    return total.hexdigest()


def safety_label(row: Row, first: int, last: int) -> int | None:
    """The label of a window of a safety row; None if the window proves nothing."""
    if row.label == 0 or row.attack is None:
        return row.label
    offsets = row.pieces.offsets
    in_attack = (offsets[:, 0] < row.attack[1]) & (offsets[:, 1] > row.attack[0])
    held, whole = int(in_attack[first:last].sum()), int(in_attack.sum())
    if held == 0:
        return 0
    return row.label if held >= min(whole, ENOUGH_OF_ATTACK) else None


def pair_pieces(a: Pieces, b: Pieces):
    """Both parts cut to fit one window, the longer one first; their joint ids, cases and capitals with [SEP] between."""
    room = PIECES - 1
    left, right = len(a), len(b)
    if left + right > room:
        half = room // 2
        left, right = (left, room - left) if left <= half else (room - right, right) if right <= half \
            else (room - half, half)
    def joined(name, between):
        return np.concatenate([getattr(a, name)[:left], [between], getattr(b, name)[:right]])
    return joined("ids", SEP), joined("cases", 0), joined("capitals", 0)


@dataclass
class Item:
    """One window, ready for a batch."""
    row: Row
    ids: np.ndarray
    cases: np.ndarray
    label: int
    tags: np.ndarray | None


class Sampler:
    """Draws windows task by task and packs them."""

    LOWER, UPPER = 0.15, 0.05

    def __init__(self, corpus: Corpus, shares: dict[str, float], tokens: int, seed: int):
        """
        :param shares: part of all tokens that each task gets
        :param tokens: tokens of a batch, padding included
        """
        self.corpus, self.tokens = corpus, tokens
        self.rng = np.random.default_rng(seed)
        self.queues = {task: [] for task in corpus.rows}
        self.weights, length = {}, {}
        for task, rows in corpus.rows.items():
            weight = np.array([row.weight * (min(len(windows(len(row.pieces))), 3) if task in ("safety", "pii") else 1)
                               for row in rows])
            lengths = np.array([min(PIECES, len(row.pieces) + (len(row.second) + 1 if row.second else 0)) + 2
                                for row in rows])
            self.weights[task] = weight
            if len(rows):
                length[task] = float((weight * lengths).sum() / weight.sum())
        self.mean_length = length
        self.tasks = [task for task in length if shares.get(task, 0) > 0]
        rate = np.array([shares[task] / length[task] for task in self.tasks])
        self.rate = rate / rate.sum()
        self.batches: list[list[Item]] = []

    def epoch_tokens(self, task):
        return self.weights[task].sum() * self.mean_length[task]

    def _next_row(self, task) -> Row:
        queue = self.queues[task]
        while not queue:
            weight = self.weights[task]
            times = np.floor(weight).astype(int)
            times += self.rng.random(len(weight)) < weight - times
            queue = np.repeat(np.arange(len(weight)), times)
            self.rng.shuffle(queue)
            queue = self.queues[task] = queue.tolist()
        return self.corpus.rows[task][queue.pop()]

    def _item(self, row: Row) -> Item | None:
        label, tags = row.label, None
        if row.second is not None:
            a, b = (row.pieces, row.second) if self.rng.random() < 0.5 else (row.second, row.pieces)
            ids, cases, capitals = pair_pieces(a, b)
        else:
            first, last = 0, len(row.pieces)
            if last > PIECES:
                choices = windows(last)
                if row.task == "safety" and row.attack:
                    labelled = [(w, safety_label(row, *w)) for w in choices]
                    hits = [w for w, found in labelled if found]
                    clean = [w for w, found in labelled if found == 0]
                    if not hits and not clean:
                        return None
                    choices = hits if hits and (not clean or self.rng.random() < 0.65) else clean
                first, last = choices[self.rng.integers(len(choices))]
                if row.task == "safety":
                    label = safety_label(row, first, last)
            ids, cases, capitals = (part[first:last] for part in (row.pieces.ids, row.pieces.cases, row.pieces.capitals))
            if row.tags is not None:
                tags = row.tags[first:last]
        chance = self.rng.random()
        if chance < self.LOWER:
            cases = np.zeros_like(cases)
        elif chance < self.LOWER + self.UPPER:
            cases = capitals
        return Item(row, ids, cases, label, tags)

    def next(self) -> list[Item]:
        if not self.batches:
            items, total = [], 0
            while total < 40 * self.tokens:
                item = self._item(self._next_row(self.tasks[self.rng.choice(len(self.tasks), p=self.rate)]))
                if item is not None:
                    items.append(item)
                    total += len(item.ids) + 2
            self.batches = packed(items, self.tokens)
            self.rng.shuffle(self.batches)
        return self.batches.pop()


def packed(items: list[Item], tokens: int) -> list[list[Item]]:
    """Batches of neighbours in length."""
    items = sorted(items, key=lambda item: len(item.ids))
    batches, start = [], 0
    while start < len(items):
        end = start + 1
        while end < len(items) and (end + 1 - start) * (len(items[end].ids) + 2) <= tokens:
            end += 1
        batches.append(items[start:end])
        start = end
    return batches


@dataclass
class Batch:
    """Arrays of one batch. `rows[task]` are the indices of the task's windows."""
    ids: np.ndarray
    mask: np.ndarray
    cases: np.ndarray
    tokens: int
    items: list[Item]
    rows: dict[str, np.ndarray]


def collate(items: list[Item]) -> Batch:
    # A multiple of 8: the fused attention of an accelerator wants it.
    longest = -(-(max(len(item.ids) for item in items) + 2) // 8) * 8
    ids = np.zeros((len(items), longest), np.int64)
    cases = np.zeros((len(items), longest), np.int64)
    mask = np.zeros((len(items), longest), bool)
    for index, item in enumerate(items):
        size = len(item.ids)
        ids[index, 0] = CLS
        ids[index, 1:size + 1] = item.ids
        ids[index, size + 1] = SEP
        cases[index, 1:size + 1] = item.cases
        mask[index, :size + 2] = True
    rows = {}
    for index, item in enumerate(items):
        rows.setdefault(item.row.task, []).append(index)
    return Batch(ids, mask, cases, int(mask.sum()), items,
                 {task: np.array(found) for task, found in rows.items()})
