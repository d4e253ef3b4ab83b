package io.signalbox.engine;

import io.signalbox.catalog.Catalog;
import io.signalbox.catalog.Ports;
import io.signalbox.catalog.SignalPart;
import io.signalbox.config.Document;
import io.signalbox.config.Loaded;
import io.signalbox.config.Routing;
import io.signalbox.decide.Decision;
import io.signalbox.decide.Decisions;
import io.signalbox.decide.Strategy;
import io.signalbox.fleet.Fleet;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;

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
    var fleet = new FleetBuilder(document).build();
    var rules = new RuleBuilder(document, catalog, report);
    var routes = new RouteBuilder(document, catalog, fleet, report);
    var decisions = new ArrayList<Decision>();
    var routesByName = new LinkedHashMap<String, Route>();
    for (var config : document.routing().decisions()) {
      decisions.add(new Decision(config.name(), config.priority(), rules.build(config)));
      routes.build(config).ifPresent(route -> routesByName.put(config.name(), route));
    }
    var used = new HashSet<String>();
    decisions.forEach(decision -> decision.rule().signals(name -> used.add(name.type())));
    var signals = new SignalBuilder(document, catalog, report).build(used, ports);
    signals.addAll(rules.unavailable());
    if (report.errors() > 0) {
      return new Compiled(null, report.sorted());
    }
    var ordered = new Decisions(decisions, strategy(document.strategy()));
    var delivery = new Delivery(headers(), new Translator(catalog.protocols()), events);
    var recipe =
        new Recipe(
            MAIN,
            new SignalReader(ordered, signals, events),
            routesByName,
            fleet.defaultModel(),
            delivery,
            events);
    return new Compiled(
        recipes(document, fleet, recipe, delivery, loaded.sha256()), report.sorted());
  }

  private static Recipes recipes(
      Document document, Fleet fleet, Recipe recipe, Delivery delivery, String sha256) {
    var global = document.global();
    var settings =
        new Recipes.Settings(
            global.router().clearRouteCache(),
            Math.toIntExact(global.maxRequestBytes()),
            global.router().includeConfigModelsInList(),
            global.services().closedPaths());
    return new Recipes(fleet, recipe, delivery, settings, Instant.now(), sha256);
  }

  private ReplyHeaders headers() {
    return new ReplyHeaders(catalog.signals().stream().map(RecipeCompiler::kind).toList());
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
