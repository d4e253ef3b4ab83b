"""Rows of the safety head: jailbreaks as people post them, harmless prompts of the same form, and sensitive questions.

Phrase files `phrases/jailbreak_*.txt`: whole texts (`forms`, blocks between `%%` lines), sentences to chain (`parts`,
lines by section), short lines, and lists for the slots `<slot>` that attacks and harmless texts share. `{a|b}` is a
choice, a pilcrow a line break. A form, part or line serves either training or validation. Nothing here answers a request.
"""

import re

from corpus_common import casual, rng, typos
from corpus_safety_more import blocks, entries, halves, spin, tidy

SLOT = re.compile(r"<([a-z_]+)>")
# What stands where a request would.
HOLDERS = ["[INSERT PROMPT HERE]", "[your question]", "{prompt}", "<question>", "[TOPIC]", "___", "[my request goes here]", "(I will send it next)"]
# What the label of a chain of sentences rests on: at least one of these sections is in it.
CORE = {"nature", "rules", "suppress", "pretext"}
JOINTS = [" ", " ", " ", "\n", "\n\n", "\n\n"]
HEADS = ["", "", "", "Rules:\n", "Please note:\n", "RULES\n", "## Behaviour\n", "How it works:\n", "**Guidelines**\n", "Remember:\n", "About you:\n", "## Instructions\n"]
BULLETS = ["- ", "* ", "• ", "{i}. ", "{i}) ", "({i}) ", "Rule {i}: ", "[{i}] "]


def parted(sections, salt, val=0.12):
    """The entries of every section by side: {side: {section: entries}}."""
    sides = {"train": {}, "val": {}}
    for name, found in sections.items():
        for side, some in halves(found, salt + name, val).items():
            sides[side][name] = some
    return sides


class Writer:
    """Draws texts of one side with one generator."""

    def __init__(self, part, r, lists):
        self.part, self.r, self.lists = part, r, lists

    def said(self, text, name=None, payload=""):
        """A phrase with its slots, choices and breaks resolved."""
        for _ in range(4):
            text = SLOT.sub(lambda m: self.r.choice(self.lists[m.group(1)]) if m.group(1) in self.lists else m.group(), text)
        text = spin(text, self.r).replace("¶", "\n")
        return tidy(text.replace("{name}", name or self.name())).replace("{payload}", payload)

    def name(self):
        """A name for a persona, good or bad: the name must not give the label away."""
        r = self.r
        return r.choice(self.lists["name"]) if r.random() < 0.6 else r.choice(self.lists["name_a"]) + r.choice(["", "", "-", " "]) + r.choice(self.lists["name_b"])

    def chain(self, parts, name, payload):
        """An opening, sentences from some sections in any order, here and there a list, and a close."""
        r, lines = self.r, []
        sections = [s for s in parts if s not in ("open", "close")]
        chosen = r.sample(sections, min(len(sections), r.choice([1, 2, 2, 3, 3, 4, 5, 6, 7])))
        if not CORE & set(chosen):
            chosen[r.randrange(len(chosen))] = r.choice(["nature", "rules"])
        for section in chosen:
            some = r.sample(parts[section], min(len(parts[section]), r.choice([1, 1, 2, 2, 3, 4])))
            some = [self.said(text, name, "") for text in some]
            if len(some) > 1 and r.random() < 0.45:
                bullet = r.choice(BULLETS)
                head = r.choice(HEADS)
                lines.append(head + "\n".join(bullet.replace("{i}", str(i + 1)) + text for i, text in enumerate(some)))
            else:
                lines.append(" ".join(some))
        joint = r.choice(JOINTS)
        if "open" in parts and r.random() < 0.85:
            lines.insert(0, self.said(r.choice(parts["open"]), name, ""))
        if r.random() < 0.85:
            lines.append(self.said(r.choice(parts["close"]), name, payload))
        return joint.join(lines).strip()

    def extended(self, text, parts, sections, name):
        """The text with a few more sentences, or (one in five) with a whole chain of them, before or behind it."""
        r, kind = self.r, self.r.random()
        if kind > 0.5:
            return text
        if kind < 0.2:
            extra = self.chain({k: v for k, v in parts.items() if k != "open"}, name, "")
        else:
            extra = " ".join(self.said(r.choice(parts[s]), name) for s in r.sample(sections, r.choice([1, 2])))
        return extra + r.choice(JOINTS) + text if r.random() < 0.4 else text + r.choice(JOINTS) + extra

    def lengthened(self, draw):
        """A text, in one case of four with one or two more of its kind behind it, as posted prompts pile up."""
        texts = [draw() for _ in range(self.r.choice([1] * 9 + [2, 2, 3]))]
        return self.r.choice(JOINTS).join(text.strip() for text in texts)

    def surface(self, text):
        """How people type and post it."""
        r, kind = self.r, self.r.random()
        if kind < 0.05:
            return text.lower()
        if kind < 0.07:
            return text.upper()
        if kind < 0.11:
            return typos(text, r, 0.02)
        if kind < 0.14:
            return r.choice(["\"", "```\n", "> "]) + text + r.choice(["\"", "\n```", ""])
        if kind < 0.18:
            return re.sub(r"\s*\n\s*", " ", text)
        if kind < 0.21:
            return re.sub(r"[,.'](?=\s)", "", text)
        if kind < 0.24:
            return text.replace("**", "") if "**" in text else re.sub(r"(?<=\w)\.(?= [A-Z])", r.choice(["!", "...", " -", "!!"]), text)
        return text


def long_texts(add, payloads, lists):
    bad_forms, good_forms = (parted({"all": blocks(f"jailbreak_{kind}forms.txt")}, "jb" + kind, 0.11) for kind in ("", "benign_"))
    bad_parts, good_parts = (parted(entries(f"jailbreak_{kind}parts.txt"), "jbp" + kind, 0.15) for kind in ("", "benign_"))
    for part, bad_count, good_count in (("train", 2000, 2600), ("val", 230, 270)):
        w = Writer(part, rng("jailbreaks", part), lists)
        r = w.r

        def asked():
            """What an attack asks for: a harmful one-liner, a harmless one, a placeholder or nothing."""
            kind = r.random()
            return r.choice(payloads[part]) if kind < 0.5 else r.choice(lists["ask"]) if kind < 0.68 else r.choice(HOLDERS) if kind < 0.82 else ""

        def bad():
            name, payload = w.name(), asked()
            if r.random() < 0.6:
                kind, text = r.choice(bad_forms[part]["all"])
                if "request" in kind.split() and payload not in payloads[part]:
                    payload = r.choice(payloads[part])
                return w.extended(w.said(text, name, payload), bad_parts[part], ["rules", "suppress", "stay", "nature"], name)
            return w.chain(bad_parts[part], name, payload)

        def good():
            name = w.name()
            payload = r.choice(lists["ask"]) if r.random() < 0.7 else r.choice(HOLDERS) if r.random() < 0.6 else ""
            if r.random() < 0.6:
                kind, text = r.choice(good_forms[part]["all"])
                text = w.said(text, name, payload)
                return text if kind == "real" else w.extended(text, good_parts[part], ["rules", "format", "stay", "nature"], name)
            return w.chain(good_parts[part], name, payload)

        for _ in range(bad_count):
            text = w.surface(w.lengthened(bad)).strip()
            form = r.random()
            if form < 0.1:
                # A long harmless prompt before or behind it: only the attack is marked.
                other, joint = good(), r.choice(["\n\n", "\n\n---\n\n", "\n"])
                first = r.random() < 0.6
                start = len(other + joint) if first else 0
                whole = other + joint + text if first else text + joint + other
                add(part, whole, "jailbreak", "gen-jb-mixed", "en", 1.2, (start, start + len(text)))
            else:
                add(part, text, "jailbreak", "gen-jb", "en", 1.3)
        for _ in range(good_count):
            add(part, w.surface(w.lengthened(good)), "benign", "gen-jb-twin", "en", 1.4)


def short_texts(add, lists):
    """Lines: trigger words in harmless sentences; harmful requests; sensitive questions. Frames serve all three."""
    frames = entries("jailbreak_lines_frames.txt")
    for file, label, source, most, weight in (
        ("jailbreak_benign_lines.txt", "benign", "gen-trigger", 6, 1.2),
        ("jailbreak_sensitive.txt", None, "gen-sensitive", 13, 1.2),
    ):
        for section, found in entries(file).items():
            of = label or ("harmful" if section == "harmful" else "benign")
            for part, some in halves(found, file + section, 0.1).items():
                for line in some:
                    w = Writer(part, rng("jb-line", line), lists)
                    for _ in range(min(most, 4 + 2 * line.count("|") + line.count("<"))):
                        text, kind = w.said(line), w.r.random()
                        if kind < 0.22:
                            text = w.said(w.r.choice(frames["before"])) + " " + text
                        elif kind < 0.4:
                            text = text + " " + w.said(w.r.choice(frames["after"]))
                        add(part, casual(text, w.r) if w.r.random() < 0.25 else text, of, source + "-" + of, "en", weight)


def build(add, payloads):
    lists = entries("jailbreak_slots.txt")
    own = halves(entries("jailbreak_sensitive.txt")["harmful"], "jailbreak_sensitive.txt" + "harmful", 0.1)
    more = {part: list(payloads[part]) for part in payloads}
    for part, some in own.items():
        w = Writer(part, rng("jb-payload"), lists)
        more[part] += [w.said(line) for line in some]
    long_texts(add, more, lists)
    short_texts(add, lists)
