"""The signal encoder: a small BERT with one head per signal, in torch.

One pass over a window of at most 128 tokens answers every learned signal. The encoder starts from
all-MiniLM-L6-v2 (6 layers, 384 wide, uncased WordPiece). Its type table, of no use for single texts,
carries the case of each piece instead, since the vocabulary has lost it (see `Case` in data.py).

Sequence heads share no pooling: each learns which tokens matter to it (a softmax over a linear score of
every token) and reads that weighted mean beside the plain mean. The token head is one linear layer; the
encoder itself is trained along and needs no more.
"""

from __future__ import annotations

import json

import torch
import torch.nn.functional as F
from torch import nn

from labels import LABELS, PII_TAGS, SEQUENCE_HEADS, base_folder

VERSION = 1

LAYERS, WIDTH, HEADS, INNER = 6, 384, 12, 1536
VOCABULARY, POSITIONS, CASES = 30522, 128, 4
HIDDEN = 192
EPSILON = 1e-12


class Layer(nn.Module):
    """One transformer layer, normalised after each half as in BERT."""

    def __init__(self, dropout: float):
        super().__init__()
        self.qkv = nn.Linear(WIDTH, 3 * WIDTH)
        self.joined = nn.Linear(WIDTH, WIDTH)
        self.attention_norm = nn.LayerNorm(WIDTH, eps=EPSILON)
        self.inner = nn.Linear(WIDTH, INNER)
        self.outer = nn.Linear(INNER, WIDTH)
        self.norm = nn.LayerNorm(WIDTH, eps=EPSILON)
        self.dropout = dropout

    def forward(self, x, bias):
        batch, length, _ = x.shape
        q, k, v = self.qkv(x).view(batch, length, 3, HEADS, WIDTH // HEADS).permute(2, 0, 3, 1, 4)
        # No dropout on the attention weights: it would rule out the fused kernel.
        attended = F.scaled_dot_product_attention(q, k, v, attn_mask=bias)
        attended = attended.transpose(1, 2).reshape(batch, length, WIDTH)
        x = self.attention_norm(x + F.dropout(self.joined(attended), self.dropout, self.training))
        return self.norm(x + F.dropout(self.outer(F.gelu(self.inner(x))), self.dropout, self.training))


class Encoder(nn.Module):
    def __init__(self, dropout: float = 0.1, layers: int = LAYERS):
        super().__init__()
        self.words = nn.Embedding(VOCABULARY, WIDTH)
        self.positions = nn.Embedding(POSITIONS, WIDTH)
        self.cases = nn.Embedding(CASES, WIDTH)
        self.norm = nn.LayerNorm(WIDTH, eps=EPSILON)
        self.layers = nn.ModuleList(Layer(dropout) for _ in range(layers))
        self.dropout = dropout

    def forward(self, ids, mask, cases):
        """Vectors [batch, length, width]; `mask` is bool [batch, length], or None where nothing is padded."""
        x = self.words(ids) + self.positions.weight[: ids.shape[1]] + self.cases(cases)
        x = F.dropout(self.norm(x), self.dropout, self.training)
        bias = None
        if mask is not None:
            bias = torch.zeros_like(mask, dtype=x.dtype).masked_fill(~mask, -1e4)[:, None, None, :]
        for layer in self.layers:
            x = layer(x, bias)
        return x


class SequenceHead(nn.Module):
    def __init__(self, labels: int, dropout: float):
        super().__init__()
        self.score = nn.Linear(WIDTH, 1)
        self.hidden = nn.Linear(2 * WIDTH, HIDDEN)
        self.out = nn.Linear(HIDDEN, labels)
        self.dropout = dropout
        nn.init.normal_(self.score.weight, std=0.02)
        nn.init.zeros_(self.score.bias)

    def forward(self, x, mask, mean):
        score = self.score(x).squeeze(-1)
        if mask is not None:
            score = score.masked_fill(~mask, -1e4)
        pooled = torch.bmm(score.softmax(-1).unsqueeze(1), x).squeeze(1)
        both = F.dropout(torch.cat([pooled, mean], -1), self.dropout, self.training)
        return self.out(F.dropout(F.gelu(self.hidden(both)), self.dropout, self.training))


class SignalEncoder(nn.Module):
    """Encoder and heads. `forward` answers raw logits by head, for the heads asked for."""

    def __init__(self, dropout: float = 0.1, layers: int = LAYERS):
        super().__init__()
        self.encoder = Encoder(dropout, layers)
        self.heads = nn.ModuleDict({name: SequenceHead(len(labels), dropout) for name, labels in SEQUENCE_HEADS.items()})
        self.pii = nn.Linear(WIDTH, len(PII_TAGS))
        self.dropout = dropout

    def encode(self, ids, mask, cases):
        x = self.encoder(ids, mask, cases)
        if mask is None:
            mean = x.mean(1)
        else:
            weight = mask.to(x.dtype).unsqueeze(-1)
            mean = (x * weight).sum(1) / weight.sum(1)
        return x, mean

    def forward(self, ids, mask, cases):
        x, mean = self.encode(ids, mask, cases)
        logits = {name: head(x, mask, mean) for name, head in self.heads.items()}
        logits["pii"] = self.pii(x)
        return logits


def untrained(seed: int, folder: str | None = None, dropout: float = 0.1) -> SignalEncoder:
    """The encoder of MiniLM, or of another BERT of its width and vocabulary, under fresh heads."""
    from safetensors.torch import load_file

    torch.manual_seed(seed)
    base = load_file(base_folder(folder) / "model.safetensors")
    base = {name.removeprefix("bert."): tensor.float() for name, tensor in base.items()}
    model = SignalEncoder(dropout, sum(name.endswith("output.LayerNorm.bias") and "attention" not in name for name in base))
    encoder = model.encoder
    with torch.no_grad():
        encoder.words.weight.copy_(base["embeddings.word_embeddings.weight"])
        encoder.positions.weight.copy_(base["embeddings.position_embeddings.weight"][:POSITIONS])
        encoder.cases.weight.copy_(base["embeddings.token_type_embeddings.weight"][:1].expand(CASES, -1))
        encoder.cases.weight.add_(0.01 * torch.randn_like(encoder.cases.weight))
        encoder.norm.weight.copy_(base["embeddings.LayerNorm.weight"])
        encoder.norm.bias.copy_(base["embeddings.LayerNorm.bias"])
        for index, layer in enumerate(encoder.layers):
            prefix = f"encoder.layer.{index}."
            for part in ("weight", "bias"):
                layer.qkv.get_parameter(part).copy_(torch.cat(
                    [base[f"{prefix}attention.self.{name}.{part}"] for name in ("query", "key", "value")]))
                for module, name in ((layer.joined, "attention.output.dense"),
                                     (layer.attention_norm, "attention.output.LayerNorm"),
                                     (layer.inner, "intermediate.dense"), (layer.outer, "output.dense"),
                                     (layer.norm, "output.LayerNorm")):
                    module.get_parameter(part).copy_(base[f"{prefix}{name}.{part}"])
    return model


def description(temperatures: dict[str, float] | None = None, **facts) -> str:
    """The text of `signal-encoder.json`, which the server reads beside the graph."""
    temperatures = temperatures or {}
    return json.dumps({
        "version": VERSION,
        "base": "all-MiniLM-L6-v2",
        "window": {"pieces": POSITIONS - 2, "overlap": 16},
        "cases": ["none", "first", "all", "mixed"],
        "heads": {name: {"kind": "token" if name == "pii" else "pair" if name == "pair" else "sequence",
                         "labels": labels, "temperature": round(temperatures.get(name, 1.0), 4)}
                  for name, labels in LABELS.items()},
        **facts}, indent=1) + "\n"
