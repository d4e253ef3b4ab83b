"""Multinomial logistic regression over hashed features, by AdaGrad over single rows, with features dropped at random."""
import numba
import numpy as np


@numba.njit
def frequencies(flat, starts, buckets):
    """In how many rows each bucket occurs."""
    found, last = np.zeros(buckets), np.full(buckets, -1, np.int64)
    for row in range(len(starts) - 1):
        for at in range(starts[row], starts[row + 1]):
            bucket = flat[at]
            if last[bucket] != row:
                last[bucket] = row
                found[bucket] += 1
    return found


@numba.njit(fastmath=True)
def epoch(flat, starts, scale, truth, weight, order, table, squares, bias, bias_squares, rate, dropped, seed):
    """One pass over the rows; changes table and bias, answers the mean loss."""
    classes = table.shape[1]
    np.random.seed(seed)
    z = np.empty(classes, np.float32)
    longest = 0
    for row in range(len(starts) - 1):
        longest = max(longest, starts[row + 1] - starts[row])
    kept = np.empty(longest, np.int64)
    loss, all_weight = 0.0, 0.0
    for row in order:
        count = 0
        z[:] = 0
        for at in range(starts[row], starts[row + 1]):
            if np.random.random() < dropped:
                continue
            bucket = flat[at]
            kept[count] = bucket
            count += 1
            for k in range(classes):
                z[k] += table[bucket, k] * scale[bucket]
        if count == 0:
            continue
        root = 1 / np.sqrt(count)
        for k in range(classes):
            z[k] = z[k] * root + bias[k]
        top = z.max()
        total = 0.0
        for k in range(classes):
            z[k] = np.exp(z[k] - top)
            total += z[k]
        for k in range(classes):
            z[k] /= total
        loss -= weight[row] * np.log(max(z[truth[row]], 1e-9))
        all_weight += weight[row]
        for k in range(classes):
            z[k] = weight[row] * (z[k] - (1.0 if k == truth[row] else 0.0))
            bias_squares[k] += z[k] * z[k]
            bias[k] -= rate * z[k] / np.sqrt(bias_squares[k] + 1e-6)
        for at in range(count):
            bucket = kept[at]
            for k in range(classes):
                g = z[k] * scale[bucket] * root
                squares[bucket, k] += g * g
                table[bucket, k] -= rate * g / np.sqrt(squares[bucket, k] + 1e-8)
    return loss / all_weight


def train(flat, starts, truth, weight, buckets, classes, epochs, rate, dropped, seed, told):
    """Weights [buckets, classes] and biases. A rare feature weighs more: by the square of its inverse frequency's logarithm."""
    rows = len(truth)
    scale = ((np.log((1 + rows) / (1 + frequencies(flat, starts, buckets))) / 6) ** 2).astype(np.float32)
    table, squares = np.zeros((buckets, classes), np.float32), np.zeros((buckets, classes), np.float32)
    bias, bias_squares = np.zeros(classes, np.float32), np.zeros(classes, np.float32)
    random_ = np.random.default_rng(seed)
    for index in range(epochs):
        now = np.float32(rate * (1 - index / epochs))
        loss = epoch(flat, starts, scale, truth, weight, random_.permutation(rows), table, squares, bias, bias_squares, now, dropped,
                     seed + index)
        told(f"  pass {index + 1} of {epochs}: loss {loss:.3f}")
    return table * scale[:, None], bias
