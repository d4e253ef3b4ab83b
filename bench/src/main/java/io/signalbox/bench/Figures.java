package io.signalbox.bench;

import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * What one measurement tells.
 *
 * @param p50 median latency, in microseconds
 * @param p99 latency of the slowest hundredth, in microseconds
 * @param p999 latency of the slowest thousandth, in microseconds
 * @param rate calls a second
 * @param cpu processor time of the server a call, in microseconds
 * @param kilobytes allocated on the server's heap a call
 * @param resident memory of the server at the end, in MiB
 */
record Figures(
    double p50,
    double p99,
    double p999,
    double rate,
    double cpu,
    double kilobytes,
    double resident) {
  /** The median of each. */
  static Figures median(List<Figures> rounds) {
    return new Figures(
        median(rounds, Figures::p50),
        median(rounds, Figures::p99),
        median(rounds, Figures::p999),
        median(rounds, Figures::rate),
        median(rounds, Figures::cpu),
        median(rounds, Figures::kilobytes),
        median(rounds, Figures::resident));
  }

  private static double median(List<Figures> rounds, ToDoubleFunction<Figures> figure) {
    var sorted = rounds.stream().mapToDouble(figure).sorted().toArray();
    return sorted[sorted.length / 2];
  }
}
