package io.signalbox.gateways.config;

import io.signalbox.config.AuthzConfig;
import io.signalbox.config.Document;
import io.signalbox.config.ModelCard;
import io.signalbox.config.ProviderModel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Makes the plan of a gateway of a router configuration that has no problem of its own. */
final class PlanBuilder {
  private static final Duration REPLY = Duration.ofMinutes(5);
  private static final Duration SPARE = Duration.ofSeconds(5);

  /** What the router's own parts say to each other; from a client they mean nothing good. */
  private static final List<String> INTERNAL =
      List.of(
          ProxyPlan.SELECTED_MODEL,
          "x-vsr-fusion-depth",
          "x-vsr-internal-auth",
          "x-vsr-looper-decision",
          "x-vsr-looper-iteration",
          "x-vsr-looper-request",
          "x-vsr-selected-recipe",
          "x-vsr-skip-processing");

  private static final List<String> IDENTITY =
      List.of("x-authz-team-id", "x-authz-tenant-id", "x-authz-user-groups", "x-authz-user-id");

  private final Document document;
  private final List<String> errors = new ArrayList<>();
  private final List<String> warnings = new ArrayList<>();

  private PlanBuilder(Document document) {
    this.document = document;
  }

  static Planned plan(Document document, RouterAddress router, BodyMode mode) {
    var builder = new PlanBuilder(document);
    var plan = builder.build(router, mode);
    return new Planned(
        builder.errors.isEmpty() ? plan : null,
        List.copyOf(builder.errors),
        List.copyOf(builder.warnings));
  }

  private @Nullable ProxyPlan build(RouterAddress router, BodyMode mode) {
    var deployed = new LinkedHashMap<String, ProviderModel>();
    for (var model : document.providers().models()) {
      if (!model.backendRefs().isEmpty()) {
        deployed.put(model.name(), model);
      }
    }
    var served = served(deployed);
    var targets = targets(deployed, served);
    if (targets.isEmpty()) {
      requireBackends(deployed);
      return null;
    }
    var fallback = fallback(targets, served);
    var unserved = unserved(served, fallback);
    var identity = identity();
    return new ProxyPlan(
        router,
        mode,
        targets,
        fallback,
        targets.size() > 1 || unserved,
        stripped(identity),
        identity,
        document.global().services().authz().trusted(),
        bounds());
  }

  private void requireBackends(Map<String, ProviderModel> deployed) {
    if (deployed.isEmpty()) {
      errors.add(
          "no model has a backend, so the gateway would have nowhere to send a request (expected:"
              + " backend_refs in providers.models)");
    }
  }

  /** The deployed model that answers for each name; names that nobody answers for are missing. */
  private Map<String, String> served(Map<String, ProviderModel> deployed) {
    var served = new LinkedHashMap<String, String>();
    var cards = document.routing().modelCards();
    for (var card : cards) {
      if (deployed.containsKey(card.name())) {
        served.put(card.name(), card.name());
      }
    }
    for (var card : cards) {
      for (var lora : card.loras()) {
        if (deployed.containsKey(card.name())) {
          served.putIfAbsent(lora.name(), card.name());
        }
      }
    }
    served.keySet().forEach(this::requireHeaderValue);
    return served;
  }

  private void requireHeaderValue(String model) {
    boolean sendable = !model.isBlank() && model.strip().equals(model);
    if (!sendable || model.chars().anyMatch(c -> c < 0x20 || c > 0x7e) || model.length() > 1024) {
      errors.add(
          "model %s: no header can carry this name (expected: at most 1024 characters of ASCII)"
              .formatted(Shown.of(model)));
    }
  }

  /** Models of the same backends share a target. */
  private List<Target> targets(Map<String, ProviderModel> deployed, Map<String, String> served) {
    var groups = new LinkedHashMap<Object, Target>();
    var names = new ResourceNames();
    var places = new PlaceReader(errors);
    for (var card : document.routing().modelCards()) {
      var model = deployed.get(card.name());
      if (model == null) {
        continue;
      }
      var read = places.read(model);
      var openAi = model.wireFormat() != ProviderModel.ApiFormat.ANTHROPIC;
      var key = List.of(read, openAi, model.reliability());
      var models = models(card, served);
      var known = groups.get(key);
      if (known == null) {
        var name = names.of(card.name());
        groups.put(key, new Target(name, models, read, openAi, model.reliability()));
      } else {
        groups.put(key, joined(known, models));
      }
    }
    return groups.values().stream().filter(target -> !target.places().isEmpty()).toList();
  }

  private static Target joined(Target known, List<String> more) {
    var all = new LinkedHashSet<>(known.models());
    all.addAll(more);
    return new Target(
        known.name(), List.copyOf(all), known.places(), known.openAi(), known.reliability());
  }

  private static List<String> models(ModelCard card, Map<String, String> served) {
    return served.entrySet().stream()
        .filter(entry -> entry.getValue().equals(card.name()))
        .map(Map.Entry::getKey)
        .toList();
  }

  private Target fallback(List<Target> targets, Map<String, String> served) {
    var name = document.providers().defaults().defaultModel();
    return targets.stream()
        .filter(target -> name != null && served.containsKey(name))
        .filter(target -> target.models().contains(name))
        .findFirst()
        .orElse(targets.getFirst());
  }

  /** Whether the router may name a model of which only somebody else knows where it is. */
  private boolean unserved(Map<String, String> served, Target fallback) {
    var unknown = new LinkedHashSet<>(document.modelNames());
    unknown.removeAll(served.keySet());
    for (var model : unknown) {
      warnings.add(
          "model %s has no backend_refs: requests for it end at the gateway or at those of %s"
              .formatted(Shown.of(model), Shown.of(fallback.models().getFirst())));
    }
    return !unknown.isEmpty();
  }

  private List<String> identity() {
    var names = new TreeSet<String>(IDENTITY);
    var authz = document.global().services().authz();
    if (authz.identity() != null) {
      names.add(lower(authz.identity().userIdHeader()));
      names.add(lower(authz.identity().userGroupsHeader()));
    }
    names.addAll(usualKeyHeaders());
    names.addAll(authz.keyHeaders());
    return List.copyOf(names);
  }

  private static Set<String> usualKeyHeaders() {
    var usual = new AuthzConfig.Provider(AuthzConfig.Provider.INJECTED, Map.of());
    return new TreeSet<>(usual.keyHeaders().values());
  }

  private static List<String> stripped(List<String> identity) {
    var names = new TreeSet<>(INTERNAL);
    names.addAll(identity);
    return List.copyOf(names);
  }

  private ProxyPlan.Bounds bounds() {
    var limits = document.global().limits();
    long longest = Math.max(document.global().maxRequestBytes(), limits.maxReplyBytes());
    var listeners = document.listeners();
    var reply = listeners.isEmpty() ? REPLY : listeners.getFirst().timeout();
    return new ProxyPlan.Bounds(
        Math.min(2 * longest, Integer.MAX_VALUE),
        limits.decisionTimeout().plus(SPARE),
        reply,
        limits.replyIdleTimeout());
  }

  private static String lower(String name) {
    return name.toLowerCase(Locale.ROOT);
  }
}
