package io.signalbox.parts.signal;

import io.signalbox.catalog.Findings;
import io.signalbox.catalog.Setting;
import io.signalbox.chat.Deadline;
import io.signalbox.config.KnowledgeBaseConfig;
import io.signalbox.config.PrototypeScoring;
import io.signalbox.parts.meaning.Prototypes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Examples by label, and how like them a text is.
 *
 * <p>Texts are compared by their meaning ({@link Prototypes}). The score of a label is made of the
 * likest of its examples and of the mean of the few likest, that of a group is the highest of its
 * labels.
 */
final class KnowledgeBase {
  private static final long MOST_BYTES = 16 << 20;
  private static final String BEST_SCORE = "best_score";
  private static final String BEST_MATCHED_SCORE = "best_matched_score";
  private static final JsonMapper JSON = new JsonMapper();

  private final KnowledgeBaseConfig config;

  private final Set<String> labels;
  private final Prototypes prototypes;

  private KnowledgeBase(KnowledgeBaseConfig config, Set<String> labels, Prototypes prototypes) {
    this.config = config;
    this.labels = labels;
    this.prototypes = prototypes;
  }

  private static PrototypeScoring scoring(KnowledgeBaseConfig config, Setting setting) {
    var own = config.prototypeScoring();
    var usual = setting.global().modelCatalog().embeddings().semantic().embeddingConfig();
    return own == null ? usual.prototypeScoring() : own;
  }

  /**
   * How like a text is.
   *
   * @param labels the score of each label, in alphabetical order
   * @param groups the score of each group, likewise
   * @param metrics numbers made of them
   */
  record Scores(
      Map<String, Double> labels, Map<String, Double> groups, Map<String, Double> metrics) {
    /** The label that scores highest, the first in the alphabet of several; null when all are 0. */
    @Nullable String bestLabel() {
      return best(labels);
    }

    @Nullable String bestGroup() {
      return best(groups);
    }

    private static @Nullable String best(Map<String, Double> scores) {
      String best = null;
      double highest = 0;
      for (var entry : scores.entrySet()) {
        if (entry.getValue() > highest) {
          best = entry.getKey();
          highest = entry.getValue();
        }
      }
      return best;
    }
  }

  /** Reads the manifest and checks the configuration against it. */
  static Optional<KnowledgeBase> load(
      KnowledgeBaseConfig config, Setting setting, Findings findings) {
    var exemplars = exemplars(config, setting, findings);
    if (exemplars.isEmpty()) {
      return Optional.empty();
    }
    var labels = exemplars.get().keySet();
    config
        .labelThresholds()
        .keySet()
        .forEach(label -> known(config, "labelThresholds", label, labels, findings));
    config.groups().forEach((group, own) -> group(config, group, own, labels, findings));
    metrics(config, findings);
    var scoring = scoring(config, setting);
    var most = exemplars.get().values().stream().max(Comparator.comparingInt(List::size));
    Candidates.warn(config, "prototypeScoring", most.orElse(List.of()), scoring, findings);
    return Optional.of(
        new KnowledgeBase(
            config, labels, new Prototypes(setting.ports(), exemplars.get(), scoring)));
  }

  private static Optional<Map<String, List<String>>> exemplars(
      KnowledgeBaseConfig config, Setting setting, Findings findings) {
    var source = config.source();
    Path file;
    try {
      file = file(source, setting.directory());
      if (setting.assets() != null && !Files.isRegularFile(file)) {
        file = file(source, setting.assets());
      }
    } catch (InvalidPathException broken) {
      findings.refuse(source, "path", source.path(), "a folder");
      return Optional.empty();
    }
    try {
      var shipped = ShippedKnowledge.exemplars(config);
      if (shipped != null && !Files.isRegularFile(file)) {
        return labels(source, JSON.readTree(shipped), findings);
      }
      if (!Files.isRegularFile(file)) {
        findings.refuse(source, "path", source.path(), "a folder that holds " + source.manifest());
      } else if (Files.size(file) > MOST_BYTES) {
        findings.refuse(source, "manifest", source.manifest(), "a file of at most 16 MiB");
      } else {
        return labels(source, JSON.readTree(Files.readAllBytes(file)), findings);
      }
    } catch (JacksonException broken) {
      var place = broken.getLocation();
      var line = place == null ? "" : ", broken at line " + place.getLineNr();
      findings.refuse(source, "manifest", source.manifest() + line, "JSON");
    } catch (IOException unreadable) {
      findings.refuse(source, "manifest", source.manifest(), "a file that can be read");
    }
    return Optional.empty();
  }

  private static Path file(KnowledgeBaseConfig.Source source, Path root) {
    return root.resolve(source.path()).resolve(source.manifest());
  }

  private static Optional<Map<String, List<String>>> labels(
      KnowledgeBaseConfig.Source source, JsonNode manifest, Findings findings) {
    var labels = manifest.path("labels");
    if (!labels.isObject() || labels.isEmpty()) {
      findings.refuse(
          source, "manifest", source.manifest(), "{\"labels\": {NAME: {\"exemplars\": [TEXT]}}}");
      return Optional.empty();
    }
    var exemplars = new TreeMap<String, List<String>>();
    boolean sound = true;
    for (var label : labels.properties()) {
      var own = new ArrayList<String>();
      for (var exemplar : label.getValue().path("exemplars")) {
        if (exemplar.isString() && !exemplar.stringValue().isBlank()) {
          own.add(exemplar.stringValue());
        }
      }
      if (own.isEmpty() || label.getKey().isBlank()) {
        var value = source.manifest() + ", label " + label.getKey();
        findings.refuse(source, "manifest", value, "a name, and at least one exemplar");
        sound = false;
      }
      exemplars.put(label.getKey(), own);
    }
    return sound ? Optional.of(exemplars) : Optional.empty();
  }

  private static void group(
      KnowledgeBaseConfig config,
      String group,
      List<String> own,
      Set<String> labels,
      Findings findings) {
    if (group.isBlank() || own.isEmpty()) {
      findings.refuse(config, "groups", group + ": " + own, "a name, and at least one label");
    }
    var seen = new HashSet<String>();
    for (var label : own) {
      known(config, "groups", label, labels, findings);
      if (!seen.add(label)) {
        findings.refuse(config, "groups", group + ": " + label + " again", "each label once");
      }
    }
  }

  private static void known(
      KnowledgeBaseConfig config,
      String component,
      String label,
      Set<String> labels,
      Findings findings) {
    if (!labels.contains(label)) {
      var expectation = "a label of the manifest: " + String.join(", ", labels);
      findings.refuse(config, component, label, expectation);
    }
  }

  private static void metrics(KnowledgeBaseConfig config, Findings findings) {
    var names = new HashSet<>(Set.of(BEST_SCORE, BEST_MATCHED_SCORE));
    var expectation = "one of " + String.join(", ", new LinkedHashSet<>(config.groups().keySet()));
    for (var metric : config.metrics()) {
      if (!names.add(metric.name())) {
        findings.refuse(metric, "name", metric.name() + " stands twice", "each name once");
      }
      if (!config.groups().containsKey(metric.positiveGroup())) {
        findings.refuse(metric, "positiveGroup", metric.positiveGroup(), expectation);
      }
      if (!config.groups().containsKey(metric.negativeGroup())) {
        findings.refuse(metric, "negativeGroup", metric.negativeGroup(), expectation);
      }
    }
  }

  String name() {
    return config.name();
  }

  Set<String> labels() {
    return labels;
  }

  Set<String> groups() {
    return config.groups().keySet();
  }

  /** The least score with which a label matches. */
  double threshold(String label) {
    return config.labelThresholds().getOrDefault(label, config.threshold());
  }

  /** Whether a score is enough. A label that shares nothing with a text never matches it. */
  boolean matches(String label, double score) {
    return score > 0 && score >= threshold(label);
  }

  boolean groupMatches(String group, Map<String, Double> scores) {
    return config.groups().getOrDefault(group, List.of()).stream()
        .anyMatch(label -> matches(label, scores.getOrDefault(label, 0.0)));
  }

  /**
   * How like a text is.
   *
   * @throws io.signalbox.chat.RouterException when the embedding model cannot tell
   */
  Scores score(String text, Deadline deadline) {
    var labels = new TreeMap<String, Double>();
    prototypes
        .likeness(text, deadline)
        .forEach((label, likeness) -> labels.put(label, likeness.score()));
    var groups = new TreeMap<String, Double>();
    config
        .groups()
        .forEach((group, own) ->
            groups.put(
                group, own.stream().mapToDouble(l -> labels.getOrDefault(l, 0.0)).max().orElse(0)));
    double best = 0;
    double matched = 0;
    for (var entry : labels.entrySet()) {
      double score = entry.getValue();
      best = Math.max(best, score);
      matched = matches(entry.getKey(), score) ? Math.max(matched, score) : matched;
    }
    var metrics = new LinkedHashMap<String, Double>();
    metrics.put(BEST_SCORE, best);
    metrics.put(BEST_MATCHED_SCORE, matched);
    for (var metric : config.metrics()) {
      double margin =
          groups.getOrDefault(metric.positiveGroup(), 0.0)
              - groups.getOrDefault(metric.negativeGroup(), 0.0);
      metrics.put(metric.name(), margin);
    }
    return new Scores(labels, groups, metrics);
  }
}
