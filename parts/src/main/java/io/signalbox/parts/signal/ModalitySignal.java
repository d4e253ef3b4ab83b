package io.signalbox.parts.signal;

import io.signalbox.catalog.Findings;
import io.signalbox.catalog.Setting;
import io.signalbox.catalog.SignalPart;
import io.signalbox.chat.Call;
import io.signalbox.chat.ChatRequest;
import io.signalbox.config.Default;
import io.signalbox.config.Doc;
import io.signalbox.config.ModalityDetector;
import io.signalbox.config.ModalityDetector.Method;
import io.signalbox.config.NotBlank;
import io.signalbox.signal.Cost;
import io.signalbox.signal.Reading;
import io.signalbox.signal.Signal;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * Tells whether a text, a picture or both are wanted. What the request itself asks for comes first:
 * {@code modalities}, or a tool that makes pictures. Else the words of the newest user message
 * tell, where the detector is switched on.
 */
public final class ModalitySignal implements Signal {
  private static final String TEXT = "AR";
  private static final String PICTURE = "DIFFUSION";
  private static final String BOTH = "BOTH";
  private static final List<String> NAMES = List.of(TEXT, PICTURE, BOTH);

  /** How sure words make; the numbers are the contract's. */
  private static final double SURE_BY_WORDS = 0.8;

  private static final double SURE_OF_BOTH_BY_WORDS = 0.75;

  public static final SignalPart<Config> PART =
      new SignalPart<>("modality", "modality", Config.class, false, ModalitySignal::build)
          .withSelected("modality");

  /** One entry of {@code routing.signals.modality}. */
  public record Config(
      @Doc("What rule leaves call it: AR for text, DIFFUSION for pictures, or BOTH.") @NotBlank
          String name,
      @Doc("For people.") @Default("") String description) {}

  private final Set<String> names;
  private final boolean words;
  private final List<String> keywords;
  private final List<String> bothKeywords;

  private ModalitySignal(List<Config> configs, ModalityDetector detector) {
    this.names = new LinkedHashSet<>(configs.stream().map(Config::name).toList());
    this.words = detector.enabled();
    this.keywords = detector.keywords().stream().map(ModalitySignal::folded).toList();
    this.bothKeywords = detector.bothKeywords().stream().map(ModalitySignal::folded).toList();
  }

  private static List<Signal> build(List<Config> configs, Setting setting, Findings findings) {
    for (var config : configs) {
      if (!NAMES.contains(config.name())) {
        findings.refuse(config, "name", config.name(), "AR, DIFFUSION or BOTH");
      }
    }
    var detector = setting.global().modelCatalog().modules().modalityDetector();
    if (detector.enabled()) {
      check(detector, findings);
    } else if (!configs.isEmpty()) {
      findings.warn(
          configs.getFirst(),
          "name",
          configs.getFirst().name(),
          "no words are looked at: global.model_catalog.modules.modality_detector is not enabled");
    }
    return configs.isEmpty() ? List.of() : List.of(new ModalitySignal(configs, detector));
  }

  private static void check(ModalityDetector detector, Findings findings) {
    if (detector.method() != Method.KEYWORD) {
      findings.refuse(
          detector,
          "method",
          detector.method() == null ? "missing" : detector.method().word(),
          "keyword, with keywords: no model of pictures is at hand");
    }
    if (detector.keywords().isEmpty()) {
      findings.refuse(detector, "method", "without keywords", "keywords that ask for a picture");
    }
    refuseBlank(detector, "keywords[%d]", detector.keywords(), findings);
    refuseBlank(detector, "bothKeywords[%d]", detector.bothKeywords(), findings);
  }

  private static void refuseBlank(
      ModalityDetector detector, String place, List<String> words, Findings findings) {
    for (int i = 0; i < words.size(); i++) {
      if (words.get(i).isBlank()) {
        findings.refuse(
            detector, place.formatted(i), "a blank", "a word: a blank stands in every text");
      }
    }
  }

  private static String folded(String text) {
    return text.toLowerCase(Locale.ROOT);
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
    return Cost.FREE;
  }

  @Override
  public Reading read(Call call, ChatRequest request) {
    return switch (request.shape().pictures()) {
      case ALONE -> reading(PICTURE, "request", 1.0);
      case BESIDE_TEXT -> reading(BOTH, "request", 1.0);
      case UNSAID -> words ? byWords(request.evaluationText()) : Reading.miss();
    };
  }

  private Reading byWords(String text) {
    if (text.isBlank()) {
      return reading(TEXT, "default", 1.0);
    }
    var read = folded(Excerpt.of(text));
    if (keywords.stream().noneMatch(read::contains)) {
      return reading(TEXT, Method.KEYWORD.word(), SURE_BY_WORDS);
    }
    return bothKeywords.stream().anyMatch(read::contains)
        ? reading(BOTH, Method.KEYWORD.word(), SURE_OF_BOTH_BY_WORDS)
        : reading(PICTURE, Method.KEYWORD.word(), SURE_BY_WORDS);
  }

  private Reading reading(String modality, String method, double sure) {
    var measured = Map.of(modality + ":" + method, sure);
    return names.contains(modality)
        ? new Reading.Hit(Map.of(modality, sure), measured)
        : new Reading.Miss(measured);
  }
}
