package io.signalbox.engine;

import io.signalbox.chat.Call;
import io.signalbox.chat.ChatReply;
import io.signalbox.chat.ChatRequest;
import io.signalbox.chat.Fault;
import io.signalbox.chat.RouterException;
import io.signalbox.decide.Decision;
import io.signalbox.decide.Verdict;
import io.signalbox.fleet.Model;
import io.signalbox.plugin.Next;
import io.signalbox.plugin.Routed;
import io.signalbox.select.Candidate;
import io.signalbox.select.Choice;
import io.signalbox.select.Selection;
import io.signalbox.signal.Readings;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One compiled routing graph: immutable, shared by all calls. */
public final class Recipe {
  private final String name;
  private final SignalReader signals;
  private final Map<String, Route> routes;
  private final @Nullable Model defaultModel;
  private final Delivery delivery;
  private final RouterEvents events;

  Recipe(
      String name,
      SignalReader signals,
      Map<String, Route> routes,
      @Nullable Model defaultModel,
      Delivery delivery,
      RouterEvents events) {
    this.name = name;
    this.signals = signals;
    this.routes = Map.copyOf(routes);
    this.defaultModel = defaultModel;
    this.delivery = delivery;
    this.events = events;
  }

  public String name() {
    return name;
  }

  /**
   * The whole path of a request: read signals until the decision is settled, pick a model, run the
   * plugins around the upstream.
   *
   * @throws RouterException when no model can be named, or the upstream gives no reply
   */
  public ChatReply serve(Call call, ChatRequest request, Upstream upstream) {
    long start = System.nanoTime();
    var routed = route(call, request);
    events.routed(routed, Duration.ofNanos(System.nanoTime() - start));
    var route = routes.get(routed.decisionName());
    Next last = changed -> delivery.deliver(routed, request, changed, upstream);
    var chain = route == null ? last : chain(route.plugins(), routed, last);
    return chain.proceed(request);
  }

  /** What would happen to a request, without sending it: reads as much as serving would. */
  public Routed route(Call call, ChatRequest request) {
    var judgement = judgement(call, signals.read(call, request));
    return routed(call, request, judgement, choose(call, request, judgement));
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

  /** The decision of that name, or null. */
  public @Nullable Decision decision(String wanted) {
    return signals.decisions().all().stream()
        .filter(decision -> decision.name().equals(wanted))
        .findFirst()
        .orElse(null);
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
    return new Routed(
        call, name, request.model(), judgement.readings(), judgement.verdict(), selection);
  }

  private Selection select(Call call, ChatRequest request, Readings readings, Verdict verdict) {
    var decision = verdict.decision();
    var route = decision == null ? null : routes.get(decision.name());
    if (route != null) {
      return route.select(new Choice(call, request, readings, verdict, route.candidates()));
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
    return request -> new PluginTurn(slot, routed, next, events).take(request);
  }
}
