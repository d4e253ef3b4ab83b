package io.signalbox.server.explain;

import io.signalbox.chat.Call;
import io.signalbox.chat.ChatRequest;
import io.signalbox.chat.Deadline;
import io.signalbox.chat.Fault;
import io.signalbox.chat.Headers;
import io.signalbox.chat.RouterException;
import io.signalbox.decide.Verdict;
import io.signalbox.engine.Judgement;
import io.signalbox.engine.Recipe;
import io.signalbox.engine.Router;
import io.signalbox.select.Selection;
import io.signalbox.signal.Readings;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * How a request would be routed.
 *
 * @param request what was asked
 * @param recipe what decided, or null when a model was named and no guard minded
 * @param judgement what signals and rules said
 * @param selection the model that follows, or null when none does
 * @param refusal why none does
 * @param took the time for all of it
 */
public record Evaluation(
    ChatRequest request,
    @Nullable Recipe recipe,
    Judgement judgement,
    @Nullable Selection selection,
    @Nullable RouterException refusal,
    Duration took) {

  private static final Duration PATIENCE = Duration.ofSeconds(30);

  /**
   * Evaluates a request as a call of our own, with every signal read.
   *
   * @throws RouterException when the model that is asked for does not exist
   */
  public static Evaluation of(Router router, ChatRequest request) {
    return of(router, call(), request);
  }

  /**
   * Evaluates a request with every signal read.
   *
   * @throws RouterException when the model that is asked for does not exist
   */
  public static Evaluation of(Router router, Call call, ChatRequest request) {
    long start = System.nanoTime();
    var recipes = router.current();
    var recipe = recipes.behind(request.model());
    if (recipe == null) {
      var routed = router.explain(call, request);
      var judgement = new Judgement(routed.readings(), routed.verdict(), Duration.ZERO);
      var guard = recipes.graphs().named(routed.recipe());
      return new Evaluation(request, guard, judgement, routed.selection(), null, since(start));
    }
    var judgement = recipe.judge(call, request);
    try {
      var selection = recipe.choose(call, request, judgement);
      return new Evaluation(request, recipe, judgement, selection, null, since(start));
    } catch (RouterException refused) {
      if (refused.fault() != Fault.NO_MODEL) {
        throw refused;
      }
      return new Evaluation(request, recipe, judgement, null, refused, since(start));
    }
  }

  /** A call of our own, for people who wait that long. */
  public static Call call() {
    return new Call(UUID.randomUUID().toString(), Headers.NONE, Deadline.after(PATIENCE));
  }

  private static Duration since(long start) {
    return Duration.ofNanos(System.nanoTime() - start);
  }

  public Verdict verdict() {
    return judgement.verdict();
  }

  public Readings readings() {
    return judgement.readings();
  }

  /** The name of the decision, or the empty string. */
  public String decision() {
    var decision = verdict().decision();
    return decision == null ? "" : decision.name();
  }

  /** Why signals could not be read, by leaf type. */
  public Map<String, String> failures() {
    return new TreeMap<>(readings().failures());
  }
}
