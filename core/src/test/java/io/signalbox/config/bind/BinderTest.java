package io.signalbox.config.bind;

import static org.assertj.core.api.Assertions.assertThat;

import io.signalbox.config.Default;
import io.signalbox.config.Key;
import io.signalbox.config.ModelRefConfig;
import io.signalbox.config.NotBlank;
import io.signalbox.config.Range;
import io.signalbox.config.tree.ConfigNode;
import io.signalbox.config.tree.Places;
import io.signalbox.config.tree.Problem;
import io.signalbox.config.tree.Problems;
import io.signalbox.config.tree.YamlReader;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BinderTest {
  enum Color {
    DARK_RED,
    BLUE
  }

  record Inner(@NotBlank String name, @Default("3") int count) {}

  record Everything(
      @Nullable String text,
      @Default("7") int whole,
      @Default("8") long large,
      @Default("0.5") @Range(min = 0, max = 1) double share,
      @Default("false") boolean open,
      @Default("30s") Duration pause,
      @Default("blue") Color color,
      @Key("camelCase") @Nullable Boolean maybe,
      @Default("[]") List<Inner> inners,
      @Default("{}") Map<String, List<Integer>> numbers,
      @Nullable ConfigNode raw,
      @Nullable Inner inner) {}

  record Strict(String must, int number, List<String> words) {}

  record Picky(String word) {
    Picky {
      if (word.length() > 3) {
        throw new IllegalArgumentException("word: " + word.length() + " letters");
      }
    }
  }

  record Tree(String name, @Default("[]") List<Tree> trees) {}

  private final Problems problems = new Problems("c.yaml");
  private final Places places = new Places("c.yaml");

  private <T extends Record> @Nullable T bind(Class<T> type, String yaml) {
    var mapping = (ConfigNode.Mapping) Objects.requireNonNull(new YamlReader(problems).read(yaml));
    return new Binder(problems, places, Vocabulary.of(List.of()), false).bind(mapping, type, "at");
  }

  private <T extends Record> T sound(Class<T> type, String yaml) {
    var bound = bind(type, yaml);
    assertThat(texts()).isEmpty();
    return Objects.requireNonNull(bound);
  }

  private List<String> texts() {
    return problems.sorted().stream().map(Problem::text).toList();
  }

  @Test
  void absentKeysGiveDefaults() {
    var bound = sound(Everything.class, "{}");
    assertThat(bound)
        .isEqualTo(
            new Everything(
                null,
                7,
                8,
                0.5,
                false,
                Duration.ofSeconds(30),
                Color.BLUE,
                null,
                List.of(),
                Map.of(),
                null,
                null));
  }

  @Test
  void explicitNullsGiveDefaultsToo() {
    var bound =
        sound(
            Everything.class,
            """
            text:
            whole: null
            large: ~
            share: NULL
            open: null
            pause: null
            color: null
            camelCase: null
            inners: null
            numbers: null
            raw: null
            inner: null
            """);
    assertThat(bound).isEqualTo(sound(Everything.class, "{}"));
  }

  @Test
  void aNullInAMapOfListsIsAnEmptyList() {
    assertThat(sound(Everything.class, "numbers: {a: null, b: [1]}").numbers())
        .isEqualTo(Map.of("a", List.of(), "b", List.of(1)));
  }

  @Test
  void everyTypeIsBound() {
    var bound =
        sound(
            Everything.class,
            """
            text: 12
            whole: 0x1F
            large: 1_000_000
            share: 1
            open: yes
            pause: 1m30s
            color: Dark_Red
            camelCase: off
            inners: [{name: a}, {name: b, count: 4}]
            numbers: {x: [1, 2]}
            raw: [z]
            inner: {name: c}
            """);
    assertThat(bound.text()).isEqualTo("12");
    assertThat(bound.whole()).isEqualTo(31);
    assertThat(bound.large()).isEqualTo(1_000_000);
    assertThat(bound.share()).isEqualTo(1.0);
    assertThat(bound.open()).isTrue();
    assertThat(bound.pause()).isEqualTo(Duration.ofSeconds(90));
    assertThat(bound.color()).isEqualTo(Color.DARK_RED);
    assertThat(bound.maybe()).isFalse();
    assertThat(bound.inners()).containsExactly(new Inner("a", 3), new Inner("b", 4));
    assertThat(bound.numbers()).isEqualTo(Map.of("x", List.of(1, 2)));
    assertThat(bound.raw()).isInstanceOf(ConfigNode.Sequence.class);
    assertThat(bound.inner()).isEqualTo(new Inner("c", 3));
  }

  @ParameterizedTest
  @CsvSource({
    "true, true",
    "True, true",
    "yes, true",
    "YES, true",
    "on, true",
    "y, true",
    "false, false",
    "no, false",
    "Off, false",
    "n, false",
    "'\"true\"', true"
  })
  void booleansAreThoseOfYaml11(String word, boolean expected) {
    assertThat(sound(Everything.class, "open: " + word).open()).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({
    "30s, 30000",
    "1m30s, 90000",
    "500ms, 500",
    "1.5h, 5400000",
    "2h45m0.5s, 9900500",
    "0, 0",
    "1000000ns, 1",
    "1000us, 1",
    "1000µs, 1"
  })
  void durationsHaveGoForm(String text, long millis) {
    assertThat(sound(Everything.class, "pause: " + text).pause())
        .isEqualTo(Duration.ofMillis(millis));
  }

  @ParameterizedTest
  @ValueSource(strings = {"30", "s", "-1s", "1 s", "1d", "99999999999999h", "1s1", "''"})
  void otherDurationsAreRefused(String text) {
    bind(Everything.class, "pause: " + text);
    assertThat(texts().getFirst()).contains("expected: a duration such as 30s");
  }

  @ParameterizedTest
  @CsvSource({"1.048576e+07, 10485760", "+5, 5", "-3, -3", "10.0, 10", "0x10, 16"})
  void wholeNumbersMayComeInOtherForms(String text, int expected) {
    assertThat(sound(Everything.class, "whole: " + text).whole()).isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(strings = {"1.5", "1e20", "2147483648", "one", "1e999", "0x", "''", ".", "NaN"})
  void otherWholeNumbersAreRefused(String text) {
    assertThat(bind(Everything.class, "whole: " + text)).isNull();
    assertThat(texts()).hasSize(1).first().asString().endsWith("(expected: a whole number)");
  }

  @ParameterizedTest
  @ValueSource(strings = {".inf", ".nan", "NaN", "1d", "0x1p3", "1e999", "many"})
  void numbersAreFiniteDecimals(String text) {
    assertThat(bind(Everything.class, "share: " + text)).isNull();
    assertThat(texts()).hasSize(1).first().asString().endsWith("(expected: a number)");
  }

  @Test
  void rangesAreChecked() {
    bind(Everything.class, "share: 1.4");
    assertThat(texts()).containsExactly("c.yaml:1: at.share: 1.4 (expected: 0 to 1)");
  }

  @Test
  void blankTextsAreRefusedWhereTheyMayNotBe() {
    bind(Everything.class, "inner:\n  name: '  '\n");
    assertThat(texts())
        .containsExactly("c.yaml:2: at.inner.name: \"  \" (expected: text that is not blank)");
  }

  @Test
  void aBlankTextIsNoneWhereThereMayBeNone() {
    assertThat(sound(Everything.class, "text: ''").text()).isNull();
  }

  @Test
  void missingValuesAreToldTogether() {
    assertThat(bind(Strict.class, "{}")).isNull();
    assertThat(texts())
        .containsExactly(
            "c.yaml:1: at.must: missing (expected: text)",
            "c.yaml:1: at.number: missing (expected: a whole number)",
            "c.yaml:1: at.words: missing (expected: a list)");
  }

  @Test
  void aNullIsMissingWhereAValueIsRequired() {
    bind(Strict.class, "must: a\nnumber: null\nwords: [a]\n");
    assertThat(texts()).containsExactly("c.yaml:2: at.number: missing (expected: a whole number)");
  }

  @Test
  void wrongFormsAreToldWithTheirPlaces() {
    bind(Strict.class, "must: [a]\nnumber: {a: b}\nwords:\n- a\n- {b: c}\n- \n");
    assertThat(texts())
        .containsExactly(
            "c.yaml:1: at.must: a list (expected: text)",
            "c.yaml:2: at.number: a mapping (expected: a whole number)",
            "c.yaml:5: at.words[1]: a mapping (expected: text)",
            "c.yaml:6: at.words[2]: null (expected: text)");
  }

  @Test
  void anUnknownWordOfAnEnumNamesThemAll() {
    bind(Everything.class, "color: green");
    assertThat(texts())
        .containsExactly("c.yaml:1: at.color: green (expected: one of dark_red, blue)");
  }

  @Test
  void unknownKeysComeWithASuggestion() {
    bind(Strict.class, "must: a\nnumbr: 3\nnumber: 3\nwords: []\n");
    assertThat(texts())
        .containsExactly(
            "c.yaml:2: at.numbr: unknown key, did you mean number?"
                + " (expected: one of must, number, words)");
  }

  @Test
  void unknownKeysFarFromAnyOtherComeWithout() {
    bind(Strict.class, "must: a\nsomething_else: 3\nnumber: 3\nwords: []\n");
    assertThat(texts())
        .containsExactly(
            "c.yaml:2: at.something_else: unknown key (expected: one of must, number, words)");
  }

  @Test
  void whatARecordRefusesIsAProblem() {
    assertThat(bind(Picky.class, "word: long")).isNull();
    assertThat(texts()).containsExactly("c.yaml:1: at: word: 4 letters");
  }

  @Test
  void recordsMayHoldTheirOwnKind() {
    var tree = sound(Tree.class, "name: a\ntrees:\n- name: b\n  trees: [{name: c}]\n");
    assertThat(tree.trees().getFirst().trees().getFirst().name()).isEqualTo("c");
  }

  @Test
  void laterChecksTellPlacesOfComponentsAndItems() {
    var bound = sound(Everything.class, "whole: 1\ninners:\n- name: a\n- name: b\n");
    var second = bound.inners().get(1);
    assertThat(places.problem(second, "name", "b", "c").text())
        .isEqualTo("c.yaml:4: at.inners[1].name: b (expected: c)");
    assertThat(places.warning(bound, "inners[0]", "odd", "even").text())
        .isEqualTo("c.yaml:3: warning: at.inners[0]: odd (expected: even)");
    assertThat(places.path(bound, "maybe")).isEqualTo("at.camelCase");
    assertThat(places.states(bound, "whole")).isTrue();
    assertThat(places.states(bound, "large")).isFalse();
  }

  @Test
  void equalRecordsHavePlacesOfTheirOwn() {
    var bound = sound(Everything.class, "inners:\n- name: a\n- name: a\n");
    assertThat(places.line(bound.inners().get(0), "name")).isEqualTo(2);
    assertThat(places.line(bound.inners().get(1), "name")).isEqualTo(3);
  }

  @Test
  void slotsTellWhatDocumentationNeeds() {
    var slots = Slot.of(ModelRefConfig.class);
    assertThat(slots).extracting(Slot::key).contains("model", "lora_name", "use_reasoning");
    assertThat(slots.getFirst().required()).isTrue();
    assertThat(slots).allSatisfy(slot -> assertThat(slot.doc()).isNotBlank());
  }
}
