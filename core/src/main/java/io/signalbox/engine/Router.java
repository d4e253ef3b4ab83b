package io.signalbox.engine;

import io.signalbox.chat.Call;
import io.signalbox.chat.ChatReply;
import io.signalbox.chat.ChatRequest;
import io.signalbox.chat.Fault;
import io.signalbox.chat.RouterException;
import io.signalbox.decide.Verdict;
import io.signalbox.plugin.Routed;
import io.signalbox.select.Candidate;
import io.signalbox.select.Selection;
import io.signalbox.signal.Readings;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Where every door hands its calls to. Holds the current generation; a call keeps the one it began
 * with.
 */
public final class Router {
  private final AtomicReference<Recipes> current;
  private final RouterEvents events;

  public Router(Recipes first, RouterEvents events) {
    this.current = new AtomicReference<>(first);
    this.events = RouterEvents.all(List.of(events));
  }

  /** The generation new calls begin with. */
  public Recipes current() {
    return current.get();
  }

  /** Lets new calls begin with another generation. */
  public void replace(Recipes next) {
    current.set(next);
  }

  /**
   * Serves a call: an auto name is routed, a model of the catalog is passed on as it came, anything
   * else is refused.
   *
   * @throws RouterException {@code NO_MODEL} for a model that does not exist; whatever the path or
   *     the upstream throws
   */
  public ChatReply serve(Call call, ChatRequest request, Upstream upstream) {
    var recipes = current();
    if (recipes.fleet().auto(request.model())) {
      return recipes.main().serve(call, request, upstream);
    }
    var routed = named(recipes, call, request);
    events.routed(routed, Duration.ZERO);
    return recipes.delivery().deliver(routed, request, request, upstream);
  }

  /** How a request would be routed, with every signal read; nothing is sent. */
  public Routed explain(Call call, ChatRequest request) {
    var recipes = current();
    return recipes.fleet().auto(request.model())
        ? recipes.main().explain(call, request)
        : named(recipes, call, request);
  }

  private static Routed named(Recipes recipes, Call call, ChatRequest request) {
    var model = recipes.fleet().find(request.model());
    if (model == null) {
      throw new RouterException(
          Fault.NO_MODEL,
          "model \"%s\" is not available (available: %s)"
              .formatted(shown(request.model()), String.join(", ", recipes.fleet().names())));
    }
    var selection = new Selection(new Candidate(model, null), "", "named by the client");
    return new Routed(call, "", request.model(), Readings.NONE, Verdict.NONE, selection);
  }

  private static String shown(String name) {
    var plain = name.codePoints().filter(c -> !Character.isISOControl(c)).limit(80);
    return plain
        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
        .toString();
  }
}
