"""Trains the signal encoder: teachers first, then one encoder that also learns from what the teachers say.

All tasks are trained at once, on batches of about one length. The teachers differ by seed and may be larger. The mean of
their chances is smoother than the labels, and it is there for every head on every window, labelled or not: a topic prompt
also teaches the safety and the PII head. After them comes the pair model: the same base trained on question pairs alone.

Every window of the other sequence tasks and of the token task also passes a teacher's safety head as benign, at a
small weight: it has been through the encoder anyway, and ordinary text is what that head must leave alone.

The schedule follows the share of `--minutes` that is spent, so that a run ends in time on a machine that others use
too. The number of steps of each part is written into the model's description; `--steps` with those numbers follows the
steps instead. Runs on the first CUDA device where there is one, else on the CPU.
"""

from __future__ import annotations

import argparse
import contextlib
import math
import os
import pathlib
import time

import numpy as np
import torch
import torch.nn.functional as F

import data
import model as m

# Part of all tokens that a task gets, and the factor on its loss.
SHARES = {"domain": 0.25, "safety": 0.31, "fact_check": 0.04, "feedback": 0.02, "pair": 0.12, "pii": 0.26}
FACTORS = {"domain": 1.0, "safety": 1.5, "fact_check": 0.7, "feedback": 1.0, "pair": 1.0, "pii": 5.0}
BENIGN_ANYWAY = ("domain", "fact_check", "feedback", "pii")
BENIGN_WEIGHT = 0.15
SMOOTHING = {"domain": 0.05, "fact_check": 0.02}
ALSO = 0.3
# What the teachers say counts this much beside a label, and this much where a window has no label for a head.
TAUGHT, TAUGHT_ANYWAY = 0.6, 0.25
# An entity's piece counts a little more than an O, a rare type a little more than a common one.
TAG_POWER, TAG_MOST = 0.2, 2.5

RATE, HEAD_RATE, CASE_RATE, WORD_RATE = 3.5e-4, 1.2e-3, 1.2e-3, 1.8e-4
LAYER_DECAY = 0.9
WARM_UP = 0.06
# The pair model takes few steps on small batches: more of them, or larger ones, and it learns its pairs by heart.
PAIR_TOKENS, PAIR_STEPS, PAIR_RATE = 16384, 830, 0.8
CLIP = 1.0


def log(text):
    print(f"{time.strftime('%H:%M:%S')} {text}", flush=True)


def clock(seconds: float) -> str:
    return f"{int(seconds) // 60}:{int(seconds) % 60:02d}"


def tag_weights(corpus: data.Corpus) -> torch.Tensor:
    counts = np.ones(len(m.PII_TAGS))
    for row in corpus.rows.get("pii", []):
        np.add.at(counts, row.tags[row.tags >= 0], row.weight)
    weights = (np.median(counts[1:]) / counts) ** TAG_POWER
    weights = np.clip(1.2 * weights, 1.0, TAG_MOST)
    weights[0] = 1.0
    return torch.tensor(weights, dtype=torch.float32)


def target_of(task: str, item: data.Item) -> np.ndarray:
    """The chances of a head's labels that a row's label stands for."""
    labels, also = len(m.LABELS[task]), item.row.also
    target = np.zeros(labels, np.float32)
    target[item.label] = 1 - ALSO if also else 1
    for other in also:
        target[other] += ALSO / len(also)
    smoothing = SMOOTHING.get(task, 0.0)
    return target * (1 - smoothing) + smoothing / labels


def tensors(items: list[data.Item]) -> dict:
    """A batch as tensors: windows, and by task the rows with their targets (or tags [n, length] and open sets [n])."""
    batch = data.collate(items)
    rows, targets = {}, {}
    for task, index in batch.rows.items():
        rows[task] = torch.from_numpy(index)
        if task != "pii":
            targets[task] = torch.from_numpy(np.stack([target_of(task, items[i]) for i in index]))
    found = {"ids": torch.from_numpy(batch.ids), "cases": torch.from_numpy(batch.cases),
             "mask": torch.from_numpy(batch.mask), "rows": rows, "targets": targets, "tokens": batch.tokens}
    if "pii" in rows:
        tags = np.full((len(rows["pii"]), batch.ids.shape[1]), data.IGNORED, np.int64)
        for place, index in enumerate(batch.rows["pii"]):
            tags[place, 1:len(items[index].tags) + 1] = items[index].tags
        found["tags"] = torch.from_numpy(tags)
        found["open"] = torch.tensor([items[i].row.open for i in batch.rows["pii"]])
    return found


class Stream(torch.utils.data.IterableDataset):
    """Batches without end. Every worker draws from the whole corpus with a seed of its own."""

    def __init__(self, corpus, shares, tokens, seed):
        self.corpus, self.shares, self.tokens, self.seed = corpus, shares, tokens, seed

    def __iter__(self):
        torch.set_num_threads(1)
        worker = torch.utils.data.get_worker_info()
        sampler = data.Sampler(self.corpus, self.shares, self.tokens, self.seed + (worker.id if worker else 0))
        while True:
            yield tensors(sampler.next())


def to_device(value, device):
    if isinstance(value, dict):
        return {name: to_device(part, device) for name, part in value.items()}
    return value.to(device, non_blocking=True) if torch.is_tensor(value) else value


class Loss:
    def __init__(self, corpus: data.Corpus, weights: torch.Tensor, device):
        self.open = torch.tensor(np.stack(corpus.open_sets)).to(device)
        self.weights = weights.to(device)

    def tags(self, logits, batch, taught=None):
        """Mean loss of a piece. Where a source does not annotate a type, O stands for "none of the annotated"."""
        target = batch["tags"]
        logs = logits.float().log_softmax(-1)
        loss = -logs.gather(-1, target.clamp(min=0).unsqueeze(-1)).squeeze(-1)
        allowed = self.open[batch["open"]].unsqueeze(1)
        either = -logs.masked_fill(~allowed, -1e4).logsumexp(-1)
        loss = torch.where((batch["open"] > 0).unsqueeze(1) & (target == 0), either, loss)
        if taught is not None:
            loss = (1 - TAUGHT) * loss - TAUGHT * (taught * logs).sum(-1)
        weight = self.weights[target.clamp(min=0)] * (target != data.IGNORED)
        return (loss * weight).sum() / weight.sum().clamp(min=1)

    def __call__(self, net: m.SignalEncoder, batch, taught=None):
        """The batch's loss and each task's own mean. `taught`: chances by head, as the teachers see the batch."""
        mask = batch["mask"]
        x, mean = net.encode(batch["ids"], mask, batch["cases"])
        count, total, means = len(mask), 0.0, {}
        for task, index in batch["rows"].items():
            if task == "pii":
                loss = self.tags(net.pii(x[index]), batch, None if taught is None else taught["pii"][index])
            else:
                target = batch["targets"][task]
                if taught is not None:
                    target = (1 - TAUGHT) * target + TAUGHT * taught[task][index]
                logs = net.heads[task](x[index], mask[index], mean[index]).float().log_softmax(-1)
                loss = -(target * logs).sum(-1).mean()
            means[task] = loss.detach()
            total = total + FACTORS[task] * len(index) * loss
        if taught is None:
            total = total + self.benign(net, batch, x, mean)
        else:
            total = total + self.anyway(net, batch, x, mean, taught)
        return total / count, means

    def benign(self, net, batch, x, mean):
        """The safety head on windows of other tasks."""
        index = [rows for task, rows in batch["rows"].items() if task in BENIGN_ANYWAY]
        if not index:
            return 0.0
        index = torch.cat(index)
        logits = net.heads["safety"](x[index], batch["mask"][index], mean[index]).float()
        return -BENIGN_WEIGHT * FACTORS["safety"] * logits.log_softmax(-1)[:, 0].sum()

    def anyway(self, net, batch, x, mean, taught):
        """What the teachers say on windows that have no label for a head."""
        total = 0.0
        for task in FACTORS:
            index = [rows for other, rows in batch["rows"].items() if other not in (task, "pair")]
            if task == "pair" or not index:
                continue
            index = torch.cat(index)
            mask = batch["mask"][index]
            if task == "pii":
                loss = -(taught[task][index] * net.pii(x[index]).float().log_softmax(-1)).sum(-1)
                loss = (loss * mask).sum(-1) / mask.sum(-1)
            else:
                loss = -(taught[task][index] * net.heads[task](x[index], mask, mean[index]).float().log_softmax(-1)).sum(-1)
            total = total + TAUGHT_ANYWAY * FACTORS[task] * loss.sum()
        return total


def groups(net: m.SignalEncoder):
    """Parameters with their rates: lower layers learn slower, heads and the case table faster."""
    def split(module, rate):
        decayed = [p for p in module.parameters() if p.ndim > 1]
        plain = [p for p in module.parameters() if p.ndim == 1]
        return [{"params": decayed, "peak": rate, "weight_decay": 0.01}, {"params": plain, "peak": rate, "weight_decay": 0.0}]
    encoder = net.encoder
    last = len(encoder.layers) - 1
    # The lowest layer of any depth learns at the same rate.
    decay = LAYER_DECAY ** (m.LAYERS / len(encoder.layers))
    found = split(net.heads, HEAD_RATE) + split(net.pii, HEAD_RATE)
    for index, layer in enumerate(encoder.layers):
        found += split(layer, RATE * decay ** (last - index))
    low = RATE * decay ** (last + 1)
    found += split(encoder.norm, low) + split(encoder.positions, low)
    found.append({"params": list(encoder.cases.parameters()), "peak": CASE_RATE, "weight_decay": 0.0})
    found.append({"params": list(encoder.words.parameters()), "peak": WORD_RATE, "weight_decay": 0.0})
    return found


def factor(progress: float) -> float:
    """Linear warm-up, then half a cosine down to 2 % of the peak; `progress` runs from 0 to 1."""
    if progress < WARM_UP:
        return max(0.01, progress / WARM_UP)
    return 0.02 + 0.98 * 0.5 * (1 + math.cos(math.pi * min(1.0, (progress - WARM_UP) / (1 - WARM_UP))))


class Machine:
    """The device and how to compute on it."""

    def __init__(self):
        self.cuda = torch.cuda.is_available()
        self.device = torch.device("cuda" if self.cuda else "cpu")
        self.workers = max(1, len(os.sched_getaffinity(0)) - 2) if self.cuda else 0
        if self.cuda:
            torch.set_float32_matmul_precision("high")

    def half(self):
        return torch.autocast("cuda", torch.bfloat16) if self.cuda else contextlib.nullcontext()

    def batches(self, stream):
        extra = {"prefetch_factor": 8, "multiprocessing_context": "fork"} if self.workers else {}
        loader = torch.utils.data.DataLoader(stream, batch_size=None, num_workers=self.workers, pin_memory=self.cuda, **extra)
        for batch in loader:
            yield to_device(batch, self.device)


class Trainer:
    def __init__(self, machine, corpus, held_out, tokens):
        self.machine, self.corpus, self.held_out, self.tokens = machine, corpus, held_out, tokens
        self.loss = Loss(corpus, tag_weights(corpus), machine.device)

    def teach(self, teachers, batch):
        """The mean of the teachers' chances, by head."""
        with torch.no_grad(), self.machine.half():
            all_logits = [teacher(batch["ids"], batch["mask"], batch["cases"]) for teacher in teachers]
        return {task: torch.stack([logits[task].float().softmax(-1) for logits in all_logits]).mean(0) for task in all_logits[0]}

    def train(self, name, net, minutes, steps, shares, seed, teachers=(), rate=1.0, tokens=None) -> int:
        """Trains for `minutes`, or `steps` where given, and answers the number of steps."""
        machine = self.machine
        net.to(machine.device).train()
        torch.manual_seed(seed)
        optimizer = torch.optim.AdamW(groups(net), lr=0.0, betas=(0.9, 0.98), eps=1e-8, fused=True)
        batches = machine.batches(Stream(self.corpus, shares, tokens or self.tokens, seed * 1000))
        step = seen = shown = 0
        recent: dict[str, list] = {}
        started = shown_at = None
        while True:
            batch = next(batches)
            started = started or time.time()
            progress = step / steps if steps else (time.time() - started) / (60 * minutes)
            if progress >= 1:
                break
            for group in optimizer.param_groups:
                group["lr"] = group["peak"] * factor(progress) * rate
            taught = self.teach(teachers, batch) if teachers else None
            with machine.half():
                loss, means = self.loss(net, batch, taught)
            loss.backward()
            torch.nn.utils.clip_grad_norm_(net.parameters(), CLIP)
            optimizer.step()
            optimizer.zero_grad(set_to_none=True)
            step += 1
            seen += batch["tokens"]
            for task, value in means.items():
                recent.setdefault(task, []).append(value)
            if time.time() - (shown_at or started) > 15:
                now = time.time()
                left = (now - started) * (1 - progress) / max(progress, 1e-6)
                log(f"{name}: step {step}, {100 * progress:.0f} %, {(seen - shown) / (now - (shown_at or started)):.0f} tokens/s, "
                    f"left {clock(left)}  " + "  ".join(f"{task} {torch.stack(values).mean().item():.3f}"
                                                        for task, values in sorted(recent.items())))
                recent, shown, shown_at = {}, seen, now
        batches.close()
        log(f"{name}: {step} steps, {seen / 1e6:.1f} M tokens, {clock(time.time() - started)}")
        net.eval()
        return step

    def look(self, nets, tasks=data.TASKS, limit=1500) -> str:
        """Accuracy of the mean of some nets on first windows of the validation rows; recall at 1 % false alarms where it matters."""
        found = []
        for task in tasks:
            items = first_windows(self.held_out.rows[task], limit, 1)
            hit = tagged = said = 0
            chances, labels = [], []
            for part in data.packed(items, self.tokens):
                batch = to_device(tensors(part), self.machine.device)
                taught = self.teach(nets, batch)[task]
                if task != "pii":
                    chances.append(taught.cpu().numpy())
                    labels += [item.label for item in part]
                    continue
                guess, truth = taught.argmax(-1), batch["tags"]
                guess, known = torch.where(truth == data.IGNORED, 0, guess), truth > 0
                tagged += known.sum().item()
                said += ((guess > 0) & (known | (batch["open"] == 0).unsqueeze(1))).sum().item()
                hit += (known & (guess == truth)).sum().item()
            if task == "pii":
                found.append(f"pii F1 of pieces {200 * hit / max(1, tagged + said):.1f}")
            elif chances:
                chances, labels = np.concatenate(chances), np.array(labels)
                text = f"{task} {100 * (chances.argmax(1) == labels).mean():.1f}"
                if task in ("safety", "pair"):
                    risk = 1 - chances[:, 0]
                    at = np.quantile(risk[labels == 0], 0.99)
                    text += " (recall at 1 %: " + " ".join(
                        f"{m.LABELS[task][k]} {100 * (risk[labels == k] > at).mean():.1f}" for k in range(1, chances.shape[1])) + ")"
                found.append(text)
        return "  ".join(found)


def first_windows(rows, limit, seed):
    """Up to `limit` rows as their first windows."""
    items = []
    for index in np.random.default_rng(seed).permutation(len(rows))[:limit]:
        row = rows[index]
        if row.second is not None:
            ids, cases, _ = data.pair_pieces(row.pieces, row.second)
            items.append(data.Item(row, ids, cases, row.label, None))
            continue
        size = min(data.PIECES, len(row.pieces))
        label = data.safety_label(row, 0, size) if row.task == "safety" else row.label
        if label is not None:
            items.append(data.Item(row, row.pieces.ids[:size], row.pieces.cases[:size], label,
                                   None if row.tags is None else row.tags[:size]))
    return items


def save(path: pathlib.Path, net, **facts):
    """Weights in half precision: they are rounded to seven bits afterwards."""
    part = path.with_suffix(".part")
    torch.save({"model": {name: tensor.half().cpu() for name, tensor in net.state_dict().items()}, "facts": facts}, part)
    os.replace(part, path)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--corpus", type=pathlib.Path, required=True)
    parser.add_argument("--out", type=pathlib.Path, required=True, help="folder of encoder.pt and pair.pt")
    parser.add_argument("--base", help="folder of all-MiniLM-L6-v2 (default: the installed package)")
    parser.add_argument("--minutes", type=float, default=8, help="for the teachers and the encoder, without reading the corpus")
    parser.add_argument("--steps", help="steps of a teacher, of the encoder: N,N, instead of --minutes")
    parser.add_argument("--teachers", nargs="*", default=[None], help="bases of the teachers (see bases.py; default: one on --base)")
    parser.add_argument("--tokens", type=int, default=65536, help="tokens of a batch")
    parser.add_argument("--seed", type=int, default=20261127)
    options = parser.parse_args()
    options.out.mkdir(parents=True, exist_ok=True)
    began = time.time()
    machine = Machine()
    tokenizer = data.make_tokenizer(options.base)
    corpus = data.Corpus(options.corpus, "train", tokenizer)
    held_out = data.Corpus(options.corpus, "val", tokenizer)
    facts = {"corpus": data.checksum(options.corpus), "seed": options.seed, "device": torch.cuda.get_device_name() if machine.cuda else "cpu"}
    log(f"{facts['device']}; corpus {facts['corpus'][:12]}, read in {time.time() - began:.0f} s")
    sampler = data.Sampler(corpus, SHARES, options.tokens, options.seed)
    for task in sampler.tasks:
        log(f"  {task}: {len(corpus.rows[task])} rows, {len(held_out.rows[task])} held out, mean window "
            f"{sampler.mean_length[task]:.0f} tokens, {sampler.epoch_tokens(task) / 1e3:.0f} k tokens an epoch")

    trainer = Trainer(machine, corpus, held_out, options.tokens)
    steps = [int(part) for part in options.steps.split(",")] if options.steps else [None] * 2
    # By layer, a teacher gets one share of the time; the encoder, which also waits for its teachers, four times its own.
    nets = [m.untrained(options.seed + index, base or options.base) for index, base in enumerate(options.teachers)]
    depths = [len(net.encoder.layers) / m.LAYERS for net in nets]
    unit = options.minutes / (sum(depths) + 4)
    teachers, taken = [], []
    for index, (net, depth) in enumerate(zip(nets, depths)):
        taken.append(trainer.train(f"teacher {index + 1}", net, unit * depth, steps[0], SHARES, options.seed + index,
                                   rate=depth ** -0.5))
        teachers.append(net)
        log(f"teacher {index + 1}: {trainer.look([net])}")
        if index == 0 and depth == 1:
            save(options.out / "encoder.pt", net, **facts, steps=taken[0])
    facts["teachers"] = [{"layers": len(net.encoder.layers), "steps": count} for net, count in zip(nets, taken)]
    if len(teachers) > 1:
        log(f"teachers together: {trainer.look(teachers)}")
    net = m.untrained(options.seed + 100, options.base)
    facts["steps"] = trainer.train("encoder", net, 4 * unit, steps[1], SHARES, options.seed + 100, teachers)
    save(options.out / "encoder.pt", net, **facts)
    log(f"encoder: {trainer.look([net])}")
    net = m.untrained(options.seed + 200, options.base)
    trainer.train("pair", net, 0, PAIR_STEPS, {"pair": 1.0}, options.seed + 200, rate=PAIR_RATE, tokens=PAIR_TOKENS)
    save(options.out / "pair.pt", net, corpus=facts["corpus"], seed=options.seed, device=facts["device"], steps=PAIR_STEPS)
    log(f"pair: {trainer.look([net], ['pair'], 10000)}")
    log(f"done in {clock(time.time() - began)}")


if __name__ == "__main__":
    main()
