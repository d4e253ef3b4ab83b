package io.signalbox.parts.signal;

import io.signalbox.catalog.Findings;
import io.signalbox.catalog.Setting;
import io.signalbox.catalog.SignalPart;
import io.signalbox.chat.Call;
import io.signalbox.chat.ChatRequest;
import io.signalbox.config.Default;
import io.signalbox.config.Doc;
import io.signalbox.config.NotBlank;
import io.signalbox.config.Range;
import io.signalbox.config.RuleConfig;
import io.signalbox.config.tree.ConfigNode;
import io.signalbox.parts.meaning.Likeness;
import io.signalbox.parts.meaning.Prototypes;
import io.signalbox.signal.Bounds;
import io.signalbox.signal.Cost;
import io.signalbox.signal.Reading;
import io.signalbox.signal.Signal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Tells whether a message is hard, easy or between, by how much more it means what hard examples
 * mean than what easy ones do. Of every rule one of three names holds, {@code NAME:hard}, {@code
 * NAME:easy} or {@code NAME:medium}; what is measured of each is the margin between both. A
 * composer is a tree of other signals that must hold besides.
 */
public final class ComplexitySignal implements Signal {
  public static final SignalPart<Config> PART =
      new SignalPart<>("complexity", "complexity", Config.class, false, ComplexitySignal::build)
          .withNames(ComplexitySignal::namesOf)
          .withCondition(Config::composer)
          .withSigned();

  private static final String HARD = ":hard";
  private static final String MEDIUM = ":medium";
  private static final String EASY = ":easy";

  /** One entry of {@code routing.signals.complexity}. */
  public record Config(
      @Doc("What rule leaves call it, with :hard, :medium or :easy behind.") @NotBlank String name,
      @Doc("For people.") @Default("") String description,
      @Doc("How far the scores must lie apart for hard or easy.")
          @Default("0")
          @Range(min = 0, max = 2)
          double threshold,
      @Doc("What hard prompts are like.") @Default("{}") Examples hard,
      @Doc("What easy prompts are like.") @Default("{}") Examples easy,
      @Doc("What must hold besides: a tree of rules; AND goes without saying.")
          @Nullable RuleConfig composer) {}

  /** Texts that mean what is looked for. */
  public record Examples(
      @Doc("The texts.") @Default("[]") List<String> candidates,
      @Doc("Pictures, which are not compared.") @Default("[]") List<String> imageCandidates) {}

  private final Map<String, Config> rules = new LinkedHashMap<>();
  private final Map<String, Bounds> bounds = new LinkedHashMap<>();
  private final Prototypes prototypes;

  private ComplexitySignal(List<Config> configs, Setting setting) {
    var examples = new LinkedHashMap<String, List<String>>();
    for (var config : configs) {
      var name = config.name();
      double threshold = config.threshold();
      rules.put(name, config);
      examples.put(name + HARD, config.hard().candidates());
      examples.put(name + EASY, config.easy().candidates());
      bounds.put(name + HARD, new Bounds(threshold, null, null, null));
      bounds.put(name + MEDIUM, new Bounds(null, -threshold, null, threshold));
      bounds.put(name + EASY, new Bounds(null, null, -threshold, null));
    }
    var scoring = setting.global().modelCatalog().modules().complexity().prototypeScoring();
    prototypes = new Prototypes(setting.ports(), examples, scoring);
  }

  private static List<Signal> build(List<Config> configs, Setting setting, Findings findings) {
    var scoring = setting.global().modelCatalog().modules().complexity().prototypeScoring();
    for (var config : configs) {
      for (var examples : List.of(config.hard(), config.easy())) {
        if (!examples.imageCandidates().isEmpty()) {
          findings.refuse(
              examples,
              "imageCandidates",
              examples.imageCandidates().size() + " pictures",
              "candidates: pictures are not compared");
        }
        Candidates.check(examples, "candidates", examples.candidates(), scoring, findings);
      }
    }
    return configs.isEmpty() ? List.of() : List.of(new ComplexitySignal(configs, setting));
  }

  private static List<String> namesOf(ConfigNode.Mapping entry) {
    return entry.value("name") instanceof ConfigNode.Scalar scalar
        ? List.of(scalar.text() + HARD, scalar.text() + MEDIUM, scalar.text() + EASY)
        : List.of();
  }

  @Override
  public String type() {
    return PART.leafType();
  }

  @Override
  public Set<String> names() {
    return bounds.keySet();
  }

  @Override
  public Cost cost() {
    return Cost.MODEL;
  }

  @Override
  public @Nullable Bounds bounds(String name) {
    return bounds.get(name);
  }

  @Override
  public Reading read(Call call, ChatRequest request) {
    var text = request.evaluationText();
    return text.isBlank()
        ? Reading.miss()
        : Reading.orFailed(() -> reading(prototypes.likeness(text, call.deadline())));
  }

  private Reading reading(Map<String, Likeness> likeness) {
    var labels = new LinkedHashMap<String, Double>();
    var values = new LinkedHashMap<String, Double>();
    rules.forEach((name, rule) -> {
      double margin = score(likeness, name + HARD) - score(likeness, name + EASY);
      for (var level : List.of(HARD, MEDIUM, EASY)) {
        values.put(name + level, margin);
      }
      var level = margin > rule.threshold() ? HARD : margin < -rule.threshold() ? EASY : MEDIUM;
      labels.put(name + level, Math.min(1, Math.abs(margin)));
    });
    return new Reading.Hit(labels, values);
  }

  private static double score(Map<String, Likeness> likeness, String name) {
    return likeness.getOrDefault(name, Likeness.NONE).score();
  }
}
