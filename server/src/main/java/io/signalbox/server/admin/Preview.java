package io.signalbox.server.admin;

import io.signalbox.catalog.Catalog;
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
import io.signalbox.signal.Fact;
import io.signalbox.signal.Readings;
import io.signalbox.signal.SignalName;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

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
record Preview(
    ChatRequest request,
    @Nullable Recipe recipe,
    Judgement judgement,
    @Nullable Selection selection,
    @Nullable RouterException refusal,
    Duration took) {

  private static final Duration PATIENCE = Duration.ofSeconds(30);

  static Preview of(Router router, ChatRequest request) {
    long start = System.nanoTime();
    var call = call();
    var recipes = router.current();
    var recipe = recipes.behind(request.model());
    if (recipe == null) {
      var routed = router.explain(call, request);
      var judgement = new Judgement(routed.readings(), routed.verdict(), Duration.ZERO);
      var guard = recipes.graphs().named(routed.recipe());
      return new Preview(request, guard, judgement, routed.selection(), null, since(start));
    }
    var judgement = recipe.judge(call, request);
    try {
      var selection = recipe.choose(call, request, judgement);
      return new Preview(request, recipe, judgement, selection, null, since(start));
    } catch (RouterException refused) {
      if (refused.fault() != Fault.NO_MODEL) {
        throw refused;
      }
      return new Preview(request, recipe, judgement, null, refused, since(start));
    }
  }

  /** A call of our own, for people who wait that long. */
  static Call call() {
    return new Call(UUID.randomUUID().toString(), Headers.NONE, Deadline.after(PATIENCE));
  }

  private static Duration since(long start) {
    return Duration.ofNanos(System.nanoTime() - start);
  }

  Verdict verdict() {
    return judgement.verdict();
  }

  Readings readings() {
    return judgement.readings();
  }

  /** The name of the decision, or the empty string. */
  String decision() {
    var decision = verdict().decision();
    return decision == null ? "" : decision.name();
  }

  /** Names of signals by the key of their list, of those whose fact is of interest. */
  ObjectNode signals(Catalog catalog, Predicate<Fact> interest) {
    var json = JsonMapper.shared().createObjectNode();
    readings()
        .facts()
        .forEach((name, fact) -> {
          if (interest.test(fact)) {
            add(json, name, catalog);
          }
        });
    return json;
  }

  static void add(ObjectNode json, SignalName name, Catalog catalog) {
    json.withArrayProperty(listKey(name.type(), catalog)).add(name.name());
  }

  private static String listKey(String leafType, Catalog catalog) {
    return catalog.signalByLeaf(leafType).map(part -> part.listKey()).orElse(leafType);
  }

  /** Why signals could not be read, by leaf type. */
  Map<String, String> failures() {
    return new TreeMap<>(readings().failures());
  }
}
