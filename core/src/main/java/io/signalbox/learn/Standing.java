package io.signalbox.learn;

/**
 * What was learnt of a model on a route.
 *
 * @param asked calls it was chosen for
 * @param good outcomes that found it up to the task
 * @param underpowered outcomes that wanted a better model
 * @param overprovisioned outcomes that wanted a cheaper one
 * @param failed outcomes without an answer of use
 * @param rating its Elo rating among the models of the route
 */
public record Standing(
    long asked, long good, long underpowered, long overprovisioned, long failed, double rating) {
  /** Of a model that was never asked. */
  public static final Standing NEW = new Standing(0, 0, 0, 0, 0, 1500);

  Standing askedAgain() {
    return new Standing(asked + 1, good, underpowered, overprovisioned, failed, rating);
  }

  Standing judged(Fit fit) {
    return new Standing(
        asked,
        good + (fit == Fit.GOOD_FIT ? 1 : 0),
        underpowered + (fit == Fit.UNDERPOWERED ? 1 : 0),
        overprovisioned + (fit == Fit.OVERPROVISIONED ? 1 : 0),
        failed + (fit == Fit.FAILED ? 1 : 0),
        rating);
  }

  Standing rated(double difference) {
    return new Standing(asked, good, underpowered, overprovisioned, failed, rating + difference);
  }

  /** Outcomes there were. */
  public long outcomes() {
    return good + underpowered + overprovisioned + failed;
  }

  /** Whether outcomes say that it should be relieved. */
  boolean weak() {
    return failed >= 2 || (underpowered >= 2 && underpowered > good);
  }
}
