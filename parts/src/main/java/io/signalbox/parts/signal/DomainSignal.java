package io.signalbox.parts.signal;

import io.signalbox.catalog.Findings;
import io.signalbox.catalog.Setting;
import io.signalbox.catalog.SignalPart;
import io.signalbox.chat.Call;
import io.signalbox.chat.ChatRequest;
import io.signalbox.config.Default;
import io.signalbox.config.Doc;
import io.signalbox.config.GlobalConfig.DomainModule;
import io.signalbox.config.HeadBackend;
import io.signalbox.config.NotBlank;
import io.signalbox.infer.Classification;
import io.signalbox.infer.Classifier;
import io.signalbox.infer.Head;
import io.signalbox.signal.Cost;
import io.signalbox.signal.Reading;
import io.signalbox.signal.Signal;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Tells which of 14 academic domains the newest user message is about. A text that is clearly about
 * one thing has its likeliest label; where the labels' entropy is high, every label that is likely
 * enough counts.
 */
public final class DomainSignal implements Signal {
  /** The labels of the classifier: the categories of MMLU-Pro. */
  public static final List<String> LABELS = Head.DOMAIN.labels();

  /** Entropy, as a share of the most there can be, below which only the likeliest label counts. */
  private static final double CLEAR = 0.4;

  public static final SignalPart<Config> PART =
      new SignalPart<>("domains", "domain", Config.class, true, DomainSignal::build)
          .withMatched("domains");

  /** One entry of {@code routing.signals.domains}. */
  public record Config(
      @Doc("What rule leaves call it; one of the 14 labels unless mmlu_categories maps it.")
          @NotBlank
          String name,
      @Doc("For people.") @Default("") String description,
      @Doc("Labels of the classifier that this domain stands for.") @Default("[]")
          List<String> mmluCategories) {}

  private final Map<String, Set<String>> categoriesByName;
  private final Map<String, String> nameByLabel;
  private final Classifier classifier;
  private final double threshold;
  private final @Nullable String fallback;

  private DomainSignal(
      List<Config> configs, List<String> labels, Classifier classifier, DomainModule module) {
    this.classifier = classifier;
    this.threshold = module.threshold();
    this.fallback = module.fallbackCategory();
    categoriesByName = new LinkedHashMap<>();
    nameByLabel = new LinkedHashMap<>();
    for (var label : labels) {
      nameByLabel.put(label.toLowerCase(Locale.ROOT), label);
    }
    for (var config : configs) {
      var categories = new LinkedHashSet<String>();
      for (var category : config.mmluCategories()) {
        categories.add(category.toLowerCase(Locale.ROOT));
      }
      categoriesByName.put(config.name(), categories);
      categories.forEach(category -> nameByLabel.put(category, config.name()));
    }
  }

  private static List<Signal> build(List<Config> configs, Setting setting, Findings findings) {
    var module = setting.global().modelCatalog().modules().classifier().domain();
    var labels = labels(module.backend());
    for (var config : configs) {
      check(config, labels, findings);
    }
    if (configs.isEmpty()) {
      return List.of();
    }
    var fallback = module.fallbackCategory();
    if (fallback != null
        && !named(fallback, labels)
        && !named(fallback, configs.stream().map(Config::name).toList())) {
      findings.refuse(
          module, "fallbackCategory", fallback, "a domain, or one of " + String.join(", ", labels));
    }
    return List.of(
        new DomainSignal(configs, labels, setting.ports().classifier(Head.DOMAIN), module));
  }

  private static void check(Config config, List<String> labels, Findings findings) {
    for (var category : config.mmluCategories()) {
      if (!named(category, labels)) {
        findings.refuse(config, "mmluCategories", category, "one of " + String.join(", ", labels));
      }
    }
    if (config.mmluCategories().isEmpty() && !named(config.name(), labels)) {
      findings.warn(
          config,
          "name",
          config.name(),
          labels.equals(LABELS)
              ? "never matches: neither one of the 14 labels nor mapped by mmlu_categories"
              : "never matches: neither a label of the classifier nor mapped by mmlu_categories");
    }
  }

  /** The labels of whatever classifies. */
  private static List<String> labels(HeadBackend backend) {
    if (backend.onnx() != null) {
      return backend.onnx().labels();
    }
    var remote = backend.remote();
    return remote == null || remote.labels().isEmpty() ? LABELS : remote.labels();
  }

  private static boolean named(String name, List<String> among) {
    return among.stream().anyMatch(name::equalsIgnoreCase);
  }

  @Override
  public String type() {
    return PART.leafType();
  }

  @Override
  public Set<String> names() {
    return categoriesByName.keySet();
  }

  @Override
  public Cost cost() {
    return Cost.MODEL;
  }

  @Override
  public Reading read(Call call, ChatRequest request) {
    var text = request.evaluationText();
    return text.isBlank()
        ? Reading.miss()
        : Reading.orFailed(() -> reading(classifier.classify(text, call.deadline())));
  }

  private Reading reading(Classification found) {
    var measured = new LinkedHashMap<String, Double>();
    categoriesByName
        .keySet()
        .forEach(name -> {
          measured.put(name, 0.0);
          measured.put(name + ":coverage", found.coverage().share());
        });
    var holding = new LinkedHashMap<String, Double>();
    boolean clear = clear(found);
    found
        .probabilities()
        .forEach((label, probability) -> {
          tell(label, probability, measured);
          if (probability >= threshold && (!clear || label.equals(found.best()))) {
            tell(label, probability, holding);
          }
        });
    if (fallback != null && noneIsLikely(found)) {
      tell(fallback, 0, holding);
      holding.replaceAll((name, _) -> measured.getOrDefault(name, 0.0));
    }
    return Reading.of(holding, measured);
  }

  /** Gives every domain that a label stands for at least its probability. */
  private void tell(String label, double probability, Map<String, Double> domains) {
    var key = label.toLowerCase(Locale.ROOT);
    var detected = nameByLabel.getOrDefault(key, label);
    double sure = Math.clamp(probability, 0, 1);
    categoriesByName.forEach((name, categories) -> {
      if (name.equalsIgnoreCase(detected)
          || categories.contains(detected.toLowerCase(Locale.ROOT))) {
        domains.merge(name, sure, Math::max);
      }
    });
  }

  private boolean noneIsLikely(Classification found) {
    return found.probabilities().values().stream().allMatch(p -> p < threshold);
  }

  /** Whether a distribution says one thing. */
  private static boolean clear(Classification found) {
    double entropy = 0;
    for (double p : found.probabilities().values()) {
      entropy -= p > 0 ? p * Math.log(p) : 0;
    }
    return entropy < CLEAR * Math.log(Math.max(2, found.probabilities().size()));
  }
}
