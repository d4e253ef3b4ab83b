package io.signalbox.backends.onnx;

import io.signalbox.chat.Deadline;
import io.signalbox.chat.Fault;
import io.signalbox.chat.RouterException;
import io.signalbox.config.ReadingConfig;
import io.signalbox.infer.Insight;
import io.signalbox.infer.SignalEncoder;

/**
 * Reads whole texts with a {@link SignalModel}: in windows that overlap, each in a pass and a turn
 * of its own, from both ends inwards. What it found is kept for the next who ask, within this
 * instance; a reading that time cut short is not.
 */
public final class OnnxSignalEncoder implements SignalEncoder {
  private static final int MEMO_ENTRIES = 4096;
  private static final long MEMO_BYTES = 8L << 20;

  /** An estimate of the maps of an {@link Insight}, and of one entity. */
  private static final long INSIGHT_BYTES = 2500;

  private static final long ENTITY_BYTES = 48;

  private final SignalModel model;
  private final InferencePool pool;
  private final ReadingConfig budget;
  private final TextMemo<Insight> memo =
      new TextMemo<>(MEMO_ENTRIES, MEMO_BYTES, OnnxSignalEncoder::weight);

  /**
   * @param budget how far it reads one text
   */
  public OnnxSignalEncoder(SignalModel model, InferencePool pool, ReadingConfig budget) {
    this.model = model;
    this.pool = pool;
    this.budget = budget;
  }

  @Override
  public Insight read(String text, Deadline deadline) {
    return memo.find(text, deadline, () -> pass(text, deadline));
  }

  private TextMemo.Found<Insight> pass(String text, Deadline deadline) {
    var limit = earlier(deadline, Deadline.after(budget.maxTime()));
    var pass = new TextPass(model, text, budget.maxTokens());
    if (limit.passed()) {
      throw InferencePool.late();
    }
    boolean more = true;
    try (var visit = pool.enter()) {
      while (more) {
        more = visit.turn(pass::turn, limit);
      }
    } catch (RouterException failed) {
      if (failed.fault() != Fault.TIMEOUT || !pass.begun()) {
        throw failed;
      }
    }
    return new TextMemo.Found<>(pass.insight(), !more);
  }

  private static Deadline earlier(Deadline one, Deadline other) {
    return one.nanoTime() - other.nanoTime() < 0 ? one : other;
  }

  private static long weight(Insight insight) {
    return INSIGHT_BYTES + ENTITY_BYTES * insight.entities().size();
  }
}
