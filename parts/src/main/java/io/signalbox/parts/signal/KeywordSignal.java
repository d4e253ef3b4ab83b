package io.signalbox.parts.signal;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import io.signalbox.catalog.Findings;
import io.signalbox.catalog.SignalPart;
import io.signalbox.chat.Call;
import io.signalbox.chat.ChatRequest;
import io.signalbox.config.Default;
import io.signalbox.config.Doc;
import io.signalbox.config.NotBlank;
import io.signalbox.signal.Cost;
import io.signalbox.signal.Reading;
import io.signalbox.signal.Signal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Fires when the newest user message contains configured words or patterns. */
public final class KeywordSignal implements Signal {
  public static final SignalPart<Config> PART =
      new SignalPart<>(
          "keywords",
          "keyword",
          Config.class,
          false,
          (configs, ports, findings) -> {
            var signals = new ArrayList<Signal>();
            for (var config : configs) {
              of(config, findings).ifPresent(signals::add);
            }
            return signals;
          });

  /** How many of the keywords must be found. */
  public enum Operator {
    AND,
    OR,
    NOR
  }

  /** What a keyword is. */
  public enum Method {
    /** Words, at Unicode word boundaries. */
    LITERAL,
    /** RE2 patterns, which run in linear time. */
    REGEX
  }

  /** One entry of {@code routing.signals.keywords}. */
  public record Config(
      @Doc("What rule leaves call it.") @NotBlank String name,
      @Doc("Whether all, any or none of the keywords must be found: AND, OR, NOR.") @Default("OR")
          String operator,
      @Doc("Words or patterns.") @NotBlank List<String> keywords,
      @Doc("Whether upper and lower case differ.") @Default("false") boolean caseSensitive,
      @Doc("How keywords are read; words when left out.") @Nullable Method method) {}

  private final String name;
  private final Operator operator;
  private final List<Predicate<String>> keywords;
  private final Predicate<String> found;

  private KeywordSignal(String name, Operator operator, List<Predicate<String>> keywords) {
    this.name = name;
    this.operator = operator;
    this.keywords = keywords;
    this.found =
        switch (operator) {
          case AND -> text -> this.keywords.stream().allMatch(keyword -> keyword.test(text));
          case OR -> text -> this.keywords.stream().anyMatch(keyword -> keyword.test(text));
          case NOR -> text -> this.keywords.stream().noneMatch(keyword -> keyword.test(text));
        };
  }

  static Optional<Signal> of(Config config, Findings findings) {
    var operator = operator(config, findings);
    if (config.keywords().isEmpty()) {
      findings.refuse(config, "keywords", "[]", "at least one keyword");
      return Optional.empty();
    }
    var keywords = new ArrayList<Predicate<String>>();
    for (var keyword : config.keywords()) {
      if (config.method() == Method.REGEX) {
        pattern(config, keyword, findings).ifPresent(keywords::add);
      } else {
        var word = new Word(keyword, config.caseSensitive());
        keywords.add(word::in);
      }
    }
    return operator.map(op -> new KeywordSignal(config.name(), op, List.copyOf(keywords)));
  }

  private static Optional<Operator> operator(Config config, Findings findings) {
    for (var operator : Operator.values()) {
      if (operator.name().equals(config.operator())) {
        return Optional.of(operator);
      }
    }
    findings.refuse(config, "operator", config.operator(), "AND, OR or NOR, in capitals");
    return Optional.empty();
  }

  private static Optional<Predicate<String>> pattern(
      Config config, String keyword, Findings findings) {
    try {
      int flags = config.caseSensitive() ? 0 : Pattern.CASE_INSENSITIVE;
      var pattern = Pattern.compile(keyword, flags);
      return Optional.of(text -> pattern.matcher(text).find());
    } catch (PatternSyntaxException broken) {
      findings.refuse(config, "keywords", keyword, "an RE2 pattern: " + broken.getDescription());
      return Optional.empty();
    }
  }

  @Override
  public String type() {
    return PART.leafType();
  }

  @Override
  public Set<String> names() {
    return Set.of(name);
  }

  @Override
  public Cost cost() {
    return Cost.FREE;
  }

  @Override
  public Reading read(Call call, ChatRequest request) {
    return found.test(request.evaluationText()) ? Reading.hit(name, 1.0) : Reading.miss();
  }

  @Override
  public String toString() {
    return name + " " + operator;
  }
}
