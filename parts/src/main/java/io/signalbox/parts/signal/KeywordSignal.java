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
import io.signalbox.config.Range;
import io.signalbox.parts.text.Bm25Index;
import io.signalbox.parts.text.FuzzySearch;
import io.signalbox.parts.text.FuzzySearch.Tolerance;
import io.signalbox.parts.text.NgramIndex;
import io.signalbox.parts.text.PatternSearch;
import io.signalbox.parts.text.Text;
import io.signalbox.parts.text.WordSearch;
import io.signalbox.signal.Bounds;
import io.signalbox.signal.Cost;
import io.signalbox.signal.Reading;
import io.signalbox.signal.Signal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Fires when the newest user message contains configured words or patterns. It is one signal for
 * all rules of a recipe, so that one pass over the text finds the words of all of them.
 *
 * <p>Each keyword of each rule has a number; searches mark those that they find, and a rule counts
 * what is marked between its first and its last. Rules that score their keywords look at the scores
 * instead.
 */
public final class KeywordSignal implements Signal {
  public static final SignalPart<Config> PART =
      new SignalPart<>(
              "keywords",
              "keyword",
              Config.class,
              false,
              (configs, setting, findings) ->
                  of(configs, findings).stream().<Signal>map(s -> s).toList())
          .withMatched("keywords");

  private static final int MOST_EDITS = 10;
  private static final int ARITY = 3;
  private static final int LEAST_ARITY = 2;

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
    /** Words, or what is nearly one of them. */
    FUZZY,
    /** RE2 patterns, which run in linear time. */
    REGEX,
    /** Phrases that are scored by the rarity of their terms. */
    BM25,
    /** Words that are scored by the sequences of characters they share. */
    NGRAM
  }

  /** One entry of {@code routing.signals.keywords}. */
  public record Config(
      @Doc("What rule leaves call it.") @NotBlank String name,
      @Doc("For people.") @Default("") String description,
      @Doc("Whether all, any or none of the keywords must be found: AND, OR, NOR.") @Default("OR")
          String operator,
      @Doc("Words or patterns.") @NotBlank List<String> keywords,
      @Doc("Whether upper and lower case differ.") @Default("false") boolean caseSensitive,
      @Doc("How keywords are read; words when left out.") @Nullable Method method,
      @Doc("Whether words that are nearly a keyword count; for words and patterns.")
          @Default("false")
          boolean fuzzyMatch,
      @Doc("Edits between a word and a keyword; above 10, how alike they are in percent.")
          @Default("2")
          @Range(min = 0, max = 100)
          int fuzzyThreshold,
      @Doc("Least BM25 score of a keyword.") @Default("0.1") @Range(min = 0) double bm25Threshold,
      @Doc("Least likeness of a keyword, 0 to 1.") @Default("0.4") @Range(min = 0, max = 1)
          double ngramThreshold,
      @Doc("Length of the sequences that are compared, 2 at least.")
          @Default("3")
          @Range(min = 0, max = 16)
          int ngramArity) {}

  /** A rule: which of its keywords must be found, or how they must score. */
  private sealed interface Rule {
    /** What the measure of the rule must be. */
    Bounds bounds();

    /** A rule that counts those of its keywords that are found. */
    record Counting(Operator operator, int from, int to) implements Rule {
      @Override
      public Bounds bounds() {
        return switch (operator) {
          case AND -> Bounds.atLeast(to - from);
          case OR -> Bounds.atLeast(1);
          case NOR -> new Bounds(null, null, 1.0, null);
        };
      }
    }

    /** A rule whose best keyword counts, or with AND the worst. */
    record Scoring(Operator operator, double threshold, Function<Text, double[]> scores)
        implements Rule {
      @Override
      public Bounds bounds() {
        return operator == Operator.NOR
            ? new Bounds(null, null, threshold, null)
            : Bounds.atLeast(threshold);
      }

      double measure(Text text) {
        var scored = Arrays.stream(scores.apply(text));
        return (operator == Operator.AND ? scored.min() : scored.max()).orElse(0);
      }
    }
  }

  /** Marks the keywords that it finds in a text, by their numbers. */
  @FunctionalInterface
  private interface Search {
    void mark(Call call, Text text, BitSet found);
  }

  private final Map<String, Rule> rules;
  private final List<Search> searches;

  private KeywordSignal(Map<String, Rule> rules, List<Search> searches) {
    this.rules = rules;
    this.searches = List.copyOf(searches);
  }

  /** The signal of some rules, or nothing without a sound one. */
  static Optional<KeywordSignal> of(List<Config> configs, Findings findings) {
    var maker = new Maker(findings);
    configs.forEach(maker::add);
    return maker.rules.isEmpty()
        ? Optional.empty()
        : Optional.of(new KeywordSignal(maker.rules, maker.searches()));
  }

  /** Collects the keywords of all rules. */
  private static final class Maker {
    private final Findings findings;
    private final Map<String, Rule> rules = new LinkedHashMap<>();
    private final Collected<String> words = new Collected<>();
    private final Collected<String> wordsWithCase = new Collected<>();
    private final Collected<Pattern> patterns = new Collected<>();
    private final Map<Tolerance, Collected<String>> fuzzy = new LinkedHashMap<>();
    private int next;

    /** Keywords that are searched for together, with their numbers. */
    private static final class Collected<T> {
      private final List<T> keywords = new ArrayList<>();
      private final List<Integer> numbers = new ArrayList<>();

      void add(T keyword, int number) {
        keywords.add(keyword);
        numbers.add(number);
      }
    }

    Maker(Findings findings) {
      this.findings = findings;
    }

    void add(Config config) {
      var operator = operator(config, findings);
      if (config.keywords().isEmpty()) {
        findings.refuse(config, "keywords", "[]", "at least one keyword");
        return;
      }
      var method = Objects.requireNonNullElse(config.method(), Method.LITERAL);
      var rule =
          switch (method) {
            case BM25, NGRAM -> scoring(config, operator, method == Method.BM25);
            case LITERAL, FUZZY, REGEX -> counting(config, operator, method);
          };
      rules.put(config.name(), rule);
    }

    private Rule scoring(Config config, Operator operator, boolean bm25) {
      if (config.fuzzyMatch()) {
        findings.warn(config, "fuzzyMatch", "true", "has no effect with this method");
      }
      if (bm25) {
        var threshold = config.bm25Threshold() == 0 ? 0.1 : config.bm25Threshold();
        return new Rule.Scoring(operator, threshold, new Bm25Index(config.keywords())::scores);
      }
      int arity = config.ngramArity() == 0 ? ARITY : config.ngramArity();
      if (arity < LEAST_ARITY) {
        findings.warn(config, "ngramArity", Integer.toString(arity), "works as 2");
      }
      var threshold = config.ngramThreshold() == 0 ? 0.4 : config.ngramThreshold();
      var index =
          new NgramIndex(config.keywords(), Math.max(LEAST_ARITY, arity), config.caseSensitive());
      return new Rule.Scoring(operator, threshold, index::scores);
    }

    private Rule counting(Config config, Operator operator, Method method) {
      int from = next;
      var nearly =
          config.fuzzyMatch() || method == Method.FUZZY
              ? fuzzy.computeIfAbsent(tolerance(config), any -> new Collected<>())
              : null;
      for (int i = 0; i < config.keywords().size(); i++) {
        var keyword = config.keywords().get(i);
        int number = next++;
        if (method == Method.REGEX) {
          pattern(config, i).ifPresent(pattern -> patterns.add(pattern, number));
        } else {
          (config.caseSensitive() ? wordsWithCase : words).add(keyword, number);
        }
        if (nearly != null) {
          nearly.add(keyword, number);
        }
      }
      return new Rule.Counting(operator, from, next);
    }

    private Tolerance tolerance(Config config) {
      int threshold = config.fuzzyThreshold() == 0 ? 2 : config.fuzzyThreshold();
      if (threshold <= MOST_EDITS) {
        return new Tolerance.Edits(threshold);
      }
      findings.warn(
          config,
          "fuzzyThreshold",
          Integer.toString(threshold),
          "read as likeness in percent, since it is above 10; edits are 1 to 10");
      return new Tolerance.Likeness(threshold);
    }

    private static Operator operator(Config config, Findings findings) {
      for (var operator : Operator.values()) {
        if (operator.name().equals(config.operator())) {
          return operator;
        }
      }
      findings.refuse(config, "operator", config.operator(), "AND, OR or NOR, in capitals");
      return Operator.OR;
    }

    private Optional<Pattern> pattern(Config config, int index) {
      var keyword = config.keywords().get(index);
      try {
        int flags = config.caseSensitive() ? 0 : Pattern.CASE_INSENSITIVE;
        return Optional.of(Pattern.compile(keyword, flags));
      } catch (PatternSyntaxException broken) {
        var place = "keywords[%d]".formatted(index);
        findings.refuse(config, place, keyword, "an RE2 pattern: " + broken.getDescription());
        return Optional.empty();
      }
    }

    List<Search> searches() {
      var searches = new ArrayList<Search>();
      words(words, false).ifPresent(searches::add);
      words(wordsWithCase, true).ifPresent(searches::add);
      if (!patterns.keywords.isEmpty()) {
        var search = new PatternSearch(patterns.keywords);
        var numbers = numbers(patterns);
        searches.add((call, text, found) ->
            search.found(text, () -> !call.deadline().passed()).stream()
                .forEach(pattern -> found.set(numbers[pattern])));
      }
      fuzzy.forEach((tolerance, collected) -> {
        var search = new FuzzySearch(collected.keywords, tolerance);
        var numbers = numbers(collected);
        searches.add((call, text, found) ->
            search.found(text).stream().forEach(keyword -> found.set(numbers[keyword])));
      });
      return searches;
    }

    private static Optional<Search> words(Collected<String> collected, boolean caseSensitive) {
      if (collected.keywords.isEmpty()) {
        return Optional.empty();
      }
      var indexed = WordSearch.of(collected.keywords, caseSensitive);
      // A word may be a keyword of many rules.
      var numbers = numbers(collected);
      var wordOf = indexed.wordOf();
      int count = Arrays.stream(wordOf).max().orElse(0) + 1;
      var sizes = new int[count];
      Arrays.stream(wordOf).forEach(word -> sizes[word]++);
      var keywordsOf = IntStream.range(0, count).mapToObj(word -> new int[sizes[word]]).toList();
      for (int i = 0; i < wordOf.length; i++) {
        keywordsOf.get(wordOf[i])[--sizes[wordOf[i]]] = numbers[i];
      }
      var search = indexed.search();
      return Optional.of((call, text, found) ->
          search.found(text).stream()
              .forEach(word -> {
                for (int keyword : keywordsOf.get(word)) {
                  found.set(keyword);
                }
              }));
    }

    private static int[] numbers(Collected<?> collected) {
      return collected.numbers.stream().mapToInt(Integer::intValue).toArray();
    }
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
    var found = new BitSet();
    for (var search : searches) {
      search.mark(call, text, found);
      if (call.deadline().passed()) {
        return new Reading.Failed("out of time");
      }
    }
    var labels = new LinkedHashMap<String, Double>();
    var values = new LinkedHashMap<String, Double>();
    rules.forEach((name, rule) -> {
      double measure =
          switch (rule) {
            case Rule.Counting(var _, int from, int to) -> found.get(from, to).cardinality();
            case Rule.Scoring scoring -> scoring.measure(text);
          };
      values.put(name, measure);
      if (rule.bounds().contains(measure)) {
        labels.put(name, 1.0);
      }
    });
    return Reading.of(labels, values);
  }

  @Override
  public String toString() {
    return String.join(", ", rules.keySet());
  }
}
