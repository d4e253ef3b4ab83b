package io.signalbox.parts.signal;

import io.signalbox.catalog.Findings;
import io.signalbox.catalog.Setting;
import io.signalbox.catalog.SignalPart;
import io.signalbox.chat.Call;
import io.signalbox.chat.ChatRequest;
import io.signalbox.config.Default;
import io.signalbox.config.Doc;
import io.signalbox.config.EmbeddingsConfig;
import io.signalbox.config.NotBlank;
import io.signalbox.config.Range;
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
 * Fires when a message means what a rule's candidates mean: by the cosines of their vectors.
 * Thresholds are cosines of the embedding model in use, and taken as they are. Where no rule
 * reaches its own, every rule that reaches a common floor matches, if so configured; and of those
 * that match only the best hold.
 */
public final class EmbeddingSignal implements Signal {
  public static final SignalPart<Config> PART =
      new SignalPart<>("embeddings", "embedding", Config.class, false, EmbeddingSignal::build)
          .withMatched("embeddings");

  /** How the likeness to candidates becomes the score of a rule. */
  public enum Aggregation {
    /** The likest candidate, and the mean of a few. */
    MAX,
    /** The mean over all that count. */
    MEAN,
    /** As {@link #MAX}. */
    ANY
  }

  /** What is compared. */
  public enum Modality {
    TEXT,
    IMAGE
  }

  /** One entry of {@code routing.signals.embeddings}. */
  public record Config(
      @Doc("What rule leaves call it.") @NotBlank String name,
      @Doc("For people.") @Default("") String description,
      @Doc("Least score to match: a cosine of the embedding model.")
          @Default("0")
          @Range(min = 0, max = 1)
          double threshold,
      @Doc("Texts that mean what is looked for.") @Default("[]") List<String> candidates,
      @Doc(
              "How their likeness makes the score: max and any, the likest and the mean of a few;"
                  + " mean, the mean of all.")
          @Default("max")
          Aggregation aggregationMethod,
      @Doc("What is compared: text.") @Default("text") Modality queryModality) {
    double score(Likeness likeness) {
      return switch (aggregationMethod) {
        case MAX, ANY -> likeness.score();
        case MEAN -> likeness.mean();
      };
    }
  }

  private final Map<String, Config> rules = new LinkedHashMap<>();
  private final Prototypes prototypes;
  private final EmbeddingsConfig.Tuning tuning;

  private EmbeddingSignal(List<Config> configs, Setting setting, EmbeddingsConfig.Tuning tuning) {
    var candidates = new LinkedHashMap<String, List<String>>();
    for (var config : configs) {
      rules.put(config.name(), config);
      candidates.put(config.name(), config.candidates());
    }
    this.tuning = tuning;
    prototypes = new Prototypes(setting.ports(), candidates, tuning.prototypeScoring());
  }

  private static List<Signal> build(List<Config> configs, Setting setting, Findings findings) {
    var tuning = setting.global().modelCatalog().embeddings().semantic().embeddingConfig();
    for (var config : configs) {
      if (config.queryModality() == Modality.IMAGE) {
        findings.refuse(config, "queryModality", "image", "text: pictures are not compared");
      }
      Candidates.check(
          config, "candidates", config.candidates(), tuning.prototypeScoring(), findings);
      if (config.threshold() == 0) {
        findings.warn(config, "threshold", "0 matches nearly every prompt", "a cosine above 0");
      } else if (tuning.enableSoftMatching() && config.threshold() > tuning.minScoreThreshold()) {
        findings.warn(
            config,
            "threshold",
            "%s does not bind: where no rule reaches its threshold, %s is enough"
                .formatted(config.threshold(), tuning.minScoreThreshold()),
            "global.model_catalog.embeddings.semantic.embedding_config.enable_soft_matching:"
                + " false");
      }
    }
    return configs.isEmpty() ? List.of() : List.of(new EmbeddingSignal(configs, setting, tuning));
  }

  @Override
  public String type() {
    return PART.leafType();
  }

  @Override
  public Set<String> names() {
    return rules.keySet();
  }

  @Override
  public Cost cost() {
    return Cost.MODEL;
  }

  @Override
  public int atOnce() {
    return tuning.topK() == 0 ? Integer.MAX_VALUE : tuning.topK();
  }

  @Override
  public @Nullable Bounds bounds(String name) {
    var rule = rules.get(name);
    if (rule == null) {
      return null;
    }
    boolean soft = tuning.enableSoftMatching() && tuning.minScoreThreshold() < rule.threshold();
    if (soft && rules.size() > 1) {
      // Which of the two thresholds counts is for other rules to say.
      return null;
    }
    return Bounds.atLeast(soft ? tuning.minScoreThreshold() : rule.threshold());
  }

  @Override
  public Reading read(Call call, ChatRequest request) {
    var text = request.evaluationText();
    return text.isBlank()
        ? Reading.miss()
        : Reading.orFailed(() -> reading(prototypes.likeness(text, call.deadline())));
  }

  private Reading reading(Map<String, Likeness> likeness) {
    var scores = new LinkedHashMap<String, Double>();
    var labels = new LinkedHashMap<String, Double>();
    rules.forEach((name, rule) -> {
      double score = rule.score(likeness.getOrDefault(name, Likeness.NONE));
      scores.put(name, score);
      if (score >= rule.threshold()) {
        labels.put(name, Math.clamp(score, 0, 1));
      }
    });
    if (labels.isEmpty() && tuning.enableSoftMatching()) {
      scores.forEach((name, score) -> {
        if (score >= tuning.minScoreThreshold()) {
          labels.put(name, Math.clamp(score, 0, 1));
        }
      });
    }
    return Reading.of(labels, scores);
  }
}
