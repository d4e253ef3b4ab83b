package io.signalbox.select;

import java.util.OptionalDouble;

/** How models fare at the moment, as the calls of this process show. */
public interface Vitals {
  /** Of a process that has served nobody. */
  Vitals NONE =
      new Vitals() {
        @Override
        public OptionalDouble secondsPerToken(String model, int percentile) {
          return OptionalDouble.empty();
        }

        @Override
        public OptionalDouble secondsToFirstToken(String model, int percentile) {
          return OptionalDouble.empty();
        }

        @Override
        public OptionalDouble answerTokens(String model) {
          return OptionalDouble.empty();
        }

        @Override
        public int inFlight(String model) {
          return 0;
        }
      };

  /**
   * Time for each token of an answer, over the last minutes.
   *
   * @param percentile 1 to 100
   */
  OptionalDouble secondsPerToken(String model, int percentile);

  /**
   * Time from sending a request to the first byte of its answer, over the last minutes.
   *
   * @param percentile 1 to 100
   */
  OptionalDouble secondsToFirstToken(String model, int percentile);

  /** Mean length of an answer in tokens, over the last minutes. */
  OptionalDouble answerTokens(String model);

  /** Requests that its backends are answering. */
  int inFlight(String model);
}
