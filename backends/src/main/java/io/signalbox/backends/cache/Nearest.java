package io.signalbox.backends.cache;

import io.signalbox.store.VectorIndex.Near;
import java.util.ArrayList;
import java.util.List;

/** Keeps the nearest of what it is offered, nearest first. */
final class Nearest {
  /** A vector is not less near to itself than 1 because of how sums are rounded. */
  private static final double ROUNDING = 1e-6;

  private final int most;
  private final List<Near> nearest = new ArrayList<>();
  private double least;

  Nearest(int most, double least) {
    this.most = most;
    this.least = least - ROUNDING;
  }

  void offer(String id, double cosine) {
    // A cosine that is no number is not taken either.
    if (!(cosine >= least) || most <= 0) {
      return;
    }
    var near = new Near(id, Math.clamp(cosine, -1.0, 1.0));
    int place = nearest.size();
    while (place > 0 && nearest.get(place - 1).cosine() < near.cosine()) {
      place--;
    }
    nearest.add(place, near);
    if (nearest.size() > most) {
      nearest.removeLast();
    }
    if (nearest.size() == most) {
      least = nearest.getLast().cosine();
    }
  }

  List<Near> list() {
    return List.copyOf(nearest);
  }
}
