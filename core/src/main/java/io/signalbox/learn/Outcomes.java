package io.signalbox.learn;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Takes outcomes of calls, each once: one that is posted again under the same key within ten
 * minutes changes nothing.
 */
public final class Outcomes {
  private static final Duration REMEMBERED = Duration.ofMinutes(10);
  private static final int MOST_KEYS = 20_000;

  private final Memory memory;
  private final Remembered<String, Instant> keys = new Remembered<>(MOST_KEYS);
  private final ReentrantLock posting = new ReentrantLock();

  public Outcomes(Memory memory) {
    this.memory = memory;
  }

  /** What became of an outcome. */
  public enum Answer {
    /** It is taken, and something was learnt of a model. */
    LEARNT,
    /** It is taken. */
    NOTED,
    /** It was taken before. */
    DUPLICATE,
    /** No call of that id is remembered. */
    UNKNOWN_CALL,
    /** The call went to another model than the outcome claims. */
    OTHER_MODEL
  }

  /**
   * Takes an outcome.
   *
   * @param key tells it from others
   */
  public Answer post(String key, Outcome outcome) {
    posting.lock();
    try {
      var now = memory.clock().instant();
      var before = keys.find(key);
      if (before != null && now.isBefore(before.plus(REMEMBERED))) {
        return Answer.DUPLICATE;
      }
      var answer = take(outcome);
      if (answer == Answer.LEARNT || answer == Answer.NOTED) {
        keys.put(key, now);
      }
      return answer;
    } finally {
      posting.unlock();
    }
  }

  private Answer take(Outcome outcome) {
    var call = memory.call(outcome.replayId());
    if (call == null) {
      return Answer.UNKNOWN_CALL;
    }
    if (!outcome.aboutModel()) {
      return Answer.NOTED;
    }
    if (!outcome.model().isEmpty() && !outcome.model().equals(call.model())) {
      return Answer.OTHER_MODEL;
    }
    memory
        .experience()
        .judged(call.route(), call.model(), call.learned().candidates(), outcome.fit());
    return Answer.LEARNT;
  }
}
