package io.signalbox.engine;

import io.signalbox.catalog.Catalog;
import io.signalbox.catalog.Ports;
import io.signalbox.catalog.Setting;
import io.signalbox.catalog.SignalPart;
import io.signalbox.config.Document;
import io.signalbox.config.GlobalConfig;
import io.signalbox.config.RouterSettings.UnseenPrompt;
import io.signalbox.config.Routing;
import io.signalbox.config.load.Loaded;
import io.signalbox.decide.Decision;
import io.signalbox.decide.Decisions;
import io.signalbox.decide.Projections;
import io.signalbox.decide.Rule;
import io.signalbox.decide.Strategy;
import io.signalbox.fleet.Fleet;
import io.signalbox.fleet.Model;
import io.signalbox.signal.Signal;
import io.signalbox.signal.SignalName;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Turns a configuration document into something that serves: text becomes an immutable graph of
 * parts, bound to each other once. Whatever is wrong is told, all of it together.
 */
public final class RecipeCompiler {
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
    var configured =
        new ConfiguredPorts(
            ports,
            document.global().modelCatalog(),
            loaded.directory(),
            loaded.environment(),
            report);
    var setting =
        new Setting(
            document.global(),
            loaded.directory(),
            loaded.assets(),
            configured,
            catalog.guards(),
            catalog.protocols(),
            "");
    var fleet = new FleetBuilder(document, loaded.environment()).build();
    var safety = new Safety(catalog);
    var drafts = new LinkedHashMap<String, Draft>();
    document
        .graphs()
        .forEach((name, graph) ->
            drafts.put(
                name,
                draft(
                    document,
                    graph,
                    fleet,
                    setting.withPorts(configured.scoped()),
                    safety,
                    report)));
    var limits = new RateLimitBuilder(ports, loaded.environment(), report).build(document.global());
    if (report.errors() > 0) {
      return new Compiled(null, report.sorted());
    }
    var delivery =
        new Delivery(
            headers(document.global()),
            new Translator(catalog.protocols()),
            CredentialBuilder.build(document.global().services().authz()),
            limits,
            events);
    var built = new LinkedHashMap<String, Recipe>();
    var guards = new ArrayList<Recipe>();
    drafts.forEach((name, draft) -> {
      built.put(name, recipe(name, document, draft, fleet.defaultModel(), delivery));
      var guard = draft.only(safety.with(draft.decisions().projections())::alarms);
      if (!guard.decisions().all().isEmpty()) {
        guards.add(recipe(name, document, guard, fleet.defaultModel(), delivery));
      }
    });
    boolean guarded = drafts.values().stream().anyMatch(Draft::guarded);
    var recipes =
        new Recipes(
            fleet,
            graphs(document, built, guards),
            delivery,
            settings(document.global(), guarded),
            Instant.now(),
            loaded.sha256(),
            setting);
    return new Compiled(recipes, report.sorted());
  }

  /**
   * The parts of a recipe.
   *
   * @param guarded whether a decision asks a signal that guards
   */
  private record Draft(
      Decisions decisions, Map<String, Route> routes, List<Signal> signals, boolean guarded) {
    /** The decisions of some rules, and no signal that they do not ask. */
    Draft only(Predicate<Rule> wanted) {
      var kept = decisions.all().stream().filter(one -> wanted.test(one.rule())).toList();
      var asked = new HashSet<SignalName>();
      kept.forEach(decision -> decision.rule().signals(asked::add));
      var projections = decisions.projections().reachedFrom(asked);
      projections.signals(asked::add);
      for (var condition : projections.conditions()) {
        if (condition.names().stream().anyMatch(asked::contains)) {
          condition.rule().signals(asked::add);
        }
      }
      for (var partition : projections.partitions()) {
        // Which member remains depends on all of them.
        if (partition.members().stream().anyMatch(asked::contains)) {
          asked.addAll(partition.members());
        }
      }
      var needed =
          signals.stream()
              .filter(signal ->
                  signal.names().stream()
                      .anyMatch(name -> asked.contains(new SignalName(signal.type(), name))))
              .toList();
      return new Draft(
          new Decisions(kept, decisions.strategy(), projections), routes, needed, guarded);
    }
  }

  private Draft draft(
      Document document,
      Routing graph,
      Fleet fleet,
      Setting setting,
      Safety safety,
      Report report) {
    var names = new SignalNames(graph, catalog, safety, report);
    var projecting = new ProjectionBuilder(graph.projections(), names, report);
    var leaves = new LinkedHashSet<SignalName>();
    graph.decisions().forEach(config -> RuleBuilder.leaves(config, leaves));
    var used = projecting.types(leaves);
    leaves.forEach(leaf -> used.add(leaf.type()));
    var building = new SignalBuilder(graph, catalog, report);
    var conditionals = building.conditionals();
    used.addAll(conditions(conditionals, used));
    var signals = building.build(used, setting, names);
    var rules = new RuleBuilder(names, projecting.outputs(), report);
    var decisions = new ArrayList<Decision>();
    for (var config : graph.decisions()) {
      decisions.add(
          new Decision(config.name(), config.priority(), config.tier(), rules.build(config)));
    }
    var projections =
        projecting
            .build()
            .reachedFrom(leaves)
            .with(conditions(conditionals, used, rules), SignalBuilder.cuts(signals));
    var safe = safety.with(projections);
    boolean guarded = decisions.stream().map(Decision::rule).anyMatch(safe::asked);
    var routes = new RouteBuilder(document, catalog, fleet, setting, guarded, report);
    var routesByName = new LinkedHashMap<String, Route>();
    for (var config : graph.decisions()) {
      routes.build(config).ifPresent(route -> routesByName.put(config.name(), route));
    }
    signals.addAll(names.standIns());
    var ordered = new Decisions(decisions, strategy(document.strategy(graph)), projections);
    return new Draft(ordered, routesByName, signals, guarded);
  }

  /** The types of signals that conditions of used signals ask for. */
  private static Set<String> conditions(
      List<SignalBuilder.Conditional> conditionals, Set<String> used) {
    var asked = new LinkedHashSet<SignalName>();
    for (var conditional : conditionals) {
      if (used.contains(conditional.type())) {
        RuleBuilder.leaves(conditional.condition(), asked);
      }
    }
    return asked.stream().map(SignalName::type).collect(Collectors.toSet());
  }

  /** Builds all conditions, to check them, and returns those of used signals. */
  private static List<Projections.Condition> conditions(
      List<SignalBuilder.Conditional> conditionals, Set<String> used, RuleBuilder rules) {
    var conditions = new ArrayList<Projections.Condition>();
    for (var conditional : conditionals) {
      var condition = conditional.build(rules);
      if (used.contains(conditional.type())) {
        conditions.add(condition);
      }
    }
    return conditions;
  }

  private Recipe recipe(
      String name,
      Document document,
      Draft draft,
      @Nullable Model defaultModel,
      Delivery delivery) {
    return new Recipe(
        name,
        description(name, document),
        new SignalReader(draft.decisions(), draft.signals(), events),
        draft.routes(),
        defaultModel,
        delivery,
        events);
  }

  private static String description(String name, Document document) {
    for (var recipe : document.recipes()) {
      if (recipe.name().equals(name) && recipe.description() != null) {
        return recipe.description();
      }
    }
    return "";
  }

  /**
   * Who asks for a model by its name belongs to no recipe. Where the default one is a graph at all,
   * its guards hold; else those of every recipe do, so that naming a model leads around none.
   */
  private static Graphs graphs(Document document, Map<String, Recipe> built, List<Recipe> guards) {
    var entrypoints = new HashMap<String, Recipe>();
    for (var entrypoint : document.entrypoints()) {
      var recipe = Objects.requireNonNull(built.get(entrypoint.recipe().strip()));
      entrypoint.names().forEach(name -> entrypoints.put(name, recipe));
    }
    var policy = document.global().router().explicitModelPolicy();
    boolean routes = !document.graphs().firstEntry().getValue().decisions().isEmpty();
    var asked =
        switch (policy) {
          case GUARD ->
              guards.stream()
                  .filter(guard -> !routes || guard.name().equals(Document.DEFAULT_RECIPE))
                  .toList();
          case BYPASS, ROUTE -> List.<Recipe>of();
        };
    return new Graphs(List.copyOf(built.values()), entrypoints, policy, asked);
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
    var kinds = new ArrayList<ReplyHeaders.Kind>();
    catalog.signals().forEach(part -> kinds.add(kind(part)));
    kinds.add(ReplyHeaders.PROJECTIONS);
    return new ReplyHeaders(kinds, global.tellsReplayId());
  }

  private static ReplyHeaders.Kind kind(SignalPart<?> part) {
    return new ReplyHeaders.Kind(part.leafType(), part.category(), part.told());
  }

  private static Strategy strategy(Routing.Strategy configured) {
    return switch (configured) {
      case PRIORITY -> Strategy.PRIORITY;
      case CONFIDENCE -> Strategy.CONFIDENCE;
    };
  }
}
