package io.signalbox.engine;

import io.signalbox.catalog.Catalog;
import io.signalbox.catalog.SignalPart;
import io.signalbox.config.Document;
import io.signalbox.config.Routing;
import io.signalbox.config.load.Loaded;
import io.signalbox.config.tree.Places;
import io.signalbox.config.tree.Problem;
import io.signalbox.config.tree.Problems;
import io.signalbox.signal.SignalName;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * Finds what is legal in a document and cannot have been meant: each with its place, why, and what
 * to write instead. It looks at what was compiled, so it sees what the router sees.
 */
public final class Review {
  private final Document document;
  private final Recipes recipes;
  private final Catalog catalog;
  private final Places places;
  private final Problems problems;

  private Review(Document document, Loaded loaded, Recipes recipes, Catalog catalog) {
    this.document = document;
    this.recipes = recipes;
    this.catalog = catalog;
    this.places = loaded.places();
    this.problems = new Problems(places.file());
  }

  /** Warnings about a document that compiled to these recipes, by line. */
  public static List<Problem> of(Loaded loaded, Recipes recipes, Catalog catalog) {
    var document = loaded.document();
    if (document == null) {
      return List.of();
    }
    var review = new Review(document, loaded, recipes, catalog);
    review.run();
    return review.problems.sorted();
  }

  private void run() {
    var graphs = document.graphs();
    for (var recipe : recipes.graphs().all()) {
      var graph = graphs.get(recipe.name());
      if (graph != null) {
        new DecisionReview(graph, recipe.decisions(), this::signed, places, problems).run();
        new ProjectionReview(graph, recipe.decisions(), places, problems).run();
        unread(graph, recipe);
      }
    }
    unreachable(graphs);
    spellings();
  }

  /** Whether numbers below zero are measured of a signal. */
  private boolean signed(SignalName signal) {
    return catalog.signalByLeaf(signal.type()).filter(SignalPart::signed).isPresent();
  }

  /** Signals that no decision asks for, directly or through a projection. */
  private void unread(Routing graph, Recipe recipe) {
    var read = new LinkedHashSet<SignalName>();
    recipe.decisions().all().forEach(decision -> decision.rule().signals(read::add));
    recipe.decisions().projections().signals(read::add);
    recipe.decisions().projections().conditions().forEach(one -> one.rule().signals(read::add));
    for (var part : catalog.signals()) {
      var entries = graph.signals().getOrDefault(part.listKey(), List.of());
      for (int i = 0; i < entries.size(); i++) {
        var entry = entries.get(i);
        var names = part.names().of(entry);
        boolean asked =
            names.isEmpty()
                || read.stream()
                    .anyMatch(name ->
                        name.type().equals(part.leafType())
                            && names.stream().anyMatch(own -> isOf(name.name(), own)));
        if (!asked) {
          var path = "%s.%s[%d]".formatted(places.path(graph, "signals"), part.listKey(), i);
          problems.warning(
              entry.mark().line(),
              path,
              String.join(", ", names) + ": no decision reads it",
              part.safety()
                  ? "a decision that refuses, redacts or keeps such calls: by itself it guards nothing"
                  : "a rule or projection that does, or no such signal");
        }
      }
    }
  }

  /** Whether a leaf's name is that of an entry, or of one of its labels. */
  private static boolean isOf(String leaf, String entry) {
    return leaf.equals(entry) || leaf.startsWith(entry + ":");
  }

  /** Models that no decision names; clients that name them themselves still reach them. */
  private void unreachable(Map<String, Routing> graphs) {
    var named = new LinkedHashSet<String>();
    var byDefault = document.providers().defaults().defaultModel();
    if (byDefault != null) {
      named.add(byDefault);
    }
    for (var graph : graphs.values()) {
      for (var decision : graph.decisions()) {
        for (var ref : decision.modelRefs()) {
          named.add(ref.model());
          if (ref.loraName() != null) {
            named.add(ref.loraName());
          }
        }
      }
    }
    for (var card : document.routing().modelCards()) {
      boolean adapted = card.loras().stream().anyMatch(lora -> named.contains(lora.name()));
      if (!named.contains(card.name()) && !adapted) {
        warn(
            card,
            "name",
            card.name() + ": no decision leads to it",
            "a modelRef, or no such card; clients that name it themselves reach it");
      }
    }
  }

  /** Names of models that differ in nothing but the way they are written. */
  private void spellings() {
    var seen = new LinkedHashMap<String, Set<String>>();
    var stated = new ArrayList<Stated>();
    for (var card : document.routing().modelCards()) {
      stated.add(new Stated(card, "name", card.name()));
      card.loras().forEach(lora -> stated.add(new Stated(lora, "name", lora.name())));
    }
    for (var model : document.providers().models()) {
      if (model.providerModelId() != null) {
        stated.add(new Stated(model, "providerModelId", model.providerModelId()));
      }
      model
          .externalModelIds()
          .values()
          .forEach(id -> stated.add(new Stated(model, "externalModelIds", id)));
    }
    for (var one : stated) {
      var spellings = seen.computeIfAbsent(letters(one.name()), any -> new LinkedHashSet<>());
      spellings.add(one.name());
      if (spellings.size() > 1) {
        var first = spellings.iterator().next();
        if (!first.equals(one.name())) {
          warn(
              one.record(),
              one.component(),
              "%s is written %s elsewhere".formatted(one.name(), first),
              "one spelling: card, reference and backend must agree");
        }
      }
    }
  }

  private record Stated(Record record, String component, String name) {}

  private static String letters(String name) {
    return name.toLowerCase(Locale.ROOT).replaceAll("[-_. ]", "");
  }

  private void warn(Record record, String component, String value, String expectation) {
    problems.add(places.warning(record, component, value, expectation));
  }
}
