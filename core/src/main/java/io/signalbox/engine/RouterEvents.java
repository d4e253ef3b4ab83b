package io.signalbox.engine;

import io.signalbox.chat.Call;
import io.signalbox.chat.ChatRequest;
import io.signalbox.chat.HeaderEdits;
import io.signalbox.chat.Role;
import io.signalbox.chat.RouterException;
import io.signalbox.chat.Usage;
import io.signalbox.decide.Verdict;
import io.signalbox.plugin.CacheEvent;
import io.signalbox.plugin.Deed;
import io.signalbox.plugin.Figure;
import io.signalbox.plugin.Routed;
import io.signalbox.signal.Reading;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Everything that can be observed about calls. Listeners are called on the thread of the call and
 * must not block; what they throw is dropped. No event carries prompt text.
 */
public interface RouterEvents {
  RouterEvents NONE = new RouterEvents() {};

  /** A call is about to be routed. */
  default void asked(Call call, Asked asked) {}

  /** A signal was read. */
  default void signalRead(Call call, String type, Reading reading, Duration took) {}

  /** A decision was taken. */
  default void decided(Call call, String recipe, Verdict verdict, Duration took) {}

  /**
   * A model was picked.
   *
   * @param took the picking alone, learning included
   */
  default void selected(Routed routed, Duration took) {}

  /**
   * Everything about a call is decided and the request is about to be sent on.
   *
   * @param took from the decoded request to here
   */
  default void routed(Routed routed, Duration took) {}

  /** A request is sent to the backends of its model; told again for each model that is tried. */
  default void sent(Routed routed) {}

  /** A plugin ran; a null error means it did its work. */
  default void pluginRan(
      String type, Routed routed, Duration took, @Nullable RouterException error) {}

  /**
   * A plugin did something that is counted by itself.
   *
   * @param subject what it was done to; one of few words
   */
  default void pluginActed(String type, Routed routed, Deed deed, String subject) {}

  /** A plugin measured something of its own work. */
  default void pluginMeasured(String type, Routed routed, Figure figure) {}

  /**
   * Something happened between a call and the answers that are kept.
   *
   * @param type the plugin that keeps them
   */
  default void cached(String type, Routed routed, CacheEvent event) {}

  /**
   * The head of the reply is here.
   *
   * @param took from sending the request to here
   */
  default void replied(Routed routed, int status, boolean stream, Duration took) {}

  /** The backend's reply ended, well or not. */
  default void finished(Routed routed, Ending ending) {}

  /**
   * What the client was to get is with the door, or nobody wants the rest of it. Not told of a call
   * that never had a reply: it {@link #failed}.
   */
  default void served(Call call, Served served) {}

  /** The call ended with an error of ours. */
  default void failed(Call call, @Nullable String askedFor, RouterException error) {}

  /**
   * No backend of a model gave an answer worth showing, so another model is asked.
   *
   * @param why a word
   */
  default void fellBack(Routed from, Routed to, String why) {}

  /**
   * A call is tried again with the same model.
   *
   * @param backend the one that failed
   * @param why a word
   */
  default void retried(Routed routed, String backend, String why) {}

  /** A backend failed so often that it is left alone for a while. */
  default void backendEjected(String model, String backend, Duration time) {}

  /** A backend that was left alone works again. */
  default void backendReturned(String model, String backend) {}

  /** The gateway is done with a request, whatever it was. */
  default void exchanged(Exchanged exchange) {}

  /**
   * The proxy did not show the prompt of a request, which was treated as the configuration says.
   *
   * @param reason one of a few: what of the request was hidden, and by which mode
   */
  default void unseen(Call call, String reason) {}

  /**
   * A rate limit could not be checked.
   *
   * @param passed whether the call passed nevertheless
   */
  default void limitUnchecked(Call call, boolean passed) {}

  /**
   * Changes to a reply's headers were dropped: the proxy had sent the headers on before the chain
   * was done with the reply.
   */
  default void headersLate(Routed routed, HeaderEdits dropped) {}

  /**
   * The shape of a request, without a word of it.
   *
   * @param model as the client named it
   * @param protocol that the client speaks
   * @param stream whether the answer is wanted as a stream
   * @param turns what the user said before, in messages
   * @param promptTokens an estimate
   */
  record Asked(String model, String protocol, boolean stream, int turns, long promptTokens) {
    static Asked of(ChatRequest request) {
      long said = request.messages().stream().filter(m -> m.role() == Role.USER).count();
      return new Asked(
          request.model(),
          request.source().protocol().name(),
          request.stream(),
          (int) Math.max(0, said - 1),
          request.envelope().promptTokens());
    }
  }

  /**
   * How the backend's reply to a routed call ended.
   *
   * @param status HTTP status of the reply; 0 when none came
   * @param usage token counts as the backend told them, or null
   * @param model what answered, as the backend names it, or null
   * @param timeToFirstByte from sending the request to the first byte of the body; null when none
   *     came
   * @param total from sending the request to the end of the body
   * @param complete whether the body came to its end
   * @param error what broke the body off; null when it came whole, or nobody wanted the rest
   * @param answeredBy the type of the plugin that answered in the backend's place, or null: nothing
   *     was asked of the model then
   */
  record Ending(
      int status,
      @Nullable Usage usage,
      @Nullable String model,
      @Nullable Duration timeToFirstByte,
      Duration total,
      boolean complete,
      @Nullable RouterException error,
      @Nullable String answeredBy) {
    /** The ending of a call that a backend answered without naming itself. */
    public Ending(
        int status,
        @Nullable Usage usage,
        @Nullable Duration timeToFirstByte,
        Duration total,
        boolean complete,
        @Nullable RouterException error) {
      this(status, usage, null, timeToFirstByte, total, complete, error, null);
    }
  }

  /**
   * What the client got of a call.
   *
   * @param status HTTP status of the reply; 0 when the proxy does not show it
   * @param path where it came from, as {@code x-vsr-response-path} says
   * @param took from the decoded request to the end of the reply
   * @param complete whether the reply came to its end
   * @param error what broke it off; null when it came whole, or nobody wanted the rest
   */
  record Served(
      int status, String path, Duration took, boolean complete, @Nullable RouterException error) {}

  /**
   * A request as the gateway's access log knows it.
   *
   * @param path without the query
   * @param status of the reply; 499 when the client left before it began
   * @param bytes of the reply's body
   * @param complete whether the whole reply was written
   * @param model that answered, or null
   */
  record Exchanged(
      String id,
      String method,
      String path,
      int status,
      long bytes,
      boolean complete,
      Duration took,
      @Nullable String model) {}

  /** One listener for many. */
  static RouterEvents all(List<RouterEvents> listeners) {
    return new FanOut(List.copyOf(listeners));
  }

  /** Tells every listener; one that throws does not keep the others from hearing. */
  record FanOut(List<RouterEvents> listeners) implements RouterEvents {
    private void each(Consumer<RouterEvents> event) {
      for (var listener : listeners) {
        try {
          event.accept(listener);
        } catch (RuntimeException broken) {
          System.getLogger(RouterEvents.class.getName())
              .log(System.Logger.Level.WARNING, "listener failed: " + broken.getClass().getName());
        }
      }
    }

    @Override
    public void asked(Call call, Asked asked) {
      each(l -> l.asked(call, asked));
    }

    @Override
    public void signalRead(Call call, String type, Reading reading, Duration took) {
      each(l -> l.signalRead(call, type, reading, took));
    }

    @Override
    public void decided(Call call, String recipe, Verdict verdict, Duration took) {
      each(l -> l.decided(call, recipe, verdict, took));
    }

    @Override
    public void selected(Routed routed, Duration took) {
      each(l -> l.selected(routed, took));
    }

    @Override
    public void routed(Routed routed, Duration took) {
      each(l -> l.routed(routed, took));
    }

    @Override
    public void sent(Routed routed) {
      each(l -> l.sent(routed));
    }

    @Override
    public void pluginRan(
        String type, Routed routed, Duration took, @Nullable RouterException error) {
      each(l -> l.pluginRan(type, routed, took, error));
    }

    @Override
    public void pluginActed(String type, Routed routed, Deed deed, String subject) {
      each(l -> l.pluginActed(type, routed, deed, subject));
    }

    @Override
    public void pluginMeasured(String type, Routed routed, Figure figure) {
      each(l -> l.pluginMeasured(type, routed, figure));
    }

    @Override
    public void cached(String type, Routed routed, CacheEvent event) {
      each(l -> l.cached(type, routed, event));
    }

    @Override
    public void replied(Routed routed, int status, boolean stream, Duration took) {
      each(l -> l.replied(routed, status, stream, took));
    }

    @Override
    public void finished(Routed routed, Ending ending) {
      each(l -> l.finished(routed, ending));
    }

    @Override
    public void served(Call call, Served served) {
      each(l -> l.served(call, served));
    }

    @Override
    public void failed(Call call, @Nullable String askedFor, RouterException error) {
      each(l -> l.failed(call, askedFor, error));
    }

    @Override
    public void fellBack(Routed from, Routed to, String why) {
      each(l -> l.fellBack(from, to, why));
    }

    @Override
    public void retried(Routed routed, String backend, String why) {
      each(l -> l.retried(routed, backend, why));
    }

    @Override
    public void backendEjected(String model, String backend, Duration time) {
      each(l -> l.backendEjected(model, backend, time));
    }

    @Override
    public void backendReturned(String model, String backend) {
      each(l -> l.backendReturned(model, backend));
    }

    @Override
    public void exchanged(Exchanged exchange) {
      each(l -> l.exchanged(exchange));
    }

    @Override
    public void unseen(Call call, String reason) {
      each(l -> l.unseen(call, reason));
    }

    @Override
    public void limitUnchecked(Call call, boolean passed) {
      each(l -> l.limitUnchecked(call, passed));
    }

    @Override
    public void headersLate(Routed routed, HeaderEdits dropped) {
      each(l -> l.headersLate(routed, dropped));
    }
  }
}
