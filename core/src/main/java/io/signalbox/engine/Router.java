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
  private static final String NAMED = "named by the client";
  private static final Judgement UNASKED =
      new Judgement(Readings.NONE, Verdict.NONE, Duration.ZERO);

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
   * Serves a call: an auto name or one of an entrypoint is routed by its recipe, or goes to the
   * default model where there is nothing to route by; a model of the catalog is passed on as it
   * came, unless a decision that guards applies; anything else is refused.
   *
   * @throws RouterException {@code RATE_LIMITED} when more is asked for than a rule allows, {@code
   *     NO_MODEL} for a model that does not exist, {@code BLOCKED} for a prompt that cannot be read
   *     where prompts are guarded; whatever the path or the upstream throws
   */
  public ChatReply serve(Call call, ChatRequest request, Upstream upstream) {
    long startedAt = System.nanoTime();
    var recipes = current();
    events.asked(call, RouterEvents.Asked.of(request));
    var watched = around.apply(upstream);
    var reply =
        recipes
            .delivery()
            .limits()
            .around(call, request, events, gate -> answer(recipes, call, request, watched, gate));
    return recipes.delivery().leave(call, reply, startedAt);
  }

  private ChatReply answer(
      Recipes recipes, Call call, ChatRequest request, Upstream upstream, Gate gate) {
    var recipe = recipes.behind(request.model());
    if (recipe != null && routable(request)) {
      return recipe.serve(call, request, upstream, gate);
    }
    boolean auto = recipes.fleet().auto(request.model());
    if (!auto) {
      return serveNamed(recipes, call, request, upstream, gate);
    }
    if (!request.source().legible()) {
      unseen(recipes, call);
    }
    return pass(recipes, unrouted(recipes, call, request), Duration.ZERO, request, upstream, gate);
  }

  private ChatReply serveNamed(
      Recipes recipes, Call call, ChatRequest request, Upstream upstream, Gate gate) {
    var model = named(recipes, request);
    if (recipes.graphs().watching() && !request.source().legible()) {
      unseen(recipes, call);
    }
    long start = System.nanoTime();
    var judgement = UNASKED;
    for (var guard : guards(recipes, request)) {
      judgement = guard.glance(call, request);
      if (judgement.verdict().decision() != null) {
        var overruled = guard.overrule(call, request, model, judgement);
        return guard.follow(overruled, since(start), request, upstream, gate);
      }
    }
    var passed = passed(call, request, model, NAMED, judgement);
    return pass(recipes, passed, since(start), request, upstream, gate);
  }

  private ChatReply pass(
      Recipes recipes,
      Routed routed,
      Duration took,
      ChatRequest request,
      Upstream upstream,
      Gate gate) {
    gate.admit(routed.model().name());
    events.routed(routed, took);
    return recipes.delivery().deliver(routed, request, request, upstream);
  }

  private static Duration since(long start) {
    return Duration.ofNanos(System.nanoTime() - start);
  }

  /** Who is asked about a request that names its model. */
  private static List<Recipe> guards(Recipes recipes, ChatRequest request) {
    return routable(request) ? recipes.graphs().guards() : List.of();
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
    var recipe = recipes.behind(request.model());
    if (recipe != null && routable(request)) {
      return recipe.explain(call, request);
    }
    if (recipes.fleet().auto(request.model())) {
      return unrouted(recipes, call, request);
    }
    var model = named(recipes, request);
    var judgement = UNASKED;
    for (var guard : guards(recipes, request)) {
      judgement = guard.judge(call, request);
      if (judgement.verdict().decision() != null) {
        return guard.overrule(call, request, model, judgement);
      }
    }
    return passed(call, request, model, NAMED, judgement);
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
    return passed(call, request, model, "not routed: the default model", UNASKED);
  }

  private static Model named(Recipes recipes, ChatRequest request) {
    var model = recipes.fleet().find(request.model());
    if (model == null) {
      throw new RouterException(
          Fault.NO_MODEL,
          "model \"%s\" is not available (available: %s)"
              .formatted(shown(request.model()), String.join(", ", recipes.fleet().names())));
    }
    return model;
  }

  /**
   * @param judgement of the guard that was asked last; none of its decisions applied
   */
  private static Routed passed(
      Call call, ChatRequest request, Model model, String reason, Judgement judgement) {
    var selection = new Selection(new Candidate(model, null), "", reason);
    return new Routed(
        call, "", request.model(), judgement.readings(), judgement.verdict(), selection);
  }

  private static String shown(String name) {
    var plain = name.codePoints().filter(c -> !Character.isISOControl(c)).limit(80);
    return plain
        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
        .toString();
  }
}
