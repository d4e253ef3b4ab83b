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
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Fires when the newest user message contains configured words or patterns. */
public final class KeywordSignal implements Signal {
  public static final SignalPart<Config> PART =
      new SignalPart<>(
              "keywords",
              "keyword",
              Config.class,
              false,
              (configs, setting, findings) -> {
                var signals = new ArrayList<Signal>();
                for (var config : configs) {
                  of(config, findings).ifPresent(signals::add);
                }
                return signals;
              })
          .withMatched("keywords");

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
  private final UnaryOperator<String> folding;

  /**
   * @param folding makes of a text what the keywords are looked for in
   */
  private KeywordSignal(
      String name,
      Operator operator,
      List<Predicate<String>> keywords,
      UnaryOperator<String> folding) {
    this.name = name;
    this.operator = operator;
    this.keywords = List.copyOf(keywords);
    this.folding = folding;
  }

  static Optional<Signal> of(Config config, Findings findings) {
    var operator = operator(config, findings);
    if (config.keywords().isEmpty()) {
      findings.refuse(config, "keywords", "[]", "at least one keyword");
      return Optional.empty();
    }
    var keywords = new ArrayList<Predicate<String>>();
    boolean caseSensitive = config.caseSensitive();
    boolean regex = config.method() == Method.REGEX;
    for (int i = 0; i < config.keywords().size(); i++) {
      if (regex) {
        pattern(config, i, findings).ifPresent(keywords::add);
      } else {
        keywords.add(new Word(config.keywords().get(i), caseSensitive)::in);
      }
    }
    UnaryOperator<String> folding =
        regex ? UnaryOperator.identity() : text -> Word.folded(text, caseSensitive);
    return operator.map(op -> new KeywordSignal(config.name(), op, keywords, folding));
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

  private static Optional<Predicate<String>> pattern(Config config, int index, Findings findings) {
    var keyword = config.keywords().get(index);
    try {
      int flags = config.caseSensitive() ? 0 : Pattern.CASE_INSENSITIVE;
      var pattern = Pattern.compile(keyword, flags);
      return Optional.of(text -> pattern.matcher(text).find());
    } catch (PatternSyntaxException broken) {
      var place = "keywords[%d]".formatted(index);
      findings.refuse(config, place, keyword, "an RE2 pattern: " + broken.getDescription());
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
    var text = folding.apply(request.evaluationText());
    boolean holds =
        switch (operator) {
          case AND -> keywords.stream().allMatch(keyword -> keyword.test(text));
          case OR -> keywords.stream().anyMatch(keyword -> keyword.test(text));
          case NOR -> keywords.stream().noneMatch(keyword -> keyword.test(text));
        };
    return holds ? Reading.hit(name, 1.0) : Reading.miss();
  }

  @Override
  public String toString() {
    return name + " " + operator;
  }
}
