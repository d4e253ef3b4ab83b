package io.signalbox.engine;

import io.signalbox.catalog.Catalog;
import io.signalbox.catalog.Ports;
import io.signalbox.catalog.Setting;
import io.signalbox.catalog.SignalPart;
import io.signalbox.config.GlobalConfig;
import io.signalbox.config.Loaded;
import io.signalbox.config.RouterSettings.UnseenPrompt;
import io.signalbox.config.Routing;
import io.signalbox.decide.Decision;
import io.signalbox.decide.Decisions;
import io.signalbox.decide.Strategy;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Turns a configuration document into something that serves: text becomes an immutable graph of
 * parts, bound to each other once. Whatever is wrong is told, all of it together.
 */
public final class RecipeCompiler {
  private static final String MAIN = "default";

  private final Catalog catalog;
  private final Ports ports;
  private final RouterEvents events;
  private final boolean lenient;

  /**
   * @param ports asked only for what a used signal needs
   * @param lenient whether what is not supported yet is warned about and left out
   */
  public RecipeCompiler(Catalog catalog, Ports ports, RouterEvents events, boolean lenient) {
    this.catalog = catalog;
    this.ports = ports;
    this.events = RouterEvents.all(List.of(events));
    this.lenient = lenient;
  }

  /** Compiles what was loaded; a document with errors compiles to nothing. */
  public Compiled compile(Loaded loaded) {
    var document = loaded.document();
    if (document == null) {
      return new Compiled(null, loaded.problems());
    }
    var report = new Report(loaded, lenient);
    var setting = new Setting(document.global(), loaded.directory(), ports);
    var fleet = new FleetBuilder(document, loaded.environment()).build();
    var rules = new RuleBuilder(document, catalog, report);
    var decisions = new ArrayList<Decision>();
    for (var config : document.routing().decisions()) {
      decisions.add(new Decision(config.name(), config.priority(), rules.build(config)));
    }
    var used = new HashSet<String>();
    decisions.forEach(decision -> decision.rule().signals(name -> used.add(name.type())));
    var routes = new RouteBuilder(document, catalog, fleet, setting, guarded(used), report);
    var routesByName = new LinkedHashMap<String, Route>();
    for (var config : document.routing().decisions()) {
      routes.build(config).ifPresent(route -> routesByName.put(config.name(), route));
    }
    var signals = new SignalBuilder(document, catalog, report).build(used, setting);
    signals.addAll(rules.unavailable());
    if (report.errors() > 0) {
      return new Compiled(null, report.sorted());
    }
    var ordered = new Decisions(decisions, strategy(document.strategy()));
    var delivery =
        new Delivery(
            headers(document.global()),
            new Translator(catalog.protocols()),
            CredentialBuilder.build(document.global().services().authz()),
            events);
    var recipe =
        new Recipe(
            MAIN,
            new SignalReader(ordered, signals, events),
            routesByName,
            fleet.defaultModel(),
            delivery,
            events);
    var settings = settings(document.global(), guarded(used));
    var recipes = new Recipes(fleet, recipe, delivery, settings, Instant.now(), loaded.sha256());
    return new Compiled(recipes, report.sorted());
  }

  /** Whether a decision asks a signal that guards. */
  private boolean guarded(Set<String> usedTypes) {
    return catalog.signals().stream()
        .anyMatch(part -> part.safety() && usedTypes.contains(part.leafType()));
  }

  private static Recipes.Settings settings(GlobalConfig global, boolean guarded) {
    var unseen = global.router().unseenPrompt();
    return new Recipes.Settings(
        global.router().clearRouteCache(),
        Math.toIntExact(global.maxRequestBytes()),
        global.router().includeConfigModelsInList(),
        Trust.of(global),
        global.services().gateway(),
        unseen != null ? unseen : guarded ? UnseenPrompt.BLOCK : UnseenPrompt.DEFAULT_MODEL,
        Math.toIntExact(global.limits().maxReplyBytes()),
        global.services().closedPaths());
  }

  private ReplyHeaders headers(GlobalConfig global) {
    return new ReplyHeaders(
        catalog.signals().stream().map(RecipeCompiler::kind).toList(), global.tellsReplayId());
  }

  private static ReplyHeaders.Kind kind(SignalPart<?> part) {
    var suffix = part.listKey().toLowerCase(Locale.ROOT).replace('_', '-');
    return new ReplyHeaders.Kind(part.leafType(), suffix, part.category());
  }

  private static Strategy strategy(Routing.Strategy configured) {
    return switch (configured) {
      case PRIORITY -> Strategy.PRIORITY;
      case CONFIDENCE -> Strategy.CONFIDENCE;
    };
  }
}
