package io.signalbox.parts.signal;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import io.signalbox.catalog.Findings;
import io.signalbox.catalog.SignalPart;
import io.signalbox.chat.Call;
import io.signalbox.chat.ChatRequest;
import io.signalbox.chat.Deadline;
import io.signalbox.config.Default;
import io.signalbox.config.Doc;
import io.signalbox.config.NotBlank;
import io.signalbox.parts.text.Text;
import io.signalbox.parts.text.TextUnits;
import io.signalbox.parts.text.Word;
import io.signalbox.parts.text.WordSearch;
import io.signalbox.signal.Bounds;
import io.signalbox.signal.Cost;
import io.signalbox.signal.Reading;
import io.signalbox.signal.Signal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Fires on the form of the newest user message: how often or how densely something stands in it,
 * whether markers follow each other, how long it is. What was measured is told whether or not a
 * rule holds.
 */
public final class StructureSignal implements Signal {
  public static final SignalPart<Config> PART =
      new SignalPart<>(
          "structure",
          "structure",
          Config.class,
          false,
          (configs, setting, findings) -> {
            var rules = new LinkedHashMap<String, Rule>();
            configs.forEach(
                config -> rule(config, findings).ifPresent(rule -> rules.put(config.name(), rule)));
            return rules.isEmpty() ? List.of() : List.of(new StructureSignal(rules));
          });

  /** What is measured. */
  public enum Feature {
    /** Whether the source occurs. */
    EXISTS,
    /** How often it occurs. */
    COUNT,
    /** How often it occurs by the units of the text. */
    DENSITY,
    /** Whether markers follow each other. */
    SEQUENCE
  }

  /** What is looked for. */
  public enum Kind {
    REGEX,
    KEYWORD_SET,
    SEQUENCE,
    TEXT_BYTES
  }

  /** One entry of {@code routing.signals.structure}. */
  public record Config(
      @Doc("What rule leaves call it.") @NotBlank String name,
      @Doc("For people.") @Default("") String description,
      @Doc("What is measured.") Measure feature,
      @Doc("What the measure must be; more than 0 when left out.") @Nullable Predicate predicate) {}

  /** What is measured of what. */
  public record Measure(
      @Doc("How it is measured.") Feature type, @Doc("What is looked for.") Source source) {}

  /** What is looked for in the text. */
  public record Source(
      @Doc("What it is.") Kind type,
      @Doc("An RE2 pattern, for regex.") @Default("") String pattern,
      @Doc("Words, for keyword_set.") @Default("[]") @NotBlank List<String> keywords,
      @Doc("Lists of markers, for sequence; the markers of one must follow each other.")
          @Default("[]")
          List<List<String>> sequences,
      @Doc("Whether upper and lower case differ.") @Default("false") boolean caseSensitive) {}

  /** The numbers that count as a match. */
  public record Predicate(
      @Doc("More than.") @Nullable Double gt,
      @Doc("At least.") @Nullable Double gte,
      @Doc("Less than.") @Nullable Double lt,
      @Doc("At most.") @Nullable Double lte) {}

  /** A rule, ready to be measured. */
  private record Rule(Feature feature, Finder finder, @Nullable Bounds predicate) {
    Bounds bounds() {
      return predicate == null ? new Bounds(0.0, null, null, null) : predicate;
    }

    double confidence(double value) {
      return predicate == null
          ? 1
          : Math.max(0.5, 1 / (1 + Math.exp(-4 * predicate.distance(value))));
    }
  }

  /** Counts what it looks for. */
  @FunctionalInterface
  private interface Finder {
    /** How often it occurs; nothing when time ran out. */
    OptionalLong count(Text text, Deadline deadline);
  }

  private final Map<String, Rule> rules;

  private StructureSignal(Map<String, Rule> rules) {
    this.rules = rules;
  }

  private static Optional<Rule> rule(Config config, Findings findings) {
    var feature = config.feature();
    var source = feature.source();
    if (feature.type() == Feature.SEQUENCE && source.type() != Kind.SEQUENCE) {
      findings.refuse(source, "type", word(source.type()), "sequence, as the feature is");
    }
    if (source.type() == Kind.TEXT_BYTES && feature.type() != Feature.COUNT) {
      findings.refuse(
          feature, "type", word(feature.type()), "count, since the source is text_bytes");
    }
    var predicate = predicate(config, findings);
    return finder(source, findings).map(finder -> new Rule(feature.type(), finder, predicate));
  }

  private static @Nullable Bounds predicate(Config config, Findings findings) {
    var predicate = config.predicate();
    if (predicate == null) {
      return null;
    }
    var bounds = new Bounds(predicate.gt(), predicate.gte(), predicate.lt(), predicate.lte());
    if (bounds.all().isEmpty()) {
      findings.refuse(config, "predicate", "{}", "gt, gte, lt or lte");
    } else if (config.feature().type() == Feature.EXISTS) {
      findings.refuse(config, "predicate", bounds.toString(), "none, since the feature is exists");
    }
    return bounds;
  }

  private static Optional<Finder> finder(Source source, Findings findings) {
    return switch (source.type()) {
      case REGEX -> pattern(source, findings).map(StructureSignal::matches);
      case KEYWORD_SET -> {
        if (source.keywords().isEmpty()) {
          findings.refuse(source, "type", word(source.type()), "at least one keyword beside it");
          yield Optional.empty();
        }
        yield Optional.of(words(source));
      }
      case SEQUENCE -> sequences(source, findings);
      case TEXT_BYTES ->
          Optional.of((text, deadline) ->
              OptionalLong.of(text.raw().getBytes(StandardCharsets.UTF_8).length));
    };
  }

  private static Optional<Pattern> pattern(Source source, Findings findings) {
    if (source.pattern().isBlank()) {
      findings.refuse(source, "pattern", source.pattern(), "an RE2 pattern");
      return Optional.empty();
    }
    try {
      int flags = source.caseSensitive() ? 0 : Pattern.CASE_INSENSITIVE;
      return Optional.of(Pattern.compile(source.pattern(), flags));
    } catch (PatternSyntaxException broken) {
      findings.refuse(
          source, "pattern", source.pattern(), "an RE2 pattern: " + broken.getDescription());
      return Optional.empty();
    }
  }

  private static Finder matches(Pattern pattern) {
    return (text, deadline) -> {
      var matcher = pattern.matcher(text.raw());
      long count = 0;
      int end = -1;
      while (matcher.find()) {
        // An empty match right behind another one is none.
        count += matcher.start() == matcher.end() && matcher.start() == end ? 0 : 1;
        end = matcher.end();
        // To find all is not linear for every pattern, though to find one is.
        if (deadline.passed()) {
          return OptionalLong.empty();
        }
      }
      return OptionalLong.of(count);
    };
  }

  private static Finder words(Source source) {
    var indexed = WordSearch.of(source.keywords(), source.caseSensitive());
    return (text, deadline) -> {
      var counts = indexed.search().counts(text);
      long sum = 0;
      for (int word : indexed.wordOf()) {
        sum += counts[word];
      }
      return OptionalLong.of(sum);
    };
  }

  private static Optional<Finder> sequences(Source source, Findings findings) {
    if (source.sequences().isEmpty()) {
      findings.refuse(source, "sequences", "[]", "at least one list of markers");
      return Optional.empty();
    }
    var sequences = new ArrayList<List<String>>();
    for (int i = 0; i < source.sequences().size(); i++) {
      var markers = source.sequences().get(i);
      if (markers.size() < 2 || markers.stream().anyMatch(String::isBlank)) {
        findings.refuse(
            source, "sequences[%d]".formatted(i), markers.toString(), "at least two markers");
      }
      sequences.add(
          markers.stream().map(marker -> Word.folded(marker, source.caseSensitive())).toList());
    }
    return Optional.of((text, deadline) -> {
      var folded = text.folded(source.caseSensitive());
      boolean any = sequences.stream().anyMatch(markers -> follow(folded, markers));
      return OptionalLong.of(any ? 1 : 0);
    });
  }

  private static boolean follow(String text, List<String> markers) {
    int from = 0;
    for (var marker : markers) {
      int at = text.indexOf(marker, from);
      if (at < 0) {
        return false;
      }
      from = at + marker.length();
    }
    return true;
  }

  private static String word(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
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
    return Cost.FREE;
  }

  @Override
  public @Nullable Bounds bounds(String name) {
    var rule = rules.get(name);
    return rule == null ? null : rule.bounds();
  }

  @Override
  public Reading read(Call call, ChatRequest request) {
    var text = new Text(request.evaluationText());
    var labels = new LinkedHashMap<String, Double>();
    var values = new LinkedHashMap<String, Double>();
    for (var entry : rules.entrySet()) {
      var rule = entry.getValue();
      var count = rule.finder.count(text, call.deadline());
      if (count.isEmpty()) {
        return new Reading.Failed("out of time");
      }
      double value = value(rule.feature, count.getAsLong(), text);
      values.put(entry.getKey(), value);
      if (rule.bounds().contains(value)) {
        labels.put(entry.getKey(), rule.confidence(value));
      }
    }
    return Reading.of(labels, values);
  }

  private static double value(Feature feature, long count, Text text) {
    return switch (feature) {
      case EXISTS, SEQUENCE -> count > 0 ? 1 : 0;
      case COUNT -> count;
      case DENSITY -> {
        long units = TextUnits.count(text.raw());
        yield units == 0 ? 0 : (double) count / units;
      }
    };
  }
}
