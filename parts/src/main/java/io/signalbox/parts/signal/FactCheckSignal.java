package io.signalbox.parts.signal;

import io.signalbox.catalog.Findings;
import io.signalbox.catalog.Setting;
import io.signalbox.catalog.SignalPart;
import io.signalbox.chat.Call;
import io.signalbox.chat.ChatRequest;
import io.signalbox.config.Default;
import io.signalbox.config.Doc;
import io.signalbox.config.NotBlank;
import io.signalbox.infer.Classification;
import io.signalbox.infer.Classifier;
import io.signalbox.infer.Head;
import io.signalbox.signal.Bounds;
import io.signalbox.signal.Cost;
import io.signalbox.signal.Reading;
import io.signalbox.signal.Signal;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Tells whether an answer to the newest user message needs facts that can be wrong. */
public final class FactCheckSignal implements Signal {
  private static final String NEEDED = "needs_fact_check";
  private static final String NOT_NEEDED = "no_fact_check_needed";

  /** The label of the classifier that says so. */
  private static final String NEEDS = "needed";

  public static final SignalPart<Config> PART =
      new SignalPart<>("fact_check", "fact_check", Config.class, false, FactCheckSignal::build);

  /** One entry of {@code routing.signals.fact_check}. */
  public record Config(
      @Doc("What rule leaves call it: needs_fact_check or no_fact_check_needed.") @NotBlank
          String name,
      @Doc("For people.") @Default("") String description) {}

  private final Set<String> names;
  private final Classifier classifier;
  private final double threshold;

  private FactCheckSignal(List<Config> configs, Classifier classifier, double threshold) {
    this.names = new LinkedHashSet<>(configs.stream().map(Config::name).toList());
    this.classifier = classifier;
    this.threshold = threshold;
  }

  private static List<Signal> build(List<Config> configs, Setting setting, Findings findings) {
    for (var config : configs) {
      if (!config.name().equals(NEEDED) && !config.name().equals(NOT_NEEDED)) {
        findings.refuse(config, "name", config.name(), NEEDED + " or " + NOT_NEEDED);
      }
    }
    if (configs.isEmpty()) {
      return List.of();
    }
    var module = setting.global().modelCatalog().modules().hallucinationMitigation().factCheck();
    return List.of(
        new FactCheckSignal(
            configs, setting.ports().classifier(Head.FACT_CHECK), module.threshold()));
  }

  @Override
  public String type() {
    return PART.leafType();
  }

  @Override
  public Set<String> names() {
    return names;
  }

  @Override
  public Cost cost() {
    return Cost.MODEL;
  }

  @Override
  public @Nullable Bounds bounds(String name) {
    return switch (name) {
      case NEEDED -> Bounds.atLeast(threshold);
      case NOT_NEEDED -> new Bounds(1 - threshold, null, null, null);
      default -> null;
    };
  }

  @Override
  public Reading read(Call call, ChatRequest request) {
    var text = request.evaluationText();
    return text.isBlank()
        ? Reading.miss()
        : Reading.orFailed(() -> reading(classifier.classify(text, call.deadline())));
  }

  private Reading reading(Classification found) {
    double needed = Math.clamp(found.probability(NEEDS), 0, 1);
    boolean needs = needed >= threshold;
    Map<String, Double> holding = new LinkedHashMap<>();
    Map<String, Double> measured = new LinkedHashMap<>();
    for (var name : names) {
      boolean asksForNeed = name.equals(NEEDED);
      double value = asksForNeed ? needed : 1 - needed;
      measured.put(name, value);
      measured.put(name + ":coverage", found.coverage().share());
      if (needs == asksForNeed) {
        holding.put(name, value);
      }
    }
    return Reading.of(holding, measured);
  }
}
