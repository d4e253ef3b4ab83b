package io.signalbox.store;

import java.time.Instant;

/**
 * What is kept of one call: a JSON object, and what it is found by.
 *
 * @param id the call's key
 * @param time when the call began
 * @param keys what it is found by
 * @param json the whole record
 */
public record ReplayRecord(String id, Instant time, Keys keys, String json) {
  /**
   * What a record is found by; what a call does not have is the empty string.
   *
   * @param requestId as the caller gave it
   * @param sessionId as the caller gave it
   * @param recipe the routing graph
   * @param decision the decision taken
   * @param originalModel the model asked for
   * @param selectedModel the model that answered
   * @param streaming whether the answer was streamed
   * @param fromCache whether the answer came from a cache
   */
  public record Keys(
      String requestId,
      String sessionId,
      String recipe,
      String decision,
      String originalModel,
      String selectedModel,
      boolean streaming,
      boolean fromCache) {}
}
