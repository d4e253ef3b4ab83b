package io.signalbox.plugin;

import java.time.Duration;

/** What a plugin measured of its own work. */
public sealed interface Figure {
  /**
   * Tools were ranked by what they have to do with a question.
   *
   * @param strategy how, in a word
   * @param took the time it took, without the change of the request
   */
  record ToolsRetrieved(String strategy, Duration took) implements Figure {
    /**
     * They were ranked until now.
     *
     * @param start by {@link System#nanoTime}
     */
    public static ToolsRetrieved since(long start, String strategy) {
      return new ToolsRetrieved(strategy, Duration.ofNanos(System.nanoTime() - start));
    }
  }

  /**
   * Long results of tools were shortened.
   *
   * @param tokensBefore what those that were shortened had together, by estimate
   * @param tokensAfter what is left of them, by the same estimate
   */
  record ToolResultsShortened(long tokensBefore, long tokensAfter) implements Figure {}
}
