"""Composes question pairs for the pair head: may the stored answer to question `a` be served for question `b`?

Three kinds of hand-written material in `phrases/`: groups (`pairs_groups.jsonl`, `pairs_long.jsonl`, `pairs_languages.jsonl`:
wordings of one question, and near misses that differ from it and from each other in one detail), frames
(`pairs_frames.jsonl`: wordings of one question with slots) and slot values (`pairs_slots.jsonl`: the surfaces of one value,
values that look alike side by side). A fourth source edits a detail of questions that are known to be the same: in one
of them (different) or in both alike (same).
"""

import json
import re
from itertools import combinations
from pathlib import Path

from corpus_common import key, share, typos

PHRASES = Path(__file__).parent / "phrases"
GROUPS = ("pairs_groups.jsonl", "pairs_long.jsonl", "pairs_languages.jsonl")

OPENERS = {
    "en": ["Hi, ", "Hello! ", "Hey, ", "Please tell me: ", "Quick question: ", "Sorry to bother you, but ", "One more thing: ",
           "Good morning, ", "Could you help me? ", "I have a question. ", "so ", "ok, "],
    "de": ["Hallo, ", "Guten Tag, ", "Kurze Frage: ", "Bitte sagen Sie mir: "],
    "fr": ["Bonjour, ", "Une petite question : ", "Dites-moi, "],
    "es": ["Hola, ", "Buenas, ", "Una pregunta: "],
    "it": ["Ciao, ", "Buongiorno, ", "Una domanda: "],
    "pt": ["Olá, ", "Bom dia, ", "Uma pergunta: "],
    "nl": ["Hallo, ", "Goedemorgen, ", "Even een vraag: "],
    "pl": ["Cześć, ", "Dzień dobry, ", "Mam pytanie: "],
    "tr": ["Merhaba, ", "Bir sorum var: "],
    "ru": ["Здравствуйте, ", "Привет, ", "Вопрос: "],
    "zh": ["你好，", "请问，"],
    "ja": ["こんにちは。", "質問です。"],
    "ar": ["مرحبا، ", "لدي سؤال: "],
    "hi": ["नमस्ते, ", "एक सवाल है: "],
}
CLOSERS = {
    "en": [" Thanks!", " Thank you.", " please", " thx", " Thanks in advance.", " Any help is welcome."],
    "de": [" Danke!", " Vielen Dank."], "fr": [" Merci !", " Merci d'avance."], "es": [" ¡Gracias!"], "it": [" Grazie!"],
    "pt": [" Obrigado!"], "nl": [" Bedankt!"], "pl": [" Dziękuję!"], "tr": [" Teşekkürler!"], "ru": [" Спасибо!"],
    "zh": ["谢谢！"], "ja": ["お願いします。"], "ar": [" شكرا!"], "hi": [" धन्यवाद!"],
}
SHORT = [("What is ", "What's "), ("I am ", "I'm "), ("I have ", "I've "), ("do not ", "don't "), ("does not ", "doesn't "),
         ("is not ", "isn't "), ("can not ", "can't "), ("Where is ", "Where's "), ("Who is ", "Who's "), ("I would ", "I'd "),
         ("How do I ", "How can I "), ("How do I ", "How to "), ("Can I ", "May I ")]

# Words that exchange one detail. The first list goes both ways, the second only forward.
OPPOSITES = """highest lowest|maximum minimum|largest smallest|biggest smallest|longest shortest|oldest youngest|fastest slowest
best worst|before after|first last|import export|enable disable|increase reduce|raise lower|open close|buy sell|tenant landlord
employee employer|adult child|adults children|men women|man woman|husband wife|mother father|sister brother|son daughter
morning evening|summer winter|north south|upload download|add remove|lock unlock|archive restore|horizontal vertical
horizontally vertically|today tomorrow|gross net|dog cat|dogs cats|monthly yearly|daily weekly|rows columns|row column|kitchen bathroom
parents teachers|buyer seller|doctor dentist|chicken turkey|credit debit|iPhone Android|breakfast dinner|send receive
car motorbike|train bus|plane ship|more less|early late|private business|student teacher|read write|hours minutes
red green|black white|blue yellow|inside outside|indoor outdoor|install uninstall|password username|book film
expensive cheap|minimum average|highest average|hotter colder|built destroyed|borrow lend|arrive leave|arrival departure
spring autumn|beginners experts|mobile landline|electricity gas|tea coffee|red yellow|son niece|week month|year month"""
ONE_WAY = [("without", "with"), ("can't", "can"), ("isn't", "is"), ("doesn't", "does"), ("won't", "will"), ("stop", "start"),
           ("cancel", "extend"), ("delete", "copy"), ("current", "previous"), ("currently", "in 2005"),
           ("causes", "consequences"), ("symptoms", "causes"), ("cost", "weigh"), ("price", "size"),
           ("change", "delete"), ("reset", "see"), ("renew", "cancel")]
EDIT_SLOTS = ("city", "country", "usstate", "month", "day", "software", "app", "proglang", "outlang", "fruit", "animal",
              "currency", "file", "food", "drug", "sport", "plan", "insur", "lunit", "munit", "tax", "plant", "planet", "os")
AMBIGUOUS = {"C", "R", "Go", "May", "March", "Nice", "Swift", "Julia", "Chad", "Turkey", "m", "ft", "g", "l", "t", "oz", "yd", "Georgia",
             "Jordan", "kilos", "Mercury", "Apache", "in.", "JS", "TS", "mi", "mm", "feet", "yards", "Signal", "tons", "pounds"}


def read(name):
    return [json.loads(line) for line in (PHRASES / name).read_text(encoding="utf-8").splitlines() if line.strip()]


def vary(text, random_, lang="en"):
    """The same question with another surface: typing errors, case, marks, greeting, thanks, contractions."""
    start = text
    if random_.random() < 0.35:
        for long, short in random_.sample(SHORT, len(SHORT)):
            if long in text:
                text = text.replace(long, short, 1)
                break
    kind = random_.random()
    if kind < 0.3:
        text = typos(text, random_, random_.choice([0.03, 0.05, 0.08]))
    elif kind < 0.5 and lang in OPENERS:
        opener = random_.choice(OPENERS[lang])
        head = text if re.match(r"(I\b|I'|[A-Z]{2})", text) or opener.rstrip()[-1:] in "!?.。" else text[:1].lower() + text[1:]
        text = opener + head
    elif kind < 0.62 and lang in CLOSERS:
        text += random_.choice(CLOSERS[lang])
    if random_.random() < 0.35:
        text = text.lower()
    if random_.random() < 0.35:
        text = text.rstrip(" .?!？。")
    if text == start:
        text = text.rstrip(" .?!？。").lower() if random_.random() < 0.5 else typos(text, random_, 0.08)
    return text


def article(text):
    """`a apple` to `an apple`."""
    return re.sub(r"\b([Aa]) (?=[aeiouAEIOU])(?!u[nst]|Un|one|eu|Eu|UK|US)", r"\1n ", text)


# Groups


def group_pairs(random_, group, others):
    """(a, b, same, kind) of one group; `others` are questions of the same topic from other groups."""
    lang, same, near = group["lang"], group["same"], group["near"]
    pairs = []

    def put(a, b, label, kind, changed=0.25):
        if random_.random() < 0.5:
            a, b = b, a
        if random_.random() < changed:
            b = vary(b, random_, lang)
        if random_.random() < changed / 2:
            a = vary(a, random_, lang)
        if a != b:
            pairs.append((a, b, label, kind))

    for a, b in combinations(same, 2):
        put(a, b, True, "paraphrase", 0.1)
        put(a, b, True, "paraphrase", 0.6)
    for text in same:
        put(text, vary(text, random_, lang), True, "surface", 0.1)
    for _, text in random_.sample(near, min(2, len(near))):
        put(text, vary(text, random_, lang), True, "surface", 0.1)
    for kind, text in near:
        put(same[0], text, False, kind, 0.2)
        for other in random_.sample(same[1:], min(2, len(same) - 1)):
            put(other, text, False, kind, 0.2)
    crossed = list(combinations(near, 2))
    for (kind, a), (_, b) in random_.sample(crossed, min(3, len(crossed))):
        put(a, b, False, kind)
    if others:
        put(random_.choice(same), random_.choice(others), False, "topic")
    return pairs


# Frames


class Slots:
    def __init__(self):
        self.table = {row["slot"]: row for row in read("pairs_slots.jsonl")}

    def of(self, name):
        return self.table[name if name in self.table else name.rstrip("2")]

    def draw(self, names, random_):
        """A value number for each slot; `city` and `city2` differ."""
        drawn = {}
        for name in names:
            number = random_.randrange(len(self.of(name)["values"]))
            while number == drawn.get(name.rstrip("2")):
                number = random_.randrange(len(self.of(name)["values"]))
            drawn[name] = number
        return drawn

    def other(self, name, drawn, random_):
        """Another value: in half of the cases one from beside it, which looks like it."""
        number, count = drawn[name], len(self.of(name)["values"])
        twin = drawn.get(name[:-1] if name.endswith("2") else name + "2")
        while True:
            found = (number + random_.choice([-1, 1])) % count if random_.random() < 0.5 else random_.randrange(count)
            if found != number and (found != twin or count == 2):
                return found

    def fill(self, phrase, drawn, random_):
        """The phrase with a surface for each value; the first surface more often than the others."""
        def value(match):
            surfaces = self.of(match[1])["values"][drawn[match[1]]]
            return surfaces[0] if random_.random() < 0.5 else random_.choice(surfaces)

        text = re.sub(r"\{(\w+)\}", value, phrase)
        sentence = phrase[:1].isupper() or phrase[:1] == "{" and phrase[-1] in ".?"
        return text[:1].upper() + text[1:] if sentence else text


def frame_pairs(random_, frame, slots, count):
    """`count` same and `count` different pairs of one frame."""
    phrases, lang = frame["same"], frame["lang"]
    names = sorted(set(re.findall(r"\{(\w+)\}", phrases[0])))
    twins = [name for name in names if name + "2" in names]
    pairs = []

    def surface(text):
        return vary(text, random_, lang) if random_.random() < 0.2 else text

    def fill(phrase, drawn):
        text = slots.fill(phrase, drawn, random_)
        return article(text) if lang == "en" else text

    for i in range(count):
        drawn = slots.draw(names, random_)
        one, two = random_.sample(phrases, 2)
        a, b = fill(one, drawn), fill(two, drawn)
        pairs.append((surface(a), surface(b), True, "paraphrase"))
        if i % 4 == 0:
            c = fill(one, drawn)
            pairs.append((a, c if c != a else vary(a, random_, lang), True, "equivalent_value" if c != a else "surface"))
        # The changed question is sometimes in the same words, more often in others.
        changed = dict(drawn)
        if twins and not frame["symmetric"] and random_.random() < 0.35:
            name = random_.choice(twins)
            changed[name], changed[name + "2"] = drawn[name + "2"], drawn[name]
            kind = "direction"
        else:
            name = random_.choice(names)
            changed[name] = slots.other(name, drawn, random_)
            kind = slots.of(name)["kind"]
        c = fill(one if random_.random() < 0.4 else two, changed)
        pairs.append((surface(a), surface(c), False, kind))
    return pairs


# Edits of one detail


class Edits:
    """Exchanges one detail that two wordings of a question share."""

    def __init__(self, slots):
        self.words = []
        for name in EDIT_SLOTS:
            row = slots.table[name]
            for i, surfaces in enumerate(row["values"]):
                if surfaces[0] in AMBIGUOUS:
                    continue
                beside = [v[0] for j, v in enumerate(row["values"]) if j != i and v[0] not in AMBIGUOUS]
                self.words.append((row["kind"], self.pattern(surfaces), beside))
        for pair in re.split(r"[|\n]", OPPOSITES):
            one, two = pair.split()
            self.words += [("opposite", self.pattern([one]), [two]), ("opposite", self.pattern([two]), [one])]
        self.words += [("opposite", self.pattern([one]), [two]) for one, two in ONE_WAY]

    @staticmethod
    def pattern(surfaces):
        good = sorted((s for s in surfaces if s not in AMBIGUOUS), key=len, reverse=True)
        flags = 0 if good[0][:1].isupper() and len(good[0]) < 6 else re.IGNORECASE
        return re.compile(r"(?<![\w-])(?:" + "|".join(map(re.escape, good)) + r")(?![\w'-])", flags)

    @staticmethod
    def put(text, pattern, new):
        return pattern.sub(lambda m: new[:1].upper() + new[1:] if m.start() == 0 and m[0][:1].isupper() else new, text)

    @staticmethod
    def number(old, random_):
        """Another number that looks like the old one."""
        digits = list(old)
        for _ in range(20):
            new, kind = digits[:], random_.randrange(5)
            at = random_.choice([i for i, d in enumerate(digits) if d.isdigit()])
            if kind == 0 and len(digits) > 1 and digits[0] != digits[-1] and digits[-1] != "0" and digits[-1].isdigit():
                new[0], new[-1] = new[-1], new[0]
            elif kind == 1 and len(digits) < 3:
                new.insert(0, random_.choice("123"))
            elif kind == 2 and len(digits) < 3:
                new.append("0")
            else:
                new[at] = str((int(new[at]) + random_.choice([1, 2, 3, 5])) % 10)
            found = "".join(new)
            if found != old and not (found[0] == "0" and old[0] != "0"):
                return found
        return old + "0"

    def of(self, a, b, lang, random_):
        """(kind, edited a, edited b) for each detail that both hold."""
        found = []
        for value in sorted(set(re.findall(r"(?<![\w.,:/-])\d+(?:[.,]\d+)?(?![\w.,:/]*\d)", a))):
            spot = re.compile(r"(?<![\w.,:/-])" + re.escape(value) + r"(?![\w.,:/]*\d)")
            if spot.search(b):
                new = self.number(value, random_)
                if not re.search(r"\b" + re.escape(new) + r"\b", a + " " + b):
                    found.append(("number", spot.sub(new, a), spot.sub(new, b)))
        if lang == "en":
            for kind, spot, beside in self.words:
                if spot.search(a) and spot.search(b):
                    new = beside[0] if len(beside) == 1 else random_.choice(beside)
                    if not re.search(r"\b" + re.escape(new) + r"\b", a + " " + b, re.IGNORECASE):
                        found.append((kind, self.put(a, spot, new), self.put(b, spot, new)))
        way = re.compile(r"\bfrom (\w+) (?:in)?to (\w+)\b")
        if lang == "en" and way.search(a) and not re.search(r"far|distance|how long", a, re.IGNORECASE):
            found.append(("direction", way.sub(r"from \2 to \1", a), None))
        return found

    def pairs(self, random_, a, b, lang, most=2):
        """Up to `most` edits of the pair of like questions: edited in one (different), in both (same)."""
        found = self.of(a, b, lang, random_)
        for kind, c, d in random_.sample(found, min(most, len(found))):
            yield c, b, False, kind
            if d:
                yield a, d, False, kind
                if kind != "opposite":
                    yield c, d, True, kind


def material(rng):
    """All pairs of groups and frames: (part, source, lang, a, b, same, kind)."""
    slots = Slots()
    edits = Edits(slots)
    groups = [group for name in GROUPS for group in read(name)]
    topics = {}
    for group in groups:
        group["part"] = "val" if share(group["same"][0], "pair-group") < 0.1 else "train"
        topics.setdefault((group["topic"], group["lang"], group["part"]), []).append(group)
    for group in groups:
        random_ = rng("pair-group", key(group["same"][0]))
        lang, part = group["lang"], group["part"]
        others = [t for g in topics[group["topic"], lang, part] if g is not group for t in g["same"] + [n for _, n in g["near"]]]
        source = "gen-group" if lang == "en" else "gen-group-lang"
        for a, b, same, kind in group_pairs(random_, group, others):
            yield part, source, lang, a, b, same, kind
        for a, b in random_.sample(list(combinations(group["same"], 2)), min(3, len(group["same"]) - 1)):
            for row in edits.pairs(random_, a, b, lang):
                yield part, "gen-edit", lang, *row
    for frame in read("pairs_frames.jsonl"):
        random_ = rng("pair-frame", key(frame["same"][0]))
        part = "val" if share(frame["same"][0], "pair-frame") < 0.1 else "train"
        for row in frame_pairs(random_, frame, slots, 24 if part == "train" else 12):
            yield part, "gen-frame" if frame["lang"] == "en" else "gen-frame-lang", frame["lang"], *row


def edited(rng, rows):
    """Edits and other surfaces of pairs known to be the same, given as (a, b, lang)."""
    edits = Edits(Slots())
    for a, b, lang in rows:
        random_ = rng("pair-edit", key(a + b))
        for c, d, same, kind in edits.pairs(random_, a, b, lang, 3):
            if random_.random() < 0.3:
                d = vary(d, random_, lang)
            yield lang, c, d, same, kind
        yield lang, a, vary(b, random_, lang), True, "surface"
        yield lang, b, vary(a, random_, lang), True, "surface"
