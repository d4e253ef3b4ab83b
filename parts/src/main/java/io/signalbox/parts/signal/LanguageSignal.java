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
import io.signalbox.infer.Classification;
import io.signalbox.infer.Classifier;
import io.signalbox.signal.Bounds;
import io.signalbox.signal.Cost;
import io.signalbox.signal.Reading;
import io.signalbox.signal.Signal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Tells the language of the newest user message. A text of which no language is likely enough has
 * none: then no name holds.
 */
public final class LanguageSignal implements Signal {
  /** Languages of the classifier, and Norwegian, which stands for both that it knows. */
  public static final List<String> CODES =
      List.of(
          """
          af am ar az ba be bg bn bo br bs ca ce cs cy da de dv el en eo es et eu fa fi fo fr fy ga gl
          gu he hi hr hu hy id is it ja jv ka kk km kn ko ky la lb li lo lt lv mg mi mk ml mn mr ms mt
          my nb ne nl nn no oc or pa pl ps pt ro ru sa si sk sl so sq sr su sv sw ta te tg th tl tr tt
          uk ur uz vi vo zh zu
          """
              .strip()
              .split("\\s+"));

  /** How likely a language must be where a rule does not say it. */
  private static final double ENOUGH = 0.3;

  private static final String NORWEGIAN = "no";
  private static final List<String> NORWEGIANS = List.of("nb", "nn");

  public static final SignalPart<Config> PART =
      new SignalPart<>("language", "language", Config.class, false, LanguageSignal::build);

  /** One entry of {@code routing.signals.language}. */
  public record Config(
      @Doc("The language as ISO 639-1 calls it, such as en; what rule leaves call it.") @NotBlank
          String name,
      @Doc("For people.") @Default("") String description,
      @Doc("How likely it must be; 0.3 when left out or 0.") @Default("0") @Range(min = 0, max = 1)
          double threshold) {
    private double enough() {
      return threshold > 0 ? threshold : ENOUGH;
    }
  }

  private final Map<String, Double> thresholds = new LinkedHashMap<>();
  private final Classifier languages;

  private LanguageSignal(List<Config> configs, Classifier languages) {
    configs.forEach(config -> thresholds.put(config.name(), config.enough()));
    this.languages = languages;
  }

  private static List<Signal> build(List<Config> configs, Setting setting, Findings findings) {
    for (var config : configs) {
      if (!CODES.contains(config.name())) {
        var meant = meant(config.name());
        findings.refuse(
            config,
            "name",
            config.name(),
            "a language that can be told, by its code of ISO 639-1"
                + (meant == null ? ": " + String.join(", ", CODES) : ", perhaps " + meant));
      }
    }
    return configs.isEmpty()
        ? List.of()
        : List.of(new LanguageSignal(configs, setting.ports().languages()));
  }

  /** The code of a language that is called otherwise: English, eng, EN or en-GB. */
  private static @Nullable String meant(String name) {
    var word = name.strip().toLowerCase(Locale.ROOT);
    var base = Arrays.asList(word.split("[-_]", -1)).getFirst();
    for (var code : CODES) {
      var language = Locale.of(code);
      if (code.equals(base)
          || language.getISO3Language().equals(base)
          || language.getDisplayLanguage(Locale.ENGLISH).equalsIgnoreCase(word)
          || language.getDisplayLanguage(language).equalsIgnoreCase(word)) {
        return code;
      }
    }
    return null;
  }

  @Override
  public String type() {
    return PART.leafType();
  }

  @Override
  public Set<String> names() {
    return thresholds.keySet();
  }

  @Override
  public Cost cost() {
    return Cost.MODEL;
  }

  @Override
  public @Nullable Bounds bounds(String name) {
    var threshold = thresholds.get(name);
    return threshold == null ? null : Bounds.atLeast(threshold);
  }

  @Override
  public Reading read(Call call, ChatRequest request) {
    return Reading.orFailed(
        () -> reading(languages.classify(Excerpt.of(request.evaluationText()), call.deadline())));
  }

  private Reading reading(Classification found) {
    Map<String, Double> measured = new LinkedHashMap<>();
    Map<String, Double> holding = new LinkedHashMap<>();
    thresholds.forEach((name, enough) -> {
      double sure = sure(name, found);
      measured.put(name, sure);
      if (sure >= enough && likeliest(name, sure, found)) {
        holding.put(name, sure);
      }
    });
    return Reading.of(holding, measured);
  }

  private static double sure(String name, Classification found) {
    double sum =
        name.equals(NORWEGIAN)
            ? NORWEGIANS.stream().mapToDouble(found::probability).sum()
            : found.probability(name);
    return Math.min(1, sum);
  }

  private static boolean likeliest(String name, double sure, Classification found) {
    var rivals = new ArrayList<>(found.probabilities().keySet());
    if (name.equals(NORWEGIAN)) {
      rivals.removeAll(NORWEGIANS);
    }
    return rivals.stream().allMatch(rival -> sure >= found.probability(rival));
  }
}
