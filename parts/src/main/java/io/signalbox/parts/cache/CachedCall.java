package io.signalbox.parts.cache;

import io.signalbox.chat.ChatReply;
import io.signalbox.chat.ChatRequest;
import io.signalbox.chat.Deadline;
import io.signalbox.chat.Fault;
import io.signalbox.chat.HeaderEdits;
import io.signalbox.chat.Headers;
import io.signalbox.chat.RouterException;
import io.signalbox.parts.cache.Flights.Flight;
import io.signalbox.plugin.CacheEvent;
import io.signalbox.plugin.Next;
import io.signalbox.plugin.Routed;
import io.signalbox.translate.Listening;
import java.time.Duration;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * One call that may be answered by what is kept.
 *
 * <p>The same words are looked for first, alone and without waiting. When they are not there, the
 * first of several calls that ask them at once leads: it looks again, then for the same meaning,
 * and asks the model at last. The others wait for what it brings, and ask the model themselves when
 * it brings nothing, or not in half of the time they have.
 */
final class CachedCall {
  /**
   * What is asked.
   *
   * @param protocol of the request, and of its reply
   * @param form of the reply that is wanted
   * @param place where its answer lies
   */
  record Asking(
      Routed routed,
      ChatRequest request,
      Listening protocol,
      AnswerForm form,
      Question question,
      Place place,
      Controls controls) {}

  private final AnswerDesk desk;
  private final Asking asking;
  private final Next next;
  private final long startedAt = System.nanoTime();
  private final Deadline lookUp;

  CachedCall(AnswerDesk desk, Asking asking, Next next) {
    this.desk = desk;
    this.asking = asking;
    this.next = next;
    this.lookUp = earlier(asking.routed().call().deadline(), desk.terms().patience());
  }

  private static Deadline earlier(Deadline deadline, Duration patience) {
    long left = Math.min(deadline.remainingNanos(), patience.toNanos());
    return Deadline.after(Duration.ofNanos(left));
  }

  ChatReply answer() {
    if (!asking.controls().read()) {
      return ask(new Found.None("no_cache"), null);
    }
    var same = exact();
    if (same instanceof Found.Hit hit) {
      return served(hit);
    }
    if (!writes()) {
      return similar(same) instanceof Found.Hit hit ? served(hit) : ask(same, null);
    }
    var seat = desk.flights().join(asking.place().key());
    return seat.leads() ? lead(seat.flight(), same) : follow(seat.flight());
  }

  private ChatReply lead(Flight flight, Found before) {
    boolean up = false;
    try {
      var same = again(before);
      var found = same instanceof Found.Hit ? same : similar(same);
      if (found instanceof Found.Hit hit && !hit.compared()) {
        flight.land(hit);
        return served(hit);
      }
      var reply = ask(found, flight);
      up = reply.body() instanceof TapedBody;
      return reply;
    } finally {
      if (!up) {
        flight.clear();
      }
    }
  }

  private ChatReply follow(Flight flight) {
    boolean over;
    try {
      over = flight.await(asking.routed().call().deadline().remainingNanos() / 2);
    } catch (InterruptedException left) {
      Thread.currentThread().interrupt();
      throw new RouterException(Fault.CANCELLED, "the caller went away");
    }
    var brought = over ? flight.brought() : null;
    boolean fits = brought != null && misfit(brought.answer()) == null;
    var outcome = fits ? "served" : brought != null ? "unfit" : over ? "released" : "timeout";
    next.cached(new CacheEvent.Waited(desk.cache().backend(), outcome));
    return brought != null && fits ? served(brought) : ask(new Found.None(outcome), null);
  }

  private boolean writes() {
    return asking.controls().write() && desk.terms().ttl(asking.controls()).toMillis() > 0;
  }

  private Found exact() {
    return desk.cache().exact(asking.place(), asking.question().text(), this::misfit, lookUp);
  }

  /** A second look, for what the leader before brought in the meantime. */
  private Found again(Found before) {
    if (unreachable(before)) {
      return before;
    }
    var same = exact();
    return same instanceof Found.None(String reason, _, _) && reason.equals("none") ? before : same;
  }

  private static boolean unreachable(Found found) {
    return found instanceof Found.None(String reason, _, _) && reason.equals("store");
  }

  /** What means the same; when nothing does, the better reason counts. */
  private Found similar(Found same) {
    if (!(same instanceof Found.None(String reason, _, _)) || unreachable(same)) {
      return same;
    }
    var found =
        desk.cache().similar(asking.place(), asking.question().text(), this::misfit, lookUp);
    return found instanceof Found.None(String other, var similarity, var vector)
            && other.equals("none")
        ? new Found.None(reason, similarity, vector)
        : found;
  }

  private @Nullable String misfit(StoredAnswer answer) {
    var longest = asking.question().maxTokens();
    var most = answer.mostTokens();
    if (longest != null && (most == null || most > longest)) {
      return "length";
    }
    var oldest = asking.controls().maxAge();
    if (oldest != null && answer.age(desk.clock().instant()).compareTo(oldest) > 0) {
      return "age";
    }
    return desk.replay().misfit(answer, asking.form());
  }

  private ChatReply served(Found.Hit hit) {
    var answer = hit.answer();
    var reply = desk.replay().of(answer, asking.form(), asking.request());
    var similarity = hit.similarity();
    var edits =
        HeaderEdits.NONE
            .overwrite("x-vsr-response-path", "cache")
            .overwrite("x-vsr-cache-hit", "true");
    if (asking.routed().call().debug()) {
      var told = similarity == null ? 1 : similarity;
      edits = edits.overwrite("x-vsr-cache-similarity", String.format(Locale.ROOT, "%.4f", told));
    }
    next.cached(
        new CacheEvent.Hit(
            desk.cache().backend(),
            hit.tier(),
            similarity,
            answer.age(desk.clock().instant()),
            answer.usage(),
            took()));
    return reply.withEdits(edits);
  }

  /** Asks the model, and keeps what it says where that may be kept. */
  private ChatReply ask(Found found, @Nullable Flight flight) {
    var none =
        switch (found) {
          case Found.None missed -> missed;
          case Found.Hit checked -> new Found.None("check", checked.similarity(), null);
        };
    next.cached(
        new CacheEvent.Miss(desk.cache().backend(), none.reason(), none.similarity(), took()));
    var reply = next.proceed(asking.request());
    var objection = objection(reply);
    if (objection != null) {
      next.cached(new CacheEvent.Unstored(desk.cache().backend(), objection));
      return reply;
    }
    var checked = found instanceof Found.Hit hit ? hit : null;
    var type = reply.headers().first("content-type");
    var keeping =
        new Keeping(
            desk,
            asking,
            next,
            type == null ? "application/json" : type,
            flight,
            none.vector(),
            checked);
    return reply.withBody(new TapedBody(reply.body(), desk.terms().maxBytes(), keeping));
  }

  /** Why a reply will not be kept, as far as its head tells; null when it may be. */
  private @Nullable String objection(ChatReply reply) {
    if (!writes()) {
      return "no_store";
    }
    if (reply.status() != 200) {
      return "status";
    }
    var packing = reply.headers().first("content-encoding");
    if (packing != null && !packing.strip().equalsIgnoreCase("identity")) {
      return "encoding";
    }
    if (reply.eventStream() != asking.request().stream()) {
      return "form";
    }
    var answering = Headers.NONE.with(reply.edits()).first("x-vsr-selected-model");
    return answering == null || answering.equals(asking.routed().model().name())
        ? null
        : "fallback";
  }

  private Duration took() {
    return Duration.ofNanos(System.nanoTime() - startedAt);
  }
}
