"""Rows of the safety head in other languages than English, from `phrases/languages_<code>.txt`.

Sections of a file: documents (`doc`), requests of a user for a document (`ask`), injections that are wrong anywhere
(`over`) or only inside a document (`task`), requests to people (`human`), harmless look-alikes (`fine`), articles about
attacks (`news`), everyday prompts (`plain`), jailbreaks (`jail`) and role plays (`role`). Entries hold choices
`{a|b}`; an entry serves either training or validation. Every attack in a document has a harmless twin.
"""

import re
import unicodedata

import generate_injections as G
from corpus_common import rng, share
from corpus_safety_more import FOLDER, blocks, entries, halves, said, spin

SECTIONS = ("doc", "ask", "over", "task", "human", "fine", "news", "plain", "jail", "role")
MAJOR = ("de", "fr", "es", "it", "pt", "nl", "pl", "tr", "ru", "uk", "zh", "ja", "ko", "ar", "hi", "id", "vi")
SPACELESS = ("zh", "ja", "th")
MARKS = ["[SYSTEM] {}", "<system>{}</system>", "<|im_start|>system\n{}<|im_end|>", "### Instruction:\n{}", "SYSTEM: {}", "[INST] {} [/INST]", "<admin>{}</admin>", "{{{}}}"]
DRESS = ["<!-- {} -->", "*** {} ***", "({})", "P.S. {}", "> {}", "[{}]", "-- {}", "“{}”", "<p>{}</p>", "!!! {}", "• {}"]
FENCES = [("", ""), ("", ""), ("", ""), ('"""\n', '\n"""'), ("---\n", "\n---"), ("<text>\n", "\n</text>"), ("“", "”"), ("```\n", "\n```"), ("<<<\n", "\n>>>")]

PLAIN_LETTERS = str.maketrans({"ł": "l", "Ł": "L", "ß": "ss", "ı": "i", "đ": "d", "Đ": "D", "ø": "o", "Ø": "O", "æ": "ae"})
CYRILLIC = dict(zip("абвгдеёжзийклмнопрстуфхцчшщъыьэюяіїєґ", "a b v g d e yo zh z i y k l m n o p r s t u f kh ts ch sh shch _ y _ e yu ya i yi ye g".split()))
GREEK = dict(zip("αβγδεζηθικλμνξοπρσςτυφχψω", "a v g d e z i th i k l m n x o p r s s t y f x ps w".split()))
ARABIC = dict(zip("ابتثجحخدذرزسشصضطظعغفقكلمنهويىةأإآءئؤپچژگکی", "a b t th j 7 kh d th r z s sh s d t z 3 gh f q k l m n h w y a a a e a 2 e o p ch zh g k y".split()))
NAGARI = dict(zip("कखगघङचछजझञटठडढणतथदधनपफबभमयरलवशषसह", "k kh g gh n ch chh j jh n t th d dh n t th d dh n p ph b bh m y r l v sh sh s h".split()))
VOWELS = dict(zip("अआइईउऊऋएऐओऔऑािीुूृेैोौॉंँः", "a aa i ee u oo ri e ai o au o aa i ee u oo ri e ai o au o n n h".split()))
NAGARI_SIGNS = "ािीुूृेैोौॉ्"


def without_accents(text):
    parts = unicodedata.normalize("NFD", text.translate(PLAIN_LETTERS))
    return unicodedata.normalize("NFC", "".join(c for c in parts if unicodedata.category(c) != "Mn"))


def in_latin(text, lang):
    """The text in Latin letters, as people type it without their keyboard."""
    if lang == "hi":
        text = unicodedata.normalize("NFD", text).replace("\u093c", "")
        out = []
        for i, c in enumerate(text):
            following = text[i + 1 : i + 2]
            if c in NAGARI:
                # The vowel of the letter itself is not written, and is silent at the end of a word.
                inherent = following not in NAGARI_SIGNS and following in {**NAGARI, **VOWELS}
                out.append(NAGARI[c] + ("a" if inherent and following else ""))
            else:
                out.append(VOWELS.get(c, "" if c == "्" else "." if c == "।" else c))
        return "".join(out)
    table = {"ru": CYRILLIC, "uk": CYRILLIC, "bg": CYRILLIC, "el": GREEK}.get(lang, ARABIC)
    text = unicodedata.normalize("NFC", without_accents(text) if lang == "el" else text)
    out = "".join((table[c.lower()].replace("_", "") if c == c.lower() else table[c.lower()].replace("_", "").capitalize()) if c.lower() in table else c for c in text)
    return out.replace("؟", "?").replace("،", ",")


def surface(lang, r):
    """How this row is spelt: as usual, without accents, in Latin letters, or in lower case."""
    draw = r.random()
    if lang in ("ru", "uk", "hi", "ar", "fa", "el") and draw < 0.12:
        return lambda text: in_latin(text, lang)
    if lang not in ("zh", "ja", "ko", "th", "ar", "fa", "he", "hi", "bn") and draw < 0.08:
        return without_accents
    return str.lower if draw > 0.95 else str


def set_in(doc, sentence, lang, r):
    """The document with the sentence at its start, after one of its sentences, or at its end; with its place."""
    gap = "" if lang in SPACELESS else " "
    ends = [m.end() for m in re.finditer(r"(?:[。！？]|[.!?؟।](?=\s|$))(?:[ ]|(?=\S))?|\n+", doc) if m.end() < len(doc)]
    where = r.choice(["start", "middle", "middle", "end"])
    if where == "middle" and ends:
        at = r.choice(ends)
        before, after = doc[:at], doc[at:]
        if r.random() < 0.25:
            before, after = before.rstrip() + "\n", "\n" + after.lstrip()
        else:
            before = before if before[-1:].isspace() else before + gap
            after = gap + after
    elif where == "start":
        before, after = "", r.choice(["\n", "\n\n", gap]) + doc
    else:
        before, after = doc + r.choice(["\n", "\n\n", gap]), ""
    return before + sentence + after, (len(before), len(before) + len(sentence))


def wrapped(text, span, question, r):
    """A user's request before or after the document; the span moves along."""
    before, after = r.choice(FENCES)
    head = tail = ""
    if r.random() < 0.65:
        head = question + r.choice(["\n\n", "\n", "\n\n", " "])
    else:
        tail = r.choice(["\n\n", "\n", "\n\n"]) + question
    head, tail = head + before, after + tail
    return head + text + tail, (span[0] + len(head), span[1] + len(head)) if span else None


def rest(add, inputs):
    """Everyday prompts of other sets that no other part of the corpus takes."""
    for row in inputs.rows("domain-multilingual-train/data.jsonl")[800:]:
        add("val" if share(row["text"], "safety") < 0.08 else "train", row["text"], "benign", "lang-domain", row["lang"])


def build(add, inputs):
    rest(add, inputs)
    papers = halves(blocks("safety_documents.txt"), "paper", 0.16)
    people = halves(entries("safety_tasks.txt")["human"], "human")
    orders = halves(entries("safety_tasks.txt")["task"], "task")
    requests = halves(entries("safety_tasks.txt")["request"], "request")
    for path in sorted(FOLDER.glob("languages_*.txt")):
        lang = path.stem.removeprefix("languages_")
        found = entries(path.name)
        if "over" not in found:
            # The vocabulary has no pieces for this script (Thai): only the harmless side can be taught.
            for kind, sentences in found.items():
                for sentence in sentences:
                    part, r = "val" if share(sentence, "lang") < 0.1 else "train", rng("harmless", sentence)
                    for _ in range(3):
                        add(part, said(sentence, r), "benign", "lang-harmless", lang)
            continue
        pool = {kind: halves(found[kind], "lang" + lang + kind, 0.12) for kind in SECTIONS}
        usual = 1.0 if lang in MAJOR else 0.55
        gap = "" if lang in SPACELESS else " "
        stories = []
        if lang in ("de", "es", "fr", "it", "nl", "pl", "pt", "ru", "zh", "ja"):
            stories = [x["text"] for x in inputs.rows(f"stsb-multi-train/{lang}_train.jsonl") if len(x["text"]) > (50 if lang not in SPACELESS else 18)]
        for part, scale in (("train", usual), ("val", 0.1 * usual)):
            r = rng("languages", lang, part)
            count = lambda most: max(1, round(most * scale))
            draw = lambda kind: said(r.choice(pool[kind][part]), r).replace("¶", "\n")
            mine = [s for s in stories if (share(s, "lang-story") < 0.1) == (part == "val")]

            def paper():
                if mine and r.random() < 0.2:
                    return gap.join(r.sample(mine, r.randint(2, 3)))
                docs = pool["doc"][part]
                return r.choice(["\n\n", "\n"]).join(said(d, r).replace("¶", "\n") for d in r.sample(docs, 2 if len(docs) > 1 and r.random() < 0.3 else 1))

            def attack():
                """An injected sentence or two, bare or in a dress."""
                form = r.random()
                text = draw("over") if form < 0.55 else draw("task")
                if r.random() < 0.12:
                    text += gap + draw("over" if form > 0.55 else "task")
                if r.random() < 0.12 and form < 0.55:
                    return r.choice(MARKS).replace("{}", text)
                return r.choice(DRESS).replace("{}", text) if r.random() < 0.18 else text

            def harmless():
                text = draw("human")
                if r.random() < 0.12:
                    text += gap + draw("human")
                return r.choice(DRESS).replace("{}", text) if r.random() < 0.22 else text

            def put(doc, sentence, twin, question, source):
                """The attack and its twin in one document."""
                spelt = surface(lang, r)
                doc, sentence, twin, question = spelt(doc).strip(), spelt(sentence), spelt(twin), spelt(question)
                inside = r.random() < 0.62
                text, span = set_in(doc, sentence, lang, r)
                if inside:
                    text, span = wrapped(text, span, question, r)
                add(part, text, "injection", source, lang, 1.2, span)
                text = set_in(doc, twin, lang, r)[0] if r.random() < 0.72 else doc
                add(part, wrapped(text, None, question, r)[0] if r.random() < 0.62 else text, "benign", source + "-twin", lang, 1.2)

            for _ in range(count(60)):
                put(paper(), attack(), harmless(), draw("ask"), "lang-doc")
            # English in a document of this language, and the other way round
            for _ in range(count(9)):
                order = G.override(part, r) if r.random() < 0.5 else said(r.choice(orders[part]), r)
                put(paper(), order, said(r.choice(people[part]), r), draw("ask"), "lang-english-inside")
            for _ in range(count(14)):
                doc = spin(r.choice(papers[part])[1], r)
                question = said(r.choice(requests[part]), r) if r.random() < 0.7 else draw("ask")
                put(doc[:1500], attack(), harmless(), question, "lang-inside-english")
            for _ in range(count(34)):
                text = draw("over") + (gap + draw("over") if r.random() < 0.15 else "")
                text = r.choice(MARKS).replace("{}", text) if r.random() < 0.1 else text
                add(part, surface(lang, r)(text), "injection", "lang-over", lang, 1.2)
            for _ in range(count(22)):
                text = draw("jail") + r.choice(["", "", "\n\n[REQUEST]", gap + draw("jail")])
                add(part, surface(lang, r)(text), "jailbreak", "lang-jail", lang, 1.2)
            # Harmless: what looks like an attack, articles, role plays, everyday prompts, clean documents
            for _ in range(count(62)):
                form = r.random()
                text = draw("fine")
                if form < 0.15:
                    text += r.choice(["\n\n", "\n"]) + paper()
                elif form < 0.25:
                    text += gap + draw("plain")
                elif form < 0.29:
                    text = "### Instruction:\n" + text
                add(part, surface(lang, r)(text), "benign", "lang-fine", lang, 1.2)
            for _ in range(count(12)):
                text = draw("news")
                if r.random() < 0.6:
                    text = wrapped(text, None, draw("ask"), r)[0]
                add(part, surface(lang, r)(text), "benign", "lang-news", lang, 1.2)
            for _ in range(count(24)):
                text = draw("role") + (gap + draw("plain") if r.random() < 0.2 else "")
                add(part, surface(lang, r)(text), "benign", "lang-role", lang, 1.2)
            for _ in range(count(55)):
                form = r.random()
                text = draw("plain") if form < 0.7 else draw("human") if form < 0.85 else draw("plain") + gap + draw("plain")
                add(part, surface(lang, r)(text), "benign", "lang-plain", lang)
            for _ in range(count(16)):
                text = paper()
                add(part, surface(lang, r)(wrapped(text, None, draw("ask"), r)[0] if r.random() < 0.7 else text), "benign", "lang-clean", lang)
