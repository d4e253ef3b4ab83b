"""English injections and their harmless twins, composed from the phrase files `phrases/injection_*.txt`.

The same document carries in turn an order to the assistant, a sentence of the same form for people, or nothing; the
user's request round it is drawn alike for all three. So neither the kind of document, nor the form of a sentence, nor
the length gives the label away. Every block and line serves training or validation only.
"""

import json
import re

import generate_injections as G
from corpus_common import casual, cut_words, key, rng, share
from corpus_safety_more import blocks, dressed, entries, halves, misspelt, said, spin, tidy

HOLE = "\ue010"
# Sections whose orders could be the user's own: in most rows a request stands round the document.
COULD_BE_OWN = {"offtopic", "instead", "promo", "toolcall", "ranking", "deny", "credentials", "first_person"}
# Blocks that fall apart when another text follows.
CLOSED = {"json", "html", "code", "xml", "sql", "yaml", "calendar"}
LIFT = {"sql": "code", "xml": "html", "minutes2": "minutes", "transcript2": "transcript"}
NAMES = "Ada|Bruno|Chiara|Dmitri|Esra|Femi|Gudrun|Hugo|Imani|Jorge|Kenji|Leila|Mina|Nils|Olga|Pavel|Quinn|Rosa|Sven|Tariq|Uma|Vera|Wen|Yara|Zeno".split("|")
HEADINGS = "Overview|Open points|Next steps|Delivery|Opening hours|What changed|Background|Costs|Contact|Results|Risks|Comments|Summary|Second visit|Order details|Questions".split("|")
# The phrase files name a few invented firms; each draw gets another name, in attacks and in harmless texts alike.
FIRM = re.compile(r"\b(?:Corvel|Veltra|Amandine|Bellmont|Lorne|Halden|LUMA)\b")
FIRM_A = "Al|Bren|Cas|Dor|Ever|Fal|Gra|Hol|Ister|Jun|Kel|Lum|Mor|Nor|Oster|Pel|Quar|Ros|Sol|Tar|Ul|Vel|Wes|Zan".split("|")
FIRM_B = "bury|den|fort|gate|ia|lex|mont|nova|o|quist|ra|son|tek|tis|vale|via|win|wood|za".split("|")
TOOLS = "read_file|fetch_page|search_mail|get_ticket|list_events|lookup_order|query_db|get_reviews|open_document|web.search".split("|")


def firms(text, r):
    return FIRM.sub(lambda m: r.choice(FIRM_A) + r.choice(FIRM_B), text)


def paragraphs(inputs, r):
    """Real prose as documents, past the sentences that the older rows are made of; the last eighth is for validation."""
    found = {"train": [], "val": []}
    for name, first in (("wikigold", 700), ("sec_filings", 350)):
        rows = [G.detokenised(x["text"]) for x in inputs.rows(f"ner-train/{name}.jsonl")][first:]
        cut, at = len(rows) * 7 // 8, 0
        while at < len(rows):
            size = r.randint(3, 9)
            if not at < cut < at + size:
                text = cut_words(" ".join(rows[at : at + size]), 220)
                if len(text) > 200 and "{" not in text:
                    found["train" if at < cut else "val"].append(("prose", text))
            at += size
    return found


def sentences(docs):
    """Plain sentences of the prose among the documents, for composed ones."""
    found = []
    for kind, text in docs:
        if kind in ("news", "wiki", "mail", "essay", "travel", "review", "forum", "listing", "faq", "social", "profile", "grant", "recipe", "fiction", "patient", "manual"):
            for line in text.split("\n"):
                found += [s for s in re.findall(r"[A-Z\"{][^.!?]{25,170}[.!?](?= |$)", line) if "{" not in s or s.count("{") == s.count("}")]
    return found


def composed(pool, r):
    """A small document of a machine or an office with a hole in one of its fields."""
    name = lambda: r.choice(NAMES)
    day = lambda: f"2026-{r.randint(1, 12):02d}-{r.randint(1, 28):02d}"
    said_ = lambda: spin(r.choice(pool), r)
    count = r.choice([2, 3, 3, 4, 5, 6, 8])
    hole = r.randrange(count)
    items = [said_() + (" " + said_() if r.random() < 0.4 else "") for _ in range(count)]
    items[hole] = r.choice([HOLE, HOLE, f"{items[hole]} {HOLE}", f"{HOLE} {items[hole]}"])
    quoted = [x.replace('"', "'") for x in items]
    kind = r.choice(["json", "jsonl", "html", "htmltable", "csv", "chat", "thread", "search", "reviews", "markdown", "ticket", "log", "events", "srt", "table", "form", "notes", "tool", "yaml", "mailbox", "code"])
    if kind == "json":
        field = r.choice(["text", "body", "description", "snippet", "comment", "message"])
        rows = [{"id": r.randint(10, 9999), r.choice(["title", "author", "date"]): r.choice([name(), day(), r.choice(HEADINGS)]), field: x} for x in quoted]
        return kind, json.dumps({r.choice(["results", "items", "data", "messages"]): rows, "total": count}, ensure_ascii=False, indent=r.choice([None, 1, 2]))
    if kind == "jsonl":
        return kind, "\n".join(json.dumps({"ts": day(), "user": name().lower(), "note": x}, ensure_ascii=False) for x in quoted)
    if kind == "html":
        tag = r.choice(["p", "li", "div", "td", "blockquote", "h3"])
        return kind, f"<html><head><title>{r.choice(HEADINGS)}</title></head><body>\n<h1>{r.choice(HEADINGS)}</h1>\n" + "\n".join(f"<{tag}>{x}</{tag}>" for x in items) + "\n</body></html>"
    if kind == "htmltable":
        return kind, "<table>" + "".join(f"<tr><td>{day()}</td><td>{name()}</td><td>{x}</td></tr>" for x in items) + "</table>"
    if kind == "csv":
        sign = r.choice([",", ";", "\t"])
        return kind, sign.join(["date", "name", "rating", "comment"]) + "\n" + "\n".join(sign.join([day(), name(), str(r.randint(1, 5)), f'"{x}"']) for x in quoted)
    if kind == "chat":
        return kind, "\n".join(f"{r.choice(['', '[' + str(r.randint(7, 22)) + ':' + str(r.randint(10, 59)) + '] '])}{name()}: {x}" for x in items)
    if kind == "thread":
        return kind, "\n\n".join(f"From: {name()} <{name().lower()}@{r.choice(['orbit', 'fjord', 'linden', 'quarry'])}.example>\nSubject: {'Re: ' * i}{r.choice(HEADINGS)}\n\n{x}" for i, x in enumerate(items[: 4] if hole < 4 else items[hole - 1 : hole + 1]))
    if kind == "search":
        return kind, "\n".join(f"{i + 1}. {r.choice(HEADINGS)} - https://{name().lower()}.example/{r.randint(1, 99)}\n   {x}" for i, x in enumerate(items))
    if kind == "reviews":
        return kind, "\n".join(f"{'★' * r.randint(1, 5)} {name()}: {x}" for x in items)
    if kind == "markdown":
        return kind, f"# {r.choice(HEADINGS)}\n\n" + "\n\n".join((f"## {r.choice(HEADINGS)}\n" if r.random() < 0.4 else "- " if r.random() < 0.3 else "") + x for x in items)
    if kind == "ticket":
        return kind, f"#{r.randint(100, 9999)} {r.choice(HEADINGS)} (open)\nReporter: {name()}\n" + "\n".join(f"Comment by {name()}, {day()}: {x}" for x in items)
    if kind == "log":
        return kind, "\n".join(f"{day()} {r.randint(10, 23)}:{r.randint(10, 59)} {r.choice(['INFO', 'WARN', 'ERROR', 'DEBUG'])} {r.choice(['api', 'mail', 'form', 'import'])} msg=\"{x}\"" for x in quoted)
    if kind == "events":
        return kind, "\n".join(f"{day()} {r.randint(8, 18)}:00 {r.choice(HEADINGS)} ({name()}). Notes: {x}" for x in items)
    if kind == "srt":
        return kind, "\n\n".join(f"{i + 1}\n00:0{i}:{r.randint(10, 29)},000 --> 00:0{i}:{r.randint(30, 59)},500\n{x}" for i, x in enumerate(items))
    if kind == "table":
        return kind, "| who | when | what |\n| --- | --- | --- |\n" + "\n".join(f"| {name()} | {day()} | {x} |" for x in items)
    if kind == "form":
        return kind, "\n".join(f"{r.choice(['Name', 'Request', 'Remarks', 'Address', 'Reason', 'Message', 'Question'])}: {x}" for x in items)
    if kind == "tool":
        return kind, f"{r.choice(['Tool', 'Function', 'Result of', 'Observation from'])} {r.choice(TOOLS)}:\n" + "\n".join(items)
    if kind == "yaml":
        return kind, "entries:\n" + "\n".join(f"  - by: {name().lower()}\n    text: \"{x}\"" for x in quoted)
    if kind == "mailbox":
        return kind, "\n".join(f"({i + 1}) {name()} | {r.choice(HEADINGS)} | {x}" for i, x in enumerate(items))
    if kind == "code":
        sign = r.choice(["#", "//", "--", " *"])
        return kind, "\n".join(f"{sign} {x}" + (r.choice(["\nx = load(path)", "\nreturn total;", "\nSELECT 1;", "\nretry(3)"]) if r.random() < 0.6 else "") for x in items)
    return kind, r.choice(["\n", " ", "\n\n"]).join(items)


def host(docs, pool, r):
    """A document with a hole: at its start, after a sentence or line, at its end, or in a field."""
    if r.random() < 0.36:
        return composed(pool, r)
    kind, text = r.choice(docs)
    text = spin(text, r)
    if kind not in CLOSED and r.random() < 0.4:
        more = [spin(t, r) for k, t in r.sample(docs, 3) if k not in CLOSED and t != text]
        text = r.choice(["\n\n", "\n\n---\n\n", "\n\n"]).join([text, *more[: r.choice([1, 1, 2, 3])]])
        text = cut_words(text, 420)
    text, span = G.insert(text, HOLE, r.choice(["start", "middle", "middle", "middle", "end", "end"]), r)
    return LIFT.get(kind, kind), text


def filled(text, sentence):
    at = text.index(HOLE)
    return text[:at] + sentence + text[at + 1 :], (at, at + len(sentence))


def emptied(text):
    """The document without its hole; a line that held nothing else goes too."""
    return re.sub(r"(?<=\n)" + HOLE + r"\n+| ?" + HOLE + r"(?=\W|$)|" + HOLE + " ?", "", text).strip()


def asked(doc, span, question, r, rules=None):
    """What a program or a user hands to the model: the document in a request, a chat, a list of messages."""
    form = r.random()
    if form < 0.55:
        before, after = r.choice(G.P.FENCES)
        place = r.random()
        gap = r.choice(["\n\n", "\n", " "])
        head, tail = (question + gap + before, after) if place < 0.65 else (before, after + "\n\n" + question)
    elif form < 0.63:
        head, tail = f"{r.choice(['User', 'Human', 'Customer'])}: {question}\n{r.choice(['Tool', 'Function', 'Search'])}: ", r.choice(["", "\nAssistant:"])
    elif form < 0.7:
        head, tail = f"{question}\n\n<{(tag := r.choice(['document', 'context', 'data', 'email', 'page', 'file']))}>\n", f"\n</{tag}>"
    elif form < 0.77 and rules:
        head, tail = f"{rules}\n\n{r.choice(['Text', 'Document', 'Context', 'Input'])}:\n", f"\n\n{question}" if r.random() < 0.6 else ""
    elif form < 0.83:
        head, tail = f"[{r.choice(TOOLS)}] {question}\n---\n", ""
    elif form < 0.9:
        head, tail = f"{r.choice(['Task', 'Question', 'Q'])}: {question}\n{r.choice(['Source', 'Passage', 'Material', 'Attached'])}: ", r.choice(["", "\nAnswer:", "\nA:"])
    else:
        head, tail = "", f"\n\n{r.choice(['^ ', '', '(see above) ', 'My question: '])}{question}"
    return head + doc + tail, (span[0] + len(head), span[1] + len(head)) if span else None


def long_prompt(parts, docs, r):
    """A long message of a user: who he is, what he wants and forbids, what he hands over."""
    draw = lambda name, n: [said(x, r) for x in r.sample(parts[name], min(n, len(parts[name])))]
    pieces = draw("opening", 1) + draw("rules", r.choice([1, 2, 2, 3])) + draw("material", r.choice([1, 1, 2])) + draw("rules", r.choice([0, 1]))
    if r.random() < 0.35:
        pieces.append(spin(r.choice(docs)[1], r))
    return r.choice(["\n\n", "\n", " "]).join(dict.fromkeys(pieces + draw("closing", r.choice([1, 1, 2]))))


def build(add, payloads, inputs):
    docs = halves(blocks("injection_hosts.txt"), "host", 0.14)
    orders = {k: halves(v, "order" + k) for k, v in entries("injection_orders.txt").items()}
    direct = {k: halves(v, "direct" + k) for k, v in entries("injection_direct.txt").items()}
    twins = {k: halves(v, "twin" + k) for k, v in entries("injection_twins.txt").items()}
    longs = {k: halves(v, "long" + k, 0.2) for k, v in entries("injection_twins_long.txt").items()}
    requests = halves(entries("safety_tasks.txt")["request"], "request")
    real = paragraphs(inputs, rng("injections", "prose"))
    prompts = {"train": [], "val": []}
    for name in ("benign-prompts-train/roleplay_and_tasks", "benign-prompts-train/qa_and_reasoning", "complexity-chat-train/data"):
        for row in inputs.rows(name + ".jsonl"):
            if 20 < len(row["text"]) < 900:
                prompts["val" if share(row["text"], "safety") < 0.08 else "train"].append(row["text"].strip())
    seen = set()
    for part, scale in (("train", 1.0), ("val", 0.11)):
        r = rng("injections", part)
        pool = sentences(docs[part])
        say = lambda group, name: firms(said(r.choice(group[name][part]), r).replace("¶", "\n"), r)
        pieces = {name: found[part] for name, found in longs.items()}

        def question():
            kind = r.random()
            return say(twins, "user_order") if kind < 0.45 else said(r.choice(requests[part]), r) if kind < 0.75 else G.pick(G.P.REQUESTS, part, r)

        def put(text, label, source, span=None, weight=1.2):
            """A row, if its text is new; rows with a place are not compared by `add`."""
            if key(text) not in seen:
                seen.add(key(text))
                add(part, text, label, source, "en", weight, span)

        def set_in_request(text, span, chance, source, label):
            """The bare document or, at the given chance, with a request; the twins of a row get the same chance."""
            if r.random() < chance:
                text, span = asked(text, span, question(), r, say(twins, "system"))
            put(text, label, source, span)

        # Documents with an order, with a sentence for people, and with nothing
        for _ in range(int(3300 * scale)):
            kind, text = host(real[part] if r.random() < 0.15 else docs[part], pool, r)
            section = r.choice(sorted(orders))
            sentence = say(orders, section)
            if section in ("toolcall", "first_person", "credentials", "offtopic") and r.random() < 0.3:
                # A plain order behind an open override
                sentence = (say(orders, "overt") if r.random() < 0.6 else G.pick(G.P.LEADS, part, r)) + " " + sentence
            elif r.random() < 0.16:
                sentence += r.choice([" ", "\n"]) + say(orders, r.choice(sorted(orders)))
            if r.random() < 0.06:
                sentence = misspelt(sentence, r)
            whole = "\n" in sentence or section in ("comment", "system_tag", "tool_result", "fake_turn", "fake_end")
            other = say(twins, "human")
            if not whole:
                sentence, other = (dressed(x, kind, r) if kind != "json" else x for x in (sentence, other))
            chance = 0.85 if section in COULD_BE_OWN else 0.6
            set_in_request(*filled(text, sentence), chance, "inj-document", "injection")
            form = r.random()
            if form < 0.62:
                set_in_request(filled(text, other)[0], None, 0.65, "inj-human", "benign")
            elif form < 0.8:
                set_in_request(emptied(text), None, 0.65, "inj-clean", "benign")
            elif form < 0.88:
                set_in_request(filled(text, say(twins, "article"))[0], None, 0.7, "inj-article", "benign")
        # Messages that are nothing but the attack, short, long, or after small talk
        for _ in range(int(1500 * scale)):
            text = say(direct, r.choice(["override", "override", "extraction", "extraction", "long"]))
            form, span = r.random(), None
            if form < 0.12:
                text += r.choice([" ", "\n"]) + say(direct, r.choice(["override", "extraction"]))
            elif form < 0.3:
                before = said(r.choice(requests[part]), r) if r.random() < 0.3 else say(twins, "talk")
                gap = r.choice([" ", "\n\n", "\n"])
                text, span = before + gap + text, (len(before + gap), len(before + gap + text))
            elif form < 0.36:
                rules = say(twins, "system")
                text, span = f"{rules}\n\nUser: {text}", (len(rules) + 8, len(rules) + 8 + len(text))
            elif form < 0.46:
                text = casual(text, r) if r.random() < 0.6 else misspelt(text, r)
            put(text, "injection", "inj-direct", span)
        # Harmless messages with the same words
        for _ in range(int(2100 * scale)):
            text = say(twins, "talk")
            if r.random() < 0.2:
                text += r.choice([" ", "\n"]) + say(twins, "talk")
            put(casual(text, r) if r.random() < 0.22 else text, "benign", "inj-talk")
        # Several real prompts in one message, with and without an attack among them
        for _ in range(int(480 * scale)):
            chain = r.sample(prompts[part], r.choice([2, 3, 4, 5, 6]))
            mark = r.choice(["", "", "User: ", "- ", "Q: "])
            gap = r.choice(["\n\n", "\n"])
            lines = [mark + cut_words(text, 110) for text in chain]
            put(gap.join(lines), "benign", "inj-chain")
            if r.random() < 0.6:
                at = r.randrange(1, len(lines) + 1)
                before = gap.join(lines[:at]) + gap + mark
                attack = say(direct, r.choice(["override", "extraction"]))
                put(gap.join([before + attack, *lines[at:]]), "injection", "inj-chain", (len(before), len(before) + len(attack)))
        # What is foreign in a document is the user's own affair when it stands alone.
        for _ in range(int(150 * scale)):
            put(say(orders, "offtopic"), "benign", "inj-task-alone", None, 1.0)
        for _ in range(int(420 * scale)):
            text = say(twins, "system")
            form = r.random()
            if form < 0.35:
                text += "\n" + say(twins, "system")
            elif form < 0.75:
                text += "\n\n" + r.choice(["User: ", "", "Input: "]) + say(twins, "talk")
            put(text, "benign", "inj-system")
        for _ in range(int(300 * scale)):
            text = r.choice([" ", "\n\n"]).join(say(twins, "article") for _ in range(r.choice([1, 1, 2, 3])))
            set_in_request(text, None, 0.4, "inj-article", "benign")
        for _ in range(int(900 * scale)):
            text = long_prompt(pieces, docs[part], r)
            put(casual(text, r) if r.random() < 0.12 else text, "benign", "inj-long")
            if r.random() < 0.4:
                # The same kind of message with a document that carries an order, or closed by an attack
                text, closing = long_prompt(pieces, docs[part], r), r.random() < 0.3
                sentence = say(direct, r.choice(["override", "extraction"])) if closing else say(orders, r.choice(sorted(orders)))
                paper = HOLE if closing else host(docs[part], pool, r)[1]
                whole, span = filled(text + "\n\n" + paper, sentence)
                put(whole, "injection", "inj-long", span)
        # Articles about attacks are quoted speech; an order outside the quotation marks is an attack.
        for _ in range(int(170 * scale)):
            text = say(twins, "article") + HOLE + (" " + say(twins, "article") if r.random() < 0.5 else "")
            set_in_request(*filled(text.replace(HOLE, r.choice([" ", "\n"]) + HOLE), say(orders, r.choice(sorted(orders)))), 0.6, "inj-article", "injection")
    # Real prompts in full length; their heads stand in the corpus already, on the same side.
    wild = {key(x["text"][:200]) for x in inputs.rows("jailbreak-train/data.jsonl")}
    for name in ("roleplay_and_tasks", "gpteacher_code_roleplay", "qa_and_reasoning"):
        # Some role-play prompts are jailbreaks in another collection.
        whole = [x["text"] for x in inputs.rows(f"benign-prompts-train/{name}.jsonl") if len(x["text"].split()) > 80 and key(x["text"][:200]) not in wild]
        for text in sorted(dict.fromkeys(whole), key=key)[:400]:
            add("val" if share(text, "safety") < 0.08 else "train", cut_words(text, 350), "benign", "inj-real-long", "en", 1.2)
