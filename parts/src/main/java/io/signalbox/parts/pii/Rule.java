package io.signalbox.parts.pii;

/** Finds stretches of some types. */
interface Rule {
  void scan(Page page, Sink sink);

  /** Takes what is found. */
  interface Sink {
    /**
     * A stretch that means something.
     *
     * @param score see {@link Scores}
     */
    void found(PiiType type, int start, int end, double score);
  }
}
