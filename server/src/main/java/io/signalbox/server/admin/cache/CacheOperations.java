package io.signalbox.server.admin.cache;

import io.signalbox.config.Permission;
import io.signalbox.config.ResponseCacheConfig;
import io.signalbox.decide.Decision;
import io.signalbox.engine.Recipes;
import io.signalbox.server.admin.Operation;
import io.signalbox.server.admin.Operation.Answer;
import io.signalbox.server.admin.Operation.Question;
import io.signalbox.server.admin.Operation.Shape;
import io.signalbox.server.admin.Refusal;
import io.signalbox.server.observe.CacheTally;
import io.signalbox.store.CacheStore;
import io.signalbox.store.StoreException;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import tools.jackson.databind.json.JsonMapper;

/** The endpoints that show and change the stores of answers. */
public final class CacheOperations {
  /** What a caller says who wants every answer gone. */
  static final String CONFIRMATION = "flush response cache";

  private static final String BASE = "/api/v1/response-cache/";

  private final Parts parts;
  private final CacheFacts facts;
  private final CacheTrial trial;
  private final CacheAudit audit = new CacheAudit();

  /**
   * What the endpoints need.
   *
   * @param stores those that are open
   * @param recipes the current ones, or empty as long as there are none
   * @param opener opens a store to try it
   * @param environment the variables that a configuration to be tried may refer to
   * @param tally what happened between calls and answers in this process
   * @param clearings told of every clearing
   */
  public record Parts(
      OpenStores stores,
      Supplier<Optional<Recipes>> recipes,
      Opener opener,
      Map<String, String> environment,
      CacheTally tally,
      Clearings clearings,
      InstantSource clock) {
    public Parts {
      environment = Map.copyOf(environment);
    }
  }

  /** Opens a store that nobody else uses. */
  @FunctionalInterface
  public interface Opener {
    /**
     * Opens it; whoever asked closes it.
     *
     * @throws StoreException when it cannot be had
     */
    CacheStore open(ResponseCacheConfig config);
  }

  /** Is told of clearings. */
  @FunctionalInterface
  public interface Clearings {
    void cleared(String backend, String operation, boolean dryRun);
  }

  private CacheOperations(Parts parts) {
    this.parts = parts;
    this.facts = new CacheFacts(parts.stores(), parts.tally());
    this.trial = new CacheTrial(parts.opener(), parts.environment());
  }

  /** The endpoints. */
  public static List<Operation> of(Parts parts) {
    var operations = new CacheOperations(parts);
    return List.of(
        get("capabilities", "What the stores of answers can do", operations.facts::capabilities)
            .shaped(Shape.answering("CacheCapabilities").withStatuses(503)),
        get("health", "Whether the stores of answers work", operations.facts::health)
            .shaped(Shape.answering("CacheHealth").withStatuses(503)),
        get("stats", "How many answers are kept, and what came of them", operations.facts::stats)
            .shaped(Shape.answering("CacheStats").withStatuses(503)),
        get("audit", "Who made the stores forget, and what", operations::audit)
            .shaped(Shape.answering("CacheAudit").withQuery("limit")),
        post("test", "Whether a configuration of a store works", operations.trial::answer)
            .needing(Permission.CACHE_MANAGE)
            .audited("cache_tested")
            .shaped(Shape.taking("CacheTrial", "CacheTrialAnswer")),
        post("invalidate", "Makes the stores forget some answers", operations::invalidate)
            .needing(Permission.CACHE_INVALIDATE)
            .audited("cache_invalidated")
            .shaped(Shape.taking("CacheInvalidation", "CacheClearing").withStatuses(501, 503)),
        post("flush", "Makes the stores forget all or many answers", operations::flush)
            .needing(Permission.CACHE_MANAGE)
            .audited("cache_flushed")
            .shaped(Shape.taking("CacheFlush", "CacheClearing").withStatuses(501, 503)));
  }

  private static Operation get(String name, String description, Operation.Action action) {
    return new Operation("GET", BASE + name, description, action).needing(Permission.CACHE_READ);
  }

  private static Operation post(String name, String description, Operation.Action action) {
    return new Operation("POST", BASE + name, description, action);
  }

  private Answer audit(Question question) {
    var limit = question.query().getOrDefault("limit", String.valueOf(CacheAudit.ROOM));
    try {
      int most = Integer.parseInt(limit);
      if (most >= 1) {
        return Answer.of(200, audit.json(most));
      }
    } catch (NumberFormatException none) {
      // Told below.
    }
    throw Refusal.invalid("limit: unfit (expected: a whole number from 1 on)");
  }

  private Answer invalidate(Question question) {
    var body = question.object();
    var selector = Selector.of(body);
    var dry = body.path("dry_run");
    if (!dry.isMissingNode() && !dry.isNull() && !dry.isBoolean()) {
      throw Refusal.invalid("dry_run: not a switch (expected: true or false)");
    }
    boolean rehearsal = !dry.isBoolean() || dry.booleanValue();
    if (selector.everything() && !rehearsal) {
      throw Refusal.invalid(
          "selector: names nothing (expected: recipe, decision or model; flush forgets all)");
    }
    return clear("invalidate", question, selector, rehearsal);
  }

  private Answer flush(Question question) {
    var body = question.object();
    var confirm = body.path("confirm");
    if (!confirm.isString() || !confirm.stringValue().equals(CONFIRMATION)) {
      throw new Refusal(
          400,
          "CONFIRMATION_REQUIRED",
          "confirm: missing (expected: \"%s\")".formatted(CONFIRMATION));
    }
    return clear("flush", question, Selector.of(body), false);
  }

  private Answer clear(String operation, Question question, Selector selector, boolean dry) {
    var clearing = new Clearing(facts.open(), selector.prefixes(configured()));
    List<Cleared> cleared = List.of();
    var outcome = "INTERNAL_ERROR";
    try {
      cleared = clearing.run(dry);
      outcome = outcome(cleared);
    } catch (UnsupportedOperationException cannot) {
      outcome = "CACHE_OPERATION_UNSUPPORTED";
    } finally {
      var caller = question.caller().role();
      audit.add(
          new CacheAudit.Entry(
              parts.clock().instant(),
              operation,
              caller,
              question.id(),
              selector,
              dry,
              cleared,
              outcome));
    }
    cleared.forEach(one -> parts.clearings().cleared(one.backend(), operation, dry));
    return answer(operation, selector, dry, cleared, outcome);
  }

  private static String outcome(List<Cleared> cleared) {
    return cleared.stream().allMatch(one -> one.error() == null) ? "done" : "CACHE_UNAVAILABLE";
  }

  private static Answer answer(
      String operation, Selector selector, boolean dry, List<Cleared> cleared, String outcome) {
    if (outcome.equals("CACHE_OPERATION_UNSUPPORTED")) {
      throw Selector.unsupported("a store cannot forget some of its answers and keep others");
    }
    var json =
        JsonMapper.shared().createObjectNode().put("operation", operation).put("dry_run", dry);
    json.set("selector", selector.json());
    json.put("matched", cleared.stream().mapToLong(Cleared::matched).sum())
        .put("removed", cleared.stream().mapToLong(Cleared::removed).sum())
        .put("remaining", cleared.stream().mapToLong(Cleared::remaining).sum());
    var each = json.putArray("stores");
    cleared.forEach(one -> one.into(each.addObject()));
    if (!outcome.equals("done")) {
      var failed = cleared.stream().filter(one -> one.error() != null).toList();
      throw new Refusal(
          503,
          outcome,
          "%d of %d stores could not be asked: %s: %s"
              .formatted(
                  failed.size(),
                  cleared.size(),
                  failed.getFirst().backend(),
                  failed.getFirst().error()));
    }
    return Answer.of(200, json);
  }

  /** The decisions of each recipe. */
  private Map<String, List<String>> configured() {
    var recipes = parts.recipes().get().orElseThrow(Refusal::notReady);
    var configured = new LinkedHashMap<String, List<String>>();
    for (var recipe : recipes.graphs().all()) {
      configured.put(recipe.name(), recipe.decisions().all().stream().map(Decision::name).toList());
    }
    return configured;
  }
}
