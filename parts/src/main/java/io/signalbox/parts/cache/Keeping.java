package io.signalbox.parts.cache;

import io.signalbox.chat.Deadline;
import io.signalbox.parts.cache.CachedCall.Asking;
import io.signalbox.parts.cache.Flights.Flight;
import io.signalbox.plugin.CacheEvent;
import io.signalbox.plugin.CacheEvent.Tier;
import io.signalbox.plugin.Next;
import io.signalbox.store.StoreException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the answer of one call, or tells why not; in either case everybody who waits for it goes
 * on.
 *
 * @param flight those who wait, or null
 * @param vector of the question, or null where none was made
 * @param checked the answer that would have been served, or null
 * @param contentType as the backend gave it
 */
record Keeping(
    AnswerDesk desk,
    Asking asking,
    Next next,
    String contentType,
    @Nullable Flight flight,
    float @Nullable [] vector,
    Found.@Nullable Hit checked) {
  private static final Duration EMBEDDING = Duration.ofSeconds(1);

  /** All of the reply has been delivered. */
  void delivered(AnswerTape tape) {
    boolean kept = false;
    try {
      var heard = heard(tape);
      if (heard instanceof Heard.Nothing(String reason)) {
        unstored(reason);
      } else if (heard instanceof Heard.Answer answer) {
        check(answer);
        kept = keep(answer, tape.bytes());
      }
    } catch (RuntimeException defect) {
      unstored("error");
    } finally {
      if (!kept) {
        clear();
      }
    }
  }

  /** The reply ended otherwise. */
  void dropped(String reason) {
    clear();
    unstored(reason);
  }

  private Heard heard(AnswerTape tape) {
    return tape.full()
        ? new Heard.Nothing("size")
        : Heard.of(asking.protocol(), asking.form().stream(), tape.bytes());
  }

  /** Whether the answer was taken: whoever writes it then ends the flight. */
  private boolean keep(Heard.Answer heard, byte[] body) {
    var usage = heard.usage();
    var answer =
        new StoredAnswer(
            asking.question().text(),
            asking.form(),
            contentType,
            body,
            heard.portable(),
            desk.clock().instant(),
            usage,
            usage == null ? asking.question().maxTokens() : Long.valueOf(usage.completion()));
    if (flight != null) {
      flight.land(new Found.Hit(answer, Tier.EXACT, null, 1, false));
    }
    boolean unread = vector == null && desk.cache().meaning() != null;
    boolean taken = desk.writing().take(body.length, unread, () -> write(answer));
    if (!taken) {
      unstored("queue_full");
    }
    return taken;
  }

  private void write(StoredAnswer answer) {
    long startedAt = System.nanoTime();
    var ttl = desk.terms().ttl(asking.controls());
    try {
      desk.cache().keep(asking.place(), answer, vector, ttl, Deadline.after(EMBEDDING));
      var took = Duration.ofNanos(System.nanoTime() - startedAt);
      next.cached(new CacheEvent.Stored(desk.cache().backend(), answer.body().length, took));
    } catch (StoreException unreachable) {
      unstored("store");
    } catch (RuntimeException defect) {
      unstored("error");
    } finally {
      clear();
    }
  }

  /** Holds the model's answer against the one that would have been served. */
  private void check(Heard.Answer heard) {
    var meaning = desk.cache().meaning();
    if (checked != null && meaning != null && meaning.bar() != null) {
      var bar = meaning.bar();
      var likeness = new AnswerLikeness(meaning.embedder());
      desk.afterwards()
          .execute(() -> {
            var before = desk.replay().heard(checked.answer());
            var right = before == null ? null : likeness.same(before, heard.text());
            if (right != null) {
              bar.compared(asking.place().partition().group(), checked.score(), !right);
              next.cached(new CacheEvent.Checked(desk.cache().backend(), right));
            }
          });
    }
  }

  private void unstored(String reason) {
    next.cached(new CacheEvent.Unstored(desk.cache().backend(), reason));
  }

  private void clear() {
    if (flight != null) {
      flight.clear();
    }
  }
}
