"""Trains the signal encoder on a CPU: all tasks at once, on batches of about one length.

Every window of the other sequence tasks and of the token task also passes the safety head as benign, at a small
weight: it has been through the encoder anyway, and ordinary text is what that head must leave alone.

Two processes of one thread each share a step: each takes a batch, and the gradients are averaged in shared memory.
That is faster than two threads in one process, above all beside other work, since they meet once a step instead of
once an operation.

The schedule follows the share of `--minutes` that is spent, so that a run ends in time on a machine that others use
too. The number of steps is written into the model's description; `--steps` with that number follows the steps instead
and depends on the seed alone.
"""

from __future__ import annotations

import argparse
import math
import multiprocessing
import os
import pathlib
import time

import numpy as np
import torch
import torch.nn.functional as F

import data
import model as m

# Part of all tokens that a task gets, and the factor on its loss.
SHARES = {"domain": 0.25, "safety": 0.35, "fact_check": 0.05, "feedback": 0.02, "pair": 0.07, "pii": 0.26}
FACTORS = {"domain": 1.0, "safety": 1.5, "fact_check": 0.7, "feedback": 1.0, "pair": 1.0, "pii": 5.0}
# Factors on the weight of a row by its label, where the corpus is lopsided.
BALANCE: dict[str, dict[str, float]] = {}
BENIGN_ANYWAY = ("domain", "fact_check", "feedback", "pii")
BENIGN_WEIGHT = 0.15
SMOOTHING = {"domain": 0.05, "fact_check": 0.02}
ALSO = 0.3
# An entity's piece counts a little more than an O, a rare type a little more than a common one.
TAG_POWER, TAG_MOST = 0.2, 2.5

RATE, HEAD_RATE, CASE_RATE, WORD_RATE = 1.5e-4, 8e-4, 1e-3, 8e-5
LAYER_DECAY = 0.9
WARM_UP = 0.06
CLIP = 1.0


def tag_weights(corpus: data.Corpus) -> torch.Tensor:
    counts = np.ones(len(m.PII_TAGS))
    for row in corpus.rows.get("pii", []):
        np.add.at(counts, row.tags[row.tags >= 0], row.weight)
    weights = (np.median(counts[1:]) / counts) ** TAG_POWER
    weights = np.clip(1.2 * weights, 1.0, TAG_MOST)
    weights[0] = 1.0
    return torch.tensor(weights, dtype=torch.float32)


class Loss:
    def __init__(self, corpus: data.Corpus, weights: torch.Tensor):
        self.open = torch.tensor(np.stack(corpus.open_sets))
        self.weights = weights

    def sequence(self, task, logits, items):
        labels = len(m.LABELS[task])
        target = torch.zeros(len(items), labels)
        for index, item in enumerate(items):
            also = item.row.also
            target[index, item.label] = 1 - ALSO if also else 1
            for other in also:
                target[index, other] += ALSO / len(also)
        smoothing = SMOOTHING.get(task, 0.0)
        target = target * (1 - smoothing) + smoothing / labels
        return -(target * logits.log_softmax(-1)).sum(-1)

    def tags(self, logits, items):
        """Mean loss of a piece. Where a source does not annotate a type, O stands for "none of the annotated"."""
        width = logits.shape[1]
        target = torch.full((len(items), width), data.IGNORED, dtype=torch.long)
        for index, item in enumerate(items):
            target[index, 1:len(item.tags) + 1] = torch.from_numpy(item.tags.astype(np.int64))
        opened = torch.tensor([item.row.open for item in items]).unsqueeze(1).expand(-1, width)
        known = target != data.IGNORED
        logits, target, opened = logits[known], target[known], opened[known]
        logs = logits.log_softmax(-1)
        loss = -logs.gather(-1, target.unsqueeze(-1)).squeeze(-1)
        partly = (opened > 0) & (target == 0)
        if partly.any():
            allowed = self.open[opened[partly]]
            loss = loss.masked_scatter(partly, -logs[partly].masked_fill(~allowed, -1e4).logsumexp(-1))
        weight = self.weights[target]
        return (loss * weight).sum() / weight.sum().clamp(min=1)

    def __call__(self, net: m.SignalEncoder, batch: data.Batch):
        """The batch's loss and each task's own mean."""
        ids, cases = torch.from_numpy(batch.ids), torch.from_numpy(batch.cases)
        mask = None if batch.mask is None else torch.from_numpy(batch.mask)
        x, mean = net.encode(ids, mask, cases)
        total, means = 0.0, {}
        for task, rows in batch.rows.items():
            index = torch.from_numpy(rows)
            items = [batch.items[i] for i in rows]
            if task == "pii":
                loss = self.tags(net.pii(x[index]), items)
            else:
                part = None if mask is None else mask[index]
                loss = self.sequence(task, net.heads[task](x[index], part, mean[index]), items).mean()
            means[task] = loss.item()
            total = total + FACTORS[task] * len(items) * loss
        anyway = np.concatenate([rows for task, rows in batch.rows.items() if task in BENIGN_ANYWAY] or [[]]).astype(int)
        if len(anyway):
            index = torch.from_numpy(anyway)
            logits = net.heads["safety"](x[index], None if mask is None else mask[index], mean[index])
            total = total - BENIGN_WEIGHT * FACTORS["safety"] * logits.log_softmax(-1)[:, 0].sum()
        return total / len(batch.items), means


def groups(net: m.SignalEncoder):
    """Parameters with their rates: lower layers learn slower, heads and the case table faster."""
    def split(module, rate):
        decayed = [p for p in module.parameters() if p.ndim > 1]
        plain = [p for p in module.parameters() if p.ndim == 1]
        return [{"params": decayed, "peak": rate, "weight_decay": 0.01}, {"params": plain, "peak": rate, "weight_decay": 0.0}]
    encoder = net.encoder
    found = split(net.heads, HEAD_RATE) + split(net.pii, HEAD_RATE)
    for index, layer in enumerate(encoder.layers):
        found += split(layer, RATE * LAYER_DECAY ** (m.LAYERS - 1 - index))
    low = RATE * LAYER_DECAY ** m.LAYERS
    found += split(encoder.norm, low) + split(encoder.positions, low)
    found.append({"params": list(encoder.cases.parameters()), "peak": CASE_RATE, "weight_decay": 0.0})
    return found


def factor(progress: float) -> float:
    """Linear warm-up, then half a cosine down to 2 % of the peak; `progress` runs from 0 to 1."""
    if progress < WARM_UP:
        return max(0.01, progress / WARM_UP)
    return 0.02 + 0.98 * 0.5 * (1 + math.cos(math.pi * min(1.0, (progress - WARM_UP) / (1 - WARM_UP))))


def first_windows(rows, limit, seed):
    """Up to `limit` rows as their first windows, for a quick look while training."""
    rng = np.random.default_rng(seed)
    chosen = rng.permutation(len(rows))[:limit]
    items = []
    for index in chosen:
        row = rows[index]
        if row.second is not None:
            ids, cases, _ = data.pair_pieces(row.pieces, row.second)
            items.append(data.Item(row, ids, cases, row.label, None))
            continue
        size = min(data.PIECES, len(row.pieces))
        label = data.safety_label(row, 0, size) if row.task == "safety" else row.label
        if label is None:
            continue
        items.append(data.Item(row, row.pieces.ids[:size], row.pieces.cases[:size], label,
                               None if row.tags is None else row.tags[:size]))
    return items


def quick_look(net, loss, corpus, limit):
    """Loss and plain accuracy of each task on a part of the validation rows."""
    net.eval()
    found = {}
    with torch.no_grad():
        for task, rows in corpus.rows.items():
            total = right = count = 0.0
            tagged = hit = said = 0
            for items in data.packed(first_windows(rows, limit, 1), 3000):
                batch = data.collate(items)
                mask = None if batch.mask is None else torch.from_numpy(batch.mask)
                logits = net(torch.from_numpy(batch.ids), mask, torch.from_numpy(batch.cases))[task]
                if task == "pii":
                    total += loss.tags(logits, items).item() * len(items)
                    best = logits.argmax(-1).numpy()
                    for index, item in enumerate(items):
                        guess = best[index, 1:len(item.tags) + 1][item.tags >= 0]
                        truth = item.tags[item.tags >= 0]
                        tagged += (truth > 0).sum()
                        said += (guess > 0).sum() if not item.row.open else ((guess > 0) & (truth > 0)).sum()
                        hit += ((truth > 0) & (guess == truth)).sum()
                else:
                    total += loss.sequence(task, logits, items).sum().item()
                    right += sum(int(a == item.label) for a, item in zip(logits.argmax(-1).tolist(), items))
                count += len(items)
            if count:
                score = 2 * hit / max(1, tagged + said) if task == "pii" else right / count
                found[task] = f"{total / count:.3f}/{100 * score:.1f}"
    net.train()
    return "  ".join(f"{task} {value}" for task, value in found.items())


class Gradients:
    """Gradients of all workers in shared memory. Dense ones lie in one row a worker, those of the word vectors as
    (row, gradient) pairs."""

    MOST_WORDS = 4096
    PATIENCE_S = 900

    def __init__(self, net: m.SignalEncoder, dense, workers: int):
        self.words = net.encoder.words.weight
        self.parameters = [p for group in dense.param_groups for p in group["params"]]
        size = sum(p.numel() for p in self.parameters)
        self.workers = workers
        self.own = torch.zeros(size)
        self.dense = torch.zeros(workers, size).share_memory_()
        self.rows = torch.zeros(workers, self.MOST_WORDS, dtype=torch.long).share_memory_()
        self.values = torch.zeros(workers, self.MOST_WORDS, m.WIDTH).share_memory_()
        self.counts = torch.zeros(workers, dtype=torch.long).share_memory_()
        # What the first worker decides for all: share of the run that is done.
        self.progress = torch.zeros(1, dtype=torch.float64).share_memory_()
        self.barrier = multiprocessing.Barrier(workers)

    def attach(self):
        """Lets this process's gradients lie in one piece."""
        start = 0
        for parameter in self.parameters:
            parameter.grad = self.own[start:start + parameter.numel()].view(parameter.shape)
            start += parameter.numel()

    def wait(self):
        if self.workers > 1:
            self.barrier.wait(self.PATIENCE_S)

    def average(self, rank: int) -> float:
        """Puts the mean over the workers where the optimizers look for it; answers the share of the run that is done."""
        if self.workers == 1:
            return float(self.progress[0])
        words = self.words.grad.coalesce()
        count = words.indices().shape[1]
        self.dense[rank].copy_(self.own)
        self.rows[rank, :count] = words.indices()[0]
        self.values[rank, :count] = words.values()
        self.counts[rank] = count
        self.wait()
        torch.mean(self.dense, 0, out=self.own)
        rows = torch.cat([self.rows[i, :self.counts[i]] for i in range(self.workers)])
        values = torch.cat([self.values[i, :self.counts[i]] for i in range(self.workers)]) / self.workers
        self.words.grad = torch.sparse_coo_tensor(rows[None], values, self.words.shape, check_invariants=False)
        # Read before the first worker can go on to the next step.
        progress = float(self.progress[0])
        self.wait()
        return progress

    def clear(self):
        self.own.zero_()
        self.words.grad = None


def clock(seconds: float) -> str:
    return f"{int(seconds) // 3600}:{int(seconds) // 60 % 60:02d}:{int(seconds) % 60:02d}"


def save(path: pathlib.Path, **values):
    part = path.with_suffix(".part")
    torch.save(values, part)
    os.replace(part, path)


def one_step(rank, options, net, dense, sparse, sampler, loss_of, gradients):
    """One step of all workers together. Every worker draws all batches and takes its own, so that none is drawn twice."""
    items = [sampler.next() for _ in range(options.workers)][rank]
    batch = data.collate(items)
    loss, means = loss_of(net, batch)
    loss.backward()
    scale = factor(gradients.average(rank)) * options.rate
    for group in dense.param_groups:
        group["lr"] = group["peak"] * scale
    sparse.param_groups[0]["lr"] = WORD_RATE * scale
    torch.nn.utils.clip_grad_norm_(gradients.parameters, CLIP)
    dense.step()
    sparse.step()
    gradients.clear()
    return batch.tokens, means


def follow(rank, options, net, dense, sparse, sampler, loss_of, gradients, step):
    """A worker beside the first: the same steps on batches of its own, until the first ends it."""
    # A session of its own: Linux shares a busy machine out by session (autogroup) before it looks at processes.
    os.setsid()
    torch.set_num_threads(1)
    torch.manual_seed(options.seed + 1000 * step + rank)
    gradients.attach()
    net.train()
    while True:
        one_step(rank, options, net, dense, sparse, sampler, loss_of, gradients)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--corpus", type=pathlib.Path, required=True)
    parser.add_argument("--out", type=pathlib.Path, required=True, help="folder of the checkpoint")
    parser.add_argument("--base", help="folder of all-MiniLM-L6-v2 (default: the installed package)")
    parser.add_argument("--minutes", type=float, default=65)
    parser.add_argument("--steps", type=int, help="number of steps, instead of --minutes")
    parser.add_argument("--tokens", type=int, default=1400, help="tokens of a worker's batch")
    parser.add_argument("--workers", type=int, default=2, help="processes of one thread each")
    parser.add_argument("--seed", type=int, default=20261126)
    parser.add_argument("--start", type=pathlib.Path, help="checkpoint whose weights to start from")
    parser.add_argument("--rate", type=float, default=1.0, help="factor on all learning rates")
    parser.add_argument("--looks", type=int, default=6, help="looks at the validation part while training")
    parser.add_argument("--save-minutes", type=float, default=4)
    options = parser.parse_args()
    torch.set_num_threads(1)
    options.out.mkdir(parents=True, exist_ok=True)
    checkpoint = options.out / "checkpoint.pt"

    began = time.time()
    def log(text):
        print(f"{time.strftime('%H:%M:%S')} {text}", flush=True)

    tokenizer = data.make_tokenizer(options.base)
    corpus = data.Corpus(options.corpus, "train", tokenizer)
    held_out = data.Corpus(options.corpus, "val", tokenizer)
    sampler = data.Sampler(corpus, SHARES, options.tokens, options.seed, BALANCE)
    facts = {"corpus": data.checksum(options.corpus), "seed": options.seed, "steps": 0}
    log(f"corpus {facts['corpus'][:12]}, read in {time.time() - began:.0f} s")
    for task in sampler.tasks:
        log(f"  {task}: {len(corpus.rows[task])} rows, {len(held_out.rows[task])} held out, mean window "
            f"{sampler.mean_length[task]:.0f} tokens, {sampler.epoch_tokens(task) / 1e3:.0f} k tokens an epoch")

    net = m.untrained(options.seed, options.base)
    if options.start:
        before = torch.load(options.start, map_location="cpu", weights_only=True)
        net.load_state_dict(before["model"])
        facts["start"] = before["facts"]
    dense = torch.optim.AdamW(groups(net), lr=0.0, betas=(0.9, 0.98), eps=1e-8, fused=True)
    sparse = torch.optim.SparseAdam(list(net.encoder.words.parameters()), lr=WORD_RATE, betas=(0.9, 0.98))
    loss_of = Loss(corpus, tag_weights(corpus))
    step, seen, spent = 0, 0, 0.0
    if checkpoint.exists():
        saved = torch.load(checkpoint, map_location="cpu", weights_only=True)
        net.load_state_dict(saved["model"])
        dense.load_state_dict(saved["dense"])
        sparse.load_state_dict(saved["sparse"])
        sampler.restore(saved["sampler"])
        step, seen, spent = saved["step"], saved["seen"], saved["spent"]
        log(f"goes on at step {step}, after {clock(spent)}")
    gradients = Gradients(net, dense, options.workers)
    # Forked, so that the corpus is held once. Nothing here may have started threads of its own before.
    children = [multiprocessing.get_context("fork").Process(target=follow, daemon=True, args=(
        rank, options, net, dense, sparse, sampler, loss_of, gradients, step)) for rank in range(1, options.workers)]
    for child in children:
        child.start()
    gradients.attach()
    torch.manual_seed(options.seed + 1000 * step)
    net.train()

    def progress():
        return step / options.steps if options.steps else spent / (60 * options.minutes)

    started, offset = time.time(), spent
    saved_at = shown_at = started
    looks = int(progress() * options.looks)
    recent, recent_tokens = {}, 0
    while progress() < 1:
        gradients.progress[0] = progress()
        tokens, means = one_step(0, options, net, dense, sparse, sampler, loss_of, gradients)
        step += 1
        # The others' batches are about as large.
        seen += tokens * options.workers
        recent_tokens += tokens * options.workers
        for task, value in means.items():
            recent.setdefault(task, []).append(value)
        now = time.time()
        spent = offset + now - started
        done = progress() >= 1
        if now - shown_at > 20 or done:
            left = spent / progress() - spent
            log(f"step {step}, {100 * progress():.1f} %, {recent_tokens / (now - shown_at):.0f} tokens/s, left {clock(max(0, left))}  "
                + "  ".join(f"{task} {np.mean(values):.3f}" for task, values in sorted(recent.items())))
            recent, recent_tokens, shown_at = {}, 0, now
        if int(progress() * options.looks) > looks or done:
            looks = int(progress() * options.looks)
            log("held out (loss/accuracy; pii: F1 of pieces): " + quick_look(net, loss_of, held_out, 200))
            epochs = (f"{task} {count}" for task, count in sampler.epochs.items())
            log(f"{seen / 1e6:.2f} M tokens; epochs begun: " + ", ".join(epochs))
            shown_at = time.time()
        if now - saved_at > 60 * options.save_minutes or done:
            facts["steps"] = step
            save(checkpoint, model=net.state_dict(), dense=dense.state_dict(), sparse=sparse.state_dict(),
                 sampler=sampler.state(), step=step, seen=seen, spent=spent, facts=facts)
            saved_at = time.time()
    for child in children:
        child.terminate()
    log(f"done: {step} steps, {seen / 1e6:.2f} M tokens, {clock(spent)}")


if __name__ == "__main__":
    main()
