package io.signalbox.parts.signal;

import io.signalbox.catalog.Findings;
import io.signalbox.catalog.Setting;
import io.signalbox.catalog.SignalPart;
import io.signalbox.chat.Call;
import io.signalbox.chat.ChatRequest;
import io.signalbox.config.Default;
import io.signalbox.config.Doc;
import io.signalbox.config.NotBlank;
import io.signalbox.config.PrototypeScoring;
import io.signalbox.config.Range;
import io.signalbox.parts.meaning.Likeness;
import io.signalbox.parts.meaning.Prototypes;
import io.signalbox.signal.Cost;
import io.signalbox.signal.Reading;
import io.signalbox.signal.Signal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Tells which of several descriptions the newest user message fits best, by its meaning. One rule
 * matches at most: the best, if it reaches its threshold and is far enough ahead of the second.
 */
public final class PreferenceSignal implements Signal {
  public static final SignalPart<Config> PART =
      new SignalPart<>("preferences", "preference", Config.class, false, PreferenceSignal::build);

  /** One entry of {@code routing.signals.preferences}. */
  public record Config(
      @Doc("What rule leaves call it.") @NotBlank String name,
      @Doc("What prompts are about that prefer this.") @Default("") String description,
      @Doc("Prompts that prefer this.") @Default("[]") List<String> examples,
      @Doc("Least score to match: a cosine of the embedding model; 0 for none.")
          @Default("0")
          @Range(min = 0, max = 1)
          double threshold) {
    List<String> texts() {
      var texts = new ArrayList<>(examples);
      texts.addFirst(description);
      return texts;
    }
  }

  private final Map<String, Config> rules = new LinkedHashMap<>();
  private final PrototypeScoring scoring;
  private final Prototypes prototypes;

  private PreferenceSignal(List<Config> configs, Setting setting, PrototypeScoring scoring) {
    var texts = new LinkedHashMap<String, List<String>>();
    for (var config : configs) {
      rules.put(config.name(), config);
      texts.put(config.name(), config.texts());
    }
    this.scoring = scoring;
    prototypes = new Prototypes(setting.ports(), texts, scoring);
  }

  private static List<Signal> build(List<Config> configs, Setting setting, Findings findings) {
    var module = setting.global().modelCatalog().modules().classifier().preference();
    if (!configs.isEmpty() && !module.useContrastive()) {
      findings.refuse(
          module,
          "useContrastive",
          "false",
          "true: preferences are told by descriptions and examples, and no model is asked");
    }
    for (var config : configs) {
      if (config.texts().stream().allMatch(String::isBlank)) {
        findings.refuse(config, "description", "", "a description, or examples");
      }
      Candidates.warn(config, "examples", config.texts(), module.prototypeScoring(), findings);
    }
    return configs.isEmpty()
        ? List.of()
        : List.of(new PreferenceSignal(configs, setting, module.prototypeScoring()));
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
  public Reading read(Call call, ChatRequest request) {
    var text = request.userText();
    return text.isBlank()
        ? Reading.miss()
        : Reading.orFailed(() -> reading(prototypes.likeness(text, call.deadline())));
  }

  private Reading reading(Map<String, Likeness> likeness) {
    var scores = new LinkedHashMap<String, Double>();
    String best = null;
    double highest = 0;
    double second = 0;
    for (var name : rules.keySet()) {
      double score = likeness.getOrDefault(name, Likeness.NONE).score();
      scores.put(name, score);
      if (score > highest) {
        second = highest;
        highest = score;
        best = name;
      } else {
        second = Math.max(second, score);
      }
    }
    var rule = best == null ? null : rules.get(best);
    boolean ahead = rules.size() == 1 || highest - second >= scoring.marginThreshold();
    return rule == null || highest < rule.threshold() || !ahead
        ? new Reading.Miss(scores)
        : new Reading.Hit(Map.of(rule.name(), Math.min(1, highest)), scores);
  }
}
