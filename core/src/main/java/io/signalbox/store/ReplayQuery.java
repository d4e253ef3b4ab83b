package io.signalbox.store;

import java.util.Locale;

/**
 * Which records are wanted; an empty string asks for nothing.
 *
 * @param search part of the request id or of the recipe, letter case aside
 * @param recipe exactly
 * @param decision exactly
 * @param model asked for or selected
 * @param sessionId exactly
 * @param answers which answers
 */
public record ReplayQuery(
    String search,
    String recipe,
    String decision,
    String model,
    String sessionId,
    Answers answers) {
  public static final ReplayQuery ALL = new ReplayQuery("", "", "", "", "", Answers.ALL);

  /** Which answers. */
  public enum Answers {
    ALL,
    CACHED,
    STREAMED
  }

  /** The records of a session. */
  public static ReplayQuery ofSession(String sessionId) {
    return new ReplayQuery("", "", "", "", sessionId, Answers.ALL);
  }

  /** Whether a record is wanted. */
  public boolean matches(ReplayRecord.Keys keys) {
    return equal(recipe, keys.recipe())
        && equal(decision, keys.decision())
        && equal(sessionId, keys.sessionId())
        && (equal(model, keys.originalModel()) || equal(model, keys.selectedModel()))
        && (contains(keys.requestId()) || contains(keys.recipe()))
        && switch (answers) {
          case ALL -> true;
          case CACHED -> keys.fromCache();
          case STREAMED -> keys.streaming();
        };
  }

  private static boolean equal(String wanted, String value) {
    return wanted.isEmpty() || wanted.equals(value);
  }

  private boolean contains(String value) {
    return search.isEmpty()
        || value.toLowerCase(Locale.ROOT).contains(search.toLowerCase(Locale.ROOT));
  }
}
