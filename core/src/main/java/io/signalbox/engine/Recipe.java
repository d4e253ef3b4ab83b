package io.signalbox.engine;

import io.signalbox.chat.Call;
import io.signalbox.chat.ChatReply;
import io.signalbox.chat.ChatRequest;
import io.signalbox.chat.Fault;
import io.signalbox.chat.RouterException;
import io.signalbox.decide.Decisions;
import io.signalbox.decide.Explanation;
import io.signalbox.decide.Flip;
import io.signalbox.decide.Verdict;
import io.signalbox.fleet.Model;
import io.signalbox.plugin.Next;
import io.signalbox.plugin.Routed;
import io.signalbox.select.Candidate;
import io.signalbox.select.Choice;
import io.signalbox.select.Selection;
import io.signalbox.signal.Bounds;
import io.signalbox.signal.Readings;
import io.signalbox.signal.SignalName;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** One compiled routing graph: immutable, shared by all calls. */
public final class Recipe {
  private final String name;
  private final String description;
  private final SignalReader signals;
  private final Map<String, Route> routes;
  private final @Nullable Model defaultModel;
  private final Delivery delivery;
  private final RouterEvents events;

  Recipe(
      String name,
      String description,
      SignalReader signals,
      Map<String, Route> routes,
      @Nullable Model defaultModel,
      Delivery delivery,
      RouterEvents events) {
    this.name = name;
    this.description = description;
    this.signals = signals;
    this.routes = Map.copyOf(routes);
    this.defaultModel = defaultModel;
    this.delivery = delivery;
    this.events = events;
  }

  public String name() {
    return name;
  }

  /** What it is for; may be empty. */
  public String description() {
    return description;
  }

  /**
   * The whole path of a request: read signals until the decision is settled, pick a model, run the
   * plugins around the upstream.
   *
   * @throws RouterException when no model can be named, or the upstream gives no reply
   */
  public ChatReply serve(Call call, ChatRequest request, Upstream upstream) {
    return serve(call, request, upstream, Gate.OPEN);
  }

  /** Serves a call that asks a gate once its model is known. */
  ChatReply serve(Call call, ChatRequest request, Upstream upstream, Gate gate) {
    long start = System.nanoTime();
    var routed = route(call, request);
    return follow(routed, Duration.ofNanos(System.nanoTime() - start), request, upstream, gate);
  }

  /**
   * Sends a request the way that was found for it, if the gate lets its model be asked.
   *
   * @param took the time it took to find it
   */
  ChatReply follow(
      Routed routed, Duration took, ChatRequest request, Upstream upstream, Gate gate) {
    gate.admit(routed.model().name());
    events.routed(routed, took);
    var route = routes.get(routed.decisionName());
    Next last = changed -> delivery.deliver(routed, request, changed, upstream);
    var chain = route == null ? last : chain(route.plugins(), routed, last);
    return chain.proceed(request);
  }

  /**
   * What would happen to a request, without sending it: reads as much as serving would.
   *
   * @throws RouterException {@code BLOCKED} when a signal could not tell that the call needs
   */
  public Routed route(Call call, ChatRequest request) {
    var judgement = glance(call, request);
    signals.admit(judgement.readings());
    return settle(call, request, judgement);
  }

  private Routed settle(Call call, ChatRequest request, Judgement judgement) {
    long start = System.nanoTime();
    var selection = choose(call, request, judgement);
    var took = Duration.ofNanos(System.nanoTime() - start);
    var routed = routed(call, request, judgement, selection);
    events.selected(routed, took);
    return routed;
  }

  /** Like {@link #route}, but reads every signal, so that the explanation is whole. */
  public Routed explain(Call call, ChatRequest request) {
    var judgement = judge(call, request);
    return routed(call, request, judgement, choose(call, request, judgement));
  }

  /**
   * What signals and rules say of a request, with every signal read, whether or not a model follows
   * from it.
   */
  public Judgement judge(Call call, ChatRequest request) {
    return judgement(call, signals.readEverything(call, request));
  }

  /** What signals and rules say of a request, as far as the verdict needs it. */
  Judgement glance(Call call, ChatRequest request) {
    return judgement(call, signals.read(call, request));
  }

  /**
   * The way of a request that names a model itself and that a decision was found for. A model that
   * the decision may pick is kept; any other one is replaced.
   */
  Routed overrule(Call call, ChatRequest request, Model named, Judgement judgement) {
    var decision = Objects.requireNonNull(judgement.verdict().decision());
    var route = routes.get(decision.name());
    var kept = route == null ? null : route.candidate(named);
    return kept == null
        ? settle(call, request, judgement)
        : routed(
            call,
            request,
            judgement,
            new Selection(kept, "", "named by the client, and the decision allows it"));
  }

  private Judgement judgement(Call call, SignalReader.Result read) {
    events.decided(call, name, read.verdict(), read.took());
    return new Judgement(read.readings(), read.verdict(), read.took());
  }

  /**
   * The candidate that follows from a judgement.
   *
   * @throws RouterException {@code NO_MODEL} when no decision applies and there is no default model
   */
  public Selection choose(Call call, ChatRequest request, Judgement judgement) {
    return select(call, request, judgement.readings(), judgement.verdict());
  }

  /** Why a judgement came to its decision: every rule, part by part. */
  public Explanation explanation(Judgement judgement) {
    return signals.decisions().explain(judgement.readings(), signals::bounds);
  }

  /** All decisions, and how one is picked. */
  public Decisions decisions() {
    return signals.decisions();
  }

  /** Where the measured value of a name must lie for it to hold; null where no number decides. */
  public @Nullable Bounds bounds(SignalName signal) {
    return signals.bounds(signal);
  }

  /** The name of the algorithm that picks a decision's model. */
  public String algorithm(String decision) {
    var route = routes.get(decision);
    return route == null ? "" : route.algorithm();
  }

  /** The smallest change of one reading that would change a judgement's decision, or null. */
  public @Nullable Flip nearestFlip(Judgement judgement) {
    return signals.decisions().nearestFlip(judgement.readings(), signals::bounds);
  }

  /** The models that a decision may pick from, in the order they are configured. */
  public List<Candidate> candidates(String decision) {
    var route = routes.get(decision);
    return route == null ? List.of() : route.candidates();
  }

  /** The types of a decision's plugins, outermost first. */
  public List<String> plugins(String decision) {
    var route = routes.get(decision);
    return route == null
        ? List.of()
        : route.plugins().stream().map(Route.PluginSlot::type).toList();
  }

  private Routed routed(Call call, ChatRequest request, Judgement judgement, Selection selection) {
    var readings = signals.decisions().projected(judgement.readings());
    return new Routed(call, name, request.model(), readings, judgement.verdict(), selection);
  }

  private Selection select(Call call, ChatRequest request, Readings readings, Verdict verdict) {
    var decision = verdict.decision();
    var route = decision == null ? null : routes.get(decision.name());
    if (route != null) {
      return route.select(new Choice(name, call, request, readings, verdict, route.candidates()));
    }
    if (defaultModel == null) {
      throw new RouterException(
          Fault.NO_MODEL,
          "unable to route request: no decision applies and no default model is configured"
              + " (providers.defaults.default_model)");
    }
    return new Selection(new Candidate(defaultModel, null), "", "no decision applies");
  }

  private Next chain(List<Route.PluginSlot> plugins, Routed routed, Next last) {
    var next = last;
    for (var slot : plugins.reversed()) {
      next = around(slot, routed, next);
    }
    return next;
  }

  private Next around(Route.PluginSlot slot, Routed routed, Next next) {
    return request -> new PluginTurn(slot, routed, next, delivery, events).take(request);
  }
}
