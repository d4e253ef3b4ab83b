package io.signalbox.engine;

import io.signalbox.chat.Call;
import io.signalbox.chat.ChatReply;
import io.signalbox.chat.ChatRequest;
import io.signalbox.chat.Fault;
import io.signalbox.chat.RouterException;
import io.signalbox.config.RouterSettings.UnseenPrompt;
import io.signalbox.decide.Verdict;
import io.signalbox.fleet.Model;
import io.signalbox.plugin.Routed;
import io.signalbox.select.Candidate;
import io.signalbox.select.Selection;
import io.signalbox.signal.Readings;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.UnaryOperator;

/**
 * Where every door hands its calls to. Holds the current generation; a call keeps the one it began
 * with.
 */
public final class Router {
  private final AtomicReference<Recipes> current;
  private final RouterEvents events;
  private final UnaryOperator<Upstream> around;

  public Router(Recipes first, RouterEvents events) {
    this(first, events, UnaryOperator.identity());
  }

  /**
   * @param around what every upstream is wrapped into
   */
  public Router(Recipes first, RouterEvents events, UnaryOperator<Upstream> around) {
    this.current = new AtomicReference<>(first);
    this.events = RouterEvents.all(List.of(events));
    this.around = around;
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
   * Serves a call: an auto name is routed, or goes to the default model where there is nothing to
   * route by; a model of the catalog is passed on as it came; anything else is refused.
   *
   * @throws RouterException {@code NO_MODEL} for a model that does not exist, {@code BLOCKED} for a
   *     prompt that cannot be read where prompts are guarded; whatever the path or the upstream
   *     throws
   */
  public ChatReply serve(Call call, ChatRequest request, Upstream upstream) {
    long startedAt = System.nanoTime();
    var recipes = current();
    events.asked(call, RouterEvents.Asked.of(request));
    var reply = answer(recipes, call, request, around.apply(upstream));
    return recipes.delivery().leave(call, reply, startedAt);
  }

  private ChatReply answer(Recipes recipes, Call call, ChatRequest request, Upstream upstream) {
    boolean auto = recipes.fleet().auto(request.model());
    if (auto && routable(request)) {
      return recipes.main().serve(call, request, upstream);
    }
    if (auto && !request.source().legible()) {
      unseen(recipes, call);
    }
    var routed = auto ? unrouted(recipes, call, request) : named(recipes, call, request);
    events.routed(routed, Duration.ZERO);
    return recipes.delivery().deliver(routed, request, request, upstream);
  }

  /** The prompt is there and cannot be read; guards must not be passed that way. */
  private void unseen(Recipes recipes, Call call) {
    events.unseen(call, "the prompt is not text");
    if (recipes.settings().unseenPrompt() == UnseenPrompt.BLOCK) {
      throw new RouterException(
          Fault.BLOCKED, "the prompt cannot be read: it is not text (expected: text)");
    }
  }

  /** How a request would be routed, with every signal read; nothing is sent. */
  public Routed explain(Call call, ChatRequest request) {
    var recipes = current();
    if (!recipes.fleet().auto(request.model())) {
      return named(recipes, call, request);
    }
    return routable(request)
        ? recipes.main().explain(call, request)
        : unrouted(recipes, call, request);
  }

  private static boolean routable(ChatRequest request) {
    return request.source().protocol().routes() && request.source().legible();
  }

  private static Routed unrouted(Recipes recipes, Call call, ChatRequest request) {
    var model = recipes.fleet().defaultModel();
    if (model == null) {
      throw new RouterException(
          Fault.NO_MODEL,
          "%s requests of this kind are not routed and no default model is configured (available: %s)"
              .formatted(
                  request.source().protocol().path(),
                  String.join(", ", recipes.fleet().models().keySet())));
    }
    return passed(call, request, model, "not routed: the default model");
  }

  private static Routed named(Recipes recipes, Call call, ChatRequest request) {
    var model = recipes.fleet().find(request.model());
    if (model == null) {
      throw new RouterException(
          Fault.NO_MODEL,
          "model \"%s\" is not available (available: %s)"
              .formatted(shown(request.model()), String.join(", ", recipes.fleet().names())));
    }
    return passed(call, request, model, "named by the client");
  }

  private static Routed passed(Call call, ChatRequest request, Model model, String reason) {
    var selection = new Selection(new Candidate(model, null), "", reason);
    return new Routed(call, "", request.model(), Readings.NONE, Verdict.NONE, selection);
  }

  private static String shown(String name) {
    var plain = name.codePoints().filter(c -> !Character.isISOControl(c)).limit(80);
    return plain
        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
        .toString();
  }
}
