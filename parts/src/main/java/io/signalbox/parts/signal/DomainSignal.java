package io.signalbox.parts.signal;

import io.signalbox.catalog.Findings;
import io.signalbox.catalog.Setting;
import io.signalbox.catalog.SignalPart;
import io.signalbox.chat.Call;
import io.signalbox.chat.ChatRequest;
import io.signalbox.chat.RouterException;
import io.signalbox.config.Default;
import io.signalbox.config.Doc;
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

/** Tells which of 14 academic domains the newest user message is about. */
public final class DomainSignal implements Signal {
  /** The labels of the classifier: the categories of MMLU-Pro. */
  public static final List<String> LABELS = Head.DOMAIN.labels();

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

  private DomainSignal(List<Config> configs, Classifier classifier, double threshold) {
    this.classifier = classifier;
    this.threshold = threshold;
    categoriesByName = new LinkedHashMap<>();
    nameByLabel = new LinkedHashMap<>();
    for (var label : LABELS) {
      nameByLabel.put(label, label);
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
    for (var config : configs) {
      for (var category : config.mmluCategories()) {
        if (!LABELS.contains(category.toLowerCase(Locale.ROOT))) {
          findings.refuse(
              config, "mmluCategories", category, "one of " + String.join(", ", LABELS));
        }
      }
      if (config.mmluCategories().isEmpty()
          && !LABELS.contains(config.name().toLowerCase(Locale.ROOT))) {
        findings.warn(
            config,
            "name",
            config.name(),
            "never matches: neither one of the 14 labels nor mapped by mmlu_categories");
      }
    }
    return configs.isEmpty()
        ? List.of()
        : List.of(
            new DomainSignal(
                configs,
                setting.ports().classifier(Head.DOMAIN),
                setting.global().modelCatalog().modules().classifier().domain().threshold()));
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
    if (text.isBlank()) {
      return Reading.miss();
    }
    Classification classification;
    try {
      classification = classifier.classify(text, call.deadline());
    } catch (RouterException unavailable) {
      return new Reading.Failed(unavailable.message());
    }
    var label = classification.best();
    double probability = classification.probability(label);
    if (probability < threshold) {
      return Reading.miss();
    }
    var detected = nameByLabel.getOrDefault(label, label);
    var holding = new LinkedHashMap<String, Double>();
    categoriesByName.forEach((name, categories) -> {
      if (name.equalsIgnoreCase(detected) || categories.contains(detected)) {
        holding.put(name, probability);
      }
    });
    return holding.isEmpty() ? Reading.miss() : new Reading.Hit(holding);
  }
}
