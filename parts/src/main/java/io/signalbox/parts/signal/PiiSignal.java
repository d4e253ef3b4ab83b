package io.signalbox.parts.signal;

import io.signalbox.catalog.Findings;
import io.signalbox.catalog.Setting;
import io.signalbox.catalog.SignalPart;
import io.signalbox.chat.Call;
import io.signalbox.chat.ChatRequest;
import io.signalbox.chat.Deadline;
import io.signalbox.chat.RouterException;
import io.signalbox.config.Default;
import io.signalbox.config.Doc;
import io.signalbox.config.NotBlank;
import io.signalbox.config.Range;
import io.signalbox.config.ReadingConfig.Beyond;
import io.signalbox.config.tree.Suggestions;
import io.signalbox.infer.Coverage;
import io.signalbox.infer.Entity;
import io.signalbox.infer.SignalEncoder;
import io.signalbox.parts.pii.PiiDetector;
import io.signalbox.parts.pii.PiiType;
import io.signalbox.signal.Bounds;
import io.signalbox.signal.Cost;
import io.signalbox.signal.Reading;
import io.signalbox.signal.Signal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Holds when a request carries personal data or secrets of a type that is not allowed. It reads the
 * newest turn, results of tools and arguments of their calls included, or the whole conversation.
 * What was measured is the highest score of such a type, and that of each type found.
 *
 * <p>Every name is a signal of its own: a name that rules decide holds even where the model, which
 * another name needs, cannot be asked. Where it cannot, and rules found nothing, the name is
 * unknown.
 */
public final class PiiSignal implements Signal {
  public static final SignalPart<Config> PART =
      new SignalPart<>("pii", "pii", Config.class, false, true, PiiSignal::build);

  private static final String COVERAGE = "coverage";

  /** One entry of {@code routing.signals.pii}. */
  public record Config(
      @Doc("What rule leaves call it.") @NotBlank String name,
      @Doc("For people.") @Default("") String description,
      @Doc(
              "Least score of what counts;"
                  + " global.model_catalog.modules.classifier.pii.threshold when left out.")
          @Range(min = 0, max = 1)
          @Nullable Double threshold,
      @Doc("Types that a request may carry.") @Default("[]") List<String> piiTypesAllowed,
      @Doc("Types that are looked for; every type when empty.") @Default("[]")
          List<String> piiTypes,
      @Doc("Whether the whole conversation is read, and not its newest turn alone.")
          @Default("false")
          boolean includeHistory) {}

  private final Config config;
  private final Set<PiiType> denied;
  private final double threshold;
  private final Beyond beyond;
  private final PiiDetector detector;

  /** Null where rules tell all that is asked. */
  private final @Nullable SignalEncoder encoder;

  private PiiSignal(
      Config config,
      Set<PiiType> denied,
      Setting setting,
      PiiDetector detector,
      @Nullable SignalEncoder encoder) {
    var modules = setting.global().modelCatalog().modules();
    this.config = config;
    this.denied = denied;
    this.threshold =
        config.threshold() == null ? modules.classifier().pii().threshold() : config.threshold();
    this.beyond = modules.reading().beyond();
    this.detector = detector;
    this.encoder = encoder;
  }

  private static List<Signal> build(List<Config> configs, Setting setting, Findings findings) {
    if (configs.isEmpty()) {
      return List.of();
    }
    var detector = new PiiDetector();
    var denied = new LinkedHashMap<Config, Set<PiiType>>();
    configs.forEach(config -> denied.put(config, denied(config, findings)));
    boolean model =
        denied.values().stream().flatMap(Set::stream).anyMatch(type -> !PiiDetector.exact(type));
    var encoder = model ? setting.ports().encoder() : null;
    List<Signal> signals = new ArrayList<>();
    denied.forEach((config, types) -> {
      boolean asks = types.stream().anyMatch(type -> !PiiDetector.exact(type));
      signals.add(new PiiSignal(config, types, setting, detector, asks ? encoder : null));
    });
    return signals;
  }

  private static Set<PiiType> denied(Config config, Findings findings) {
    var wanted = types(config, "piiTypes", config.piiTypes(), findings);
    var allowed = types(config, "piiTypesAllowed", config.piiTypesAllowed(), findings);
    var denied = config.piiTypes().isEmpty() ? EnumSet.allOf(PiiType.class) : wanted;
    denied.removeAll(allowed);
    if (denied.isEmpty()) {
      findings.warn(
          config, "piiTypesAllowed", config.name(), "never matches: every type is allowed");
    }
    return denied;
  }

  private static EnumSet<PiiType> types(
      Config config, String component, List<String> names, Findings findings) {
    var types = EnumSet.noneOf(PiiType.class);
    for (int i = 0; i < names.size(); i++) {
      var name = names.get(i);
      var type = PiiType.named(name);
      if (type.isPresent()) {
        types.add(type.get());
      } else {
        findings.refuse(config, "%s[%d]".formatted(component, i), name, expectation(name));
      }
    }
    return types;
  }

  private static String expectation(String name) {
    return Suggestions.nearest(name, PiiType.names())
        .map(near -> "a type of personal data; did you mean " + near + "?")
        .orElseGet(() ->
            "one of "
                + Arrays.stream(PiiType.values())
                    .map(PiiType::name)
                    .collect(Collectors.joining(", ")));
  }

  @Override
  public String type() {
    return PART.leafType();
  }

  @Override
  public Set<String> names() {
    return Set.of(config.name());
  }

  @Override
  public Cost cost() {
    return Cost.MODEL;
  }

  @Override
  public Bounds bounds(String name) {
    return Bounds.atLeast(threshold);
  }

  @Override
  public boolean required() {
    return beyond == Beyond.BLOCK;
  }

  @Override
  public Reading read(Call call, ChatRequest request) {
    var found = new Found();
    for (var text : config.includeHistory() ? request.allTexts() : request.newestTexts()) {
      read(text, call.deadline(), found);
    }
    var values = new LinkedHashMap<String, Double>();
    found.scores.forEach((type, score) -> values.put(config.name() + ":" + type, score));
    double highest = found.scores.values().stream().mapToDouble(d -> d).max().orElse(0);
    values.put(config.name(), highest);
    values.put(config.name() + ":" + COVERAGE, found.coverage.share());
    if (!found.scores.isEmpty() && highest >= threshold) {
      return new Reading.Hit(Map.of(config.name(), highest), values);
    }
    if (found.failure != null) {
      return new Reading.Failed(found.failure);
    }
    return found.coverage.complete() ? new Reading.Miss(values) : unread(values);
  }

  /** What holds where nothing was found in what was read, and not all was. */
  private Reading unread(Map<String, Double> values) {
    return switch (beyond) {
      case MATCH -> new Reading.Hit(Map.of(config.name(), 1.0), values);
      case MISS -> new Reading.Miss(values);
      case BLOCK -> new Reading.Failed("the prompt was not read to its end");
    };
  }

  /** What was found in the texts of a request so far. */
  private static final class Found {
    private final Map<String, Double> scores = new LinkedHashMap<>();
    private Coverage coverage = Coverage.COMPLETE;
    private @Nullable String failure;
  }

  private void read(String text, Deadline deadline, Found found) {
    var model = encoder;
    if (model == null) {
      add(detector.detect(text).entities(), found);
      return;
    }
    try {
      var detection = detector.detect(text, model, deadline);
      add(detection.entities(), found);
      found.coverage = found.coverage.plus(detection.coverage());
    } catch (RouterException unavailable) {
      found.failure = unavailable.message();
      // What rules find holds whatever the model would say of the rest.
      add(detector.detect(text).entities(), found);
      found.coverage = found.coverage.plus(new Coverage(0, 1));
    }
  }

  private void add(List<Entity> entities, Found found) {
    for (var entity : entities) {
      var type = PiiType.named(entity.type());
      if (type.filter(denied::contains).isPresent()) {
        found.scores.merge(type.get().name(), entity.score(), Math::max);
      }
    }
  }
}
