package io.signalbox.parts.signal;

import io.signalbox.catalog.Findings;
import io.signalbox.catalog.Setting;
import io.signalbox.catalog.SignalPart;
import io.signalbox.chat.Call;
import io.signalbox.chat.ChatRequest;
import io.signalbox.chat.Fault;
import io.signalbox.chat.RouterException;
import io.signalbox.config.Default;
import io.signalbox.config.Doc;
import io.signalbox.config.NotBlank;
import io.signalbox.config.tree.ConfigNode;
import io.signalbox.infer.Classification;
import io.signalbox.infer.Classifier;
import io.signalbox.infer.ClassifierSource;
import io.signalbox.signal.Cost;
import io.signalbox.signal.Reading;
import io.signalbox.signal.Signal;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A classifier of the user's own: an ONNX file, or a language model that is asked. Rule leaves name
 * one of its labels and bounds of its probability; without bounds, a label holds that is the
 * likeliest. It reads the whole newest user message.
 */
public final class ClassifierSignal implements Signal {
  /** What is measured besides the labels: how much of the text was read. */
  private static final String COVERAGE = "coverage";

  public static final SignalPart<Config> PART =
      new SignalPart<>("classifiers", "classifier", Config.class, false, ClassifierSignal::build)
          .withNames(ClassifierSignal::names);

  /** One entry of {@code routing.signals.classifiers}. */
  public record Config(
      @Doc("What rule leaves call it.") @NotBlank String name,
      @Doc("For people.") @Default("") String description,
      @Doc("local for an ONNX file, llm for a language model.") Type type,
      @Doc("Its labels; of a file in the order of its logits.") List<String> labels,
      @Doc(
              "Of local: the file, or a folder with model.onnx, from the configuration file's"
                  + " folder; beside it tokenizer.json.")
          @Nullable String modelPath,
      @Doc("Of local: whether it runs on the processor; it always does.") @Default("true")
          boolean useCpu,
      @Doc(
              "Of llm: the name of an entry of global.model_catalog.external, of role"
                  + " classification.")
          @Nullable String model,
      @Doc("Of llm: what the labels mean.") @Default("") String instructions) {}

  /** What a classifier is. */
  public enum Type {
    /** An ONNX file. */
    LOCAL,
    /** A language model. */
    LLM
  }

  private final String name;
  private final List<String> labels;
  private final Classifier classifier;
  private final Cost cost;

  private ClassifierSignal(Config config, Classifier classifier) {
    this.name = config.name();
    this.labels = config.labels();
    this.classifier = classifier;
    this.cost = config.type() == Type.LLM ? Cost.SERVICE : Cost.MODEL;
  }

  /** Leaves cannot name a classifier alone: it holds in no sense, its labels do. */
  private static List<String> names(ConfigNode.Mapping entry) {
    var names = new ArrayList<String>();
    if (entry.value("name") instanceof ConfigNode.Scalar name
        && entry.value("labels") instanceof ConfigNode.Sequence labels) {
      for (var label : labels.items()) {
        if (label instanceof ConfigNode.Scalar scalar) {
          names.add(name.text() + ":" + scalar.text());
        }
      }
      names.add(name.text() + ":" + COVERAGE);
    }
    return names;
  }

  private static List<Signal> build(List<Config> configs, Setting setting, Findings findings) {
    var signals = new ArrayList<Signal>();
    for (var config : configs) {
      labels(config, findings);
      signals.add(
          new ClassifierSignal(
              config,
              switch (config.type()) {
                case LOCAL -> local(config, setting, findings);
                case LLM -> asked(config, setting, findings);
              }));
    }
    return signals;
  }

  private static void labels(Config config, Findings findings) {
    if (config.labels().size() < 2) {
      findings.refuse(config, "labels", config.labels().size() + " labels", "at least two");
    }
    var seen = new HashSet<String>();
    for (var label : config.labels()) {
      var folded = label.strip().toLowerCase(Locale.ROOT);
      if (folded.isEmpty() || folded.equals(COVERAGE) || !seen.add(folded)) {
        findings.refuse(
            config, "labels", label, "each label once, none blank, none called " + COVERAGE);
      }
    }
  }

  private static Classifier local(Config config, Setting setting, Findings findings) {
    var path = config.modelPath();
    if (path == null || path.isBlank()) {
      findings.refuse(config, "modelPath", "missing", "an ONNX file");
      return unavailable();
    }
    if (!config.useCpu()) {
      findings.warn(config, "useCpu", "false", "has no effect: it runs on the processor");
    }
    if (config.model() != null) {
      findings.warn(config, "model", config.model(), "has no effect: a local one needs none");
    }
    try {
      return setting
          .ports()
          .classifier(
              new ClassifierSource.OnnxFile(
                  setting.directory().resolve(path), config.labels(), List.of()));
    } catch (RouterException unusable) {
      findings.refuse(config, "modelPath", path, unusable.message());
      return unavailable();
    }
  }

  private static Classifier asked(Config config, Setting setting, Findings findings) {
    var model = config.model();
    var external =
        setting.global().modelCatalog().external().stream()
            .filter(one -> one.name().equals(model))
            .findFirst();
    if (model == null || external.isEmpty() || !external.get().classifies()) {
      findings.refuse(
          config,
          "model",
          model == null ? "missing" : model,
          "the name of an entry of global.model_catalog.external with model_role: classification");
      return unavailable();
    }
    if (config.modelPath() != null) {
      findings.warn(config, "modelPath", config.modelPath(), "has no effect: an llm needs none");
    }
    return setting
        .ports()
        .external(model)
        .map(remote ->
            setting
                .ports()
                .classifier(
                    new ClassifierSource.ChatVerdict(
                        remote, config.instructions(), config.labels(), List.of())))
        .orElseGet(ClassifierSignal::unavailable);
  }

  private static Classifier unavailable() {
    return (text, deadline) -> {
      throw new RouterException(Fault.INTERNAL, "the classifier is not at hand");
    };
  }

  @Override
  public String type() {
    return PART.leafType();
  }

  @Override
  public Set<String> names() {
    var names = new LinkedHashSet<String>();
    labels.forEach(label -> names.add(name + ":" + label));
    names.add(name + ":" + COVERAGE);
    return names;
  }

  @Override
  public Cost cost() {
    return cost;
  }

  @Override
  public Reading read(Call call, ChatRequest request) {
    var text = request.evaluationText();
    return text.isBlank()
        ? Reading.miss()
        : Reading.orFailed(() -> reading(classifier.classify(text, call.deadline())));
  }

  private Reading reading(Classification found) {
    Map<String, Double> measured = new LinkedHashMap<>();
    for (var label : labels) {
      measured.put(name + ":" + label, Math.clamp(found.probability(label), 0, 1));
    }
    measured.put(name + ":" + COVERAGE, found.coverage().share());
    var best = name + ":" + found.best();
    return labels.contains(found.best())
        ? new Reading.Hit(Map.of(best, measured.getOrDefault(best, 0.0)), measured)
        : new Reading.Miss(measured);
  }
}
