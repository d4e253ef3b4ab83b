package io.signalbox.learn;

import io.signalbox.select.Learned;
import io.signalbox.select.RouteName;
import io.signalbox.select.Selection;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/**
 * What the process remembers of calls: how models proved, which model a conversation is with, and
 * which calls can still be judged. It outlives a configuration, is bounded, and holds no text of a
 * prompt. Safe for use by many threads.
 */
public final class Memory {
  private static final int MOST_CONVERSATIONS = 50_000;
  private static final int MOST_CALLS = 20_000;

  private final InstantSource clock;
  private final Experience experience = new Experience();
  private final Remembered<String, Kept> conversations = new Remembered<>(MOST_CONVERSATIONS);
  private final Remembered<String, Judged> calls = new Remembered<>(MOST_CALLS);

  /**
   * A call that can be judged.
   *
   * @param learned what its selection has to do with learning
   * @param over whether its end was told
   */
  record Judged(RouteName route, String model, Learned learned, boolean over) {
    Judged goingTo(String other) {
      return new Judged(route, other, learned, over);
    }

    Judged ended() {
      return new Judged(route, model, learned, true);
    }
  }

  public Memory(InstantSource clock) {
    this.clock = clock;
  }

  /** How models proved. */
  public Experience experience() {
    return experience;
  }

  InstantSource clock() {
    return clock;
  }

  @Nullable Kept conversation(String key) {
    return key.isEmpty() ? null : conversations.find(key);
  }

  @Nullable Judged call(String replayId) {
    return calls.find(replayId);
  }

  /** Notes that a call goes where it was selected to go. */
  public void chosen(String replayId, RouteName route, Selection selection) {
    var learned = selection.learned();
    if (!learned.counts()) {
      return;
    }
    var model = selection.candidate().name();
    calls.put(replayId, new Judged(route, model, learned, false));
    experience.asked(route, model);
    served(learned.conversation(), model);
  }

  /** Notes that a call goes to another model than was selected, whose backends did not answer. */
  public void replaced(String replayId, Selection selection) {
    var learned = selection.learned();
    var model = selection.candidate().name();
    calls.changeKnown(replayId, call -> call.goingTo(model));
    if (learned.counts()) {
      served(learned.conversation(), model);
    }
  }

  /** Notes that a model gave no answer of use, and that another is asked. */
  public void gaveUp(Selection selection) {
    conversations.changeKnown(
        selection.learned().conversation(), conversation -> conversation.ended(false));
  }

  /** Notes how a call ended; only the first end counts. */
  public void ended(String replayId, boolean well) {
    var call = calls.find(replayId);
    if (call != null && !call.over()) {
      calls.changeKnown(replayId, Judged::ended);
      conversations.changeKnown(
          call.learned().conversation(), conversation -> conversation.ended(well));
    }
  }

  private void served(String conversation, String model) {
    if (!conversation.isEmpty()) {
      var now = clock.instant();
      conversations.change(
          conversation, new Kept(model, 0, 0, now), known -> known.next(model, now));
    }
  }
}
