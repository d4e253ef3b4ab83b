package io.signalbox.engine;

import io.signalbox.catalog.Catalog;
import io.signalbox.catalog.Ports;
import io.signalbox.catalog.Setting;
import io.signalbox.catalog.SignalPart;
import io.signalbox.config.Document;
import io.signalbox.config.GlobalConfig;
import io.signalbox.config.RouterSettings.UnseenPrompt;
import io.signalbox.config.load.Loaded;
import io.signalbox.fleet.Fleet;
import io.signalbox.fleet.Model;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
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
  private final Safety safety;

  /**
   * @param ports asked only for what a used signal needs
   * @param lenient whether what is not supported yet is warned about and left out
   */
  public RecipeCompiler(Catalog catalog, Ports ports, RouterEvents events, boolean lenient) {
    this.catalog = catalog;
    this.ports = ports;
    this.events = RouterEvents.all(List.of(events));
    this.lenient = lenient;
    this.safety = new Safety(catalog);
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
    var drafting = new DraftBuilder(document, catalog, fleet, safety, report);
    var drafts = new LinkedHashMap<String, Draft>();
    document
        .graphs()
        .forEach((name, graph) ->
            drafts.put(name, drafting.draft(graph, setting.withPorts(configured.scoped()))));
    var limits = new RateLimitBuilder(ports, loaded.environment(), report).build(document.global());
    return report.errors() > 0
        ? new Compiled(null, report.sorted())
        : new Compiled(
            recipes(document, loaded.sha256(), setting, fleet, drafts, limits), report.sorted());
  }

  /** What serves, made of parts without errors. */
  private Recipes recipes(
      Document document,
      String sha256,
      Setting setting,
      Fleet fleet,
      Map<String, Draft> drafts,
      RateLimits limits) {
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
    return new Recipes(
        fleet,
        graphs(document, built, guards),
        delivery,
        settings(document.global(), guarded),
        Instant.now(),
        sha256,
        setting);
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
}
