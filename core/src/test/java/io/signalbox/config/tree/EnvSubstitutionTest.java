package io.signalbox.config.tree;

import static org.assertj.core.api.Assertions.assertThat;

import io.signalbox.config.load.ConfigLoader;
import io.signalbox.config.load.Loaded;
import io.signalbox.config.load.Samples;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EnvSubstitutionTest {
  private static final Map<String, String> ENVIRONMENT =
      Map.of("HOST", "example.org", "EMPTY", "", "DOLLAR", "$HOST", "SECRET_KEY", "hunter2");

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "${HOST} | example.org",
        "$HOST | example.org",
        "http://$HOST:80/${HOST}/ | http://example.org:80/example.org/",
        "${UNSET} | ''",
        "a$UNSET-b | a-b",
        "${UNSET:-other} | other",
        "${EMPTY:-other} | other",
        "${HOST:-other} | example.org",
        "${UNSET-other} | other",
        "${EMPTY-other} | ''",
        "${HOST-other} | example.org",
        "${UNSET:-} | ''",
        "${UNSET:-a:-b} | a:-b",
        "${UNSET:-${HOST}} | ${HOST}",
        "$$HOST | $HOST",
        "$${HOST} | ${HOST}",
        "$$$HOST | $example.org",
        "$DOLLAR | $HOST",
        "^a$ | ^a$",
        "$ 5 | $ 5",
        "${HOST | ${HOST",
        "${ HOST } | ${ HOST }",
        "${} | ${}",
        "no reference | no reference",
      })
  void everyFormOfAReference(String text, String expected) {
    assertThat(new EnvSubstitution(ENVIRONMENT).apply(text)).isEqualTo(expected);
  }

  private static Loaded load(String yaml) {
    return ConfigLoader.load("c.yaml", "version: v0.3\n" + yaml, ENVIRONMENT, false);
  }

  @Test
  void valuesAreReplacedAndKeysAreNot() {
    var loaded =
        load(
            """
            routing:
              modelCards:
              - {name: $HOST, tags: ["${HOST}"]}
              signals: {$HOST: []}
            """);
    var routing = Objects.requireNonNull(loaded.document()).routing();
    assertThat(routing.modelCards().getFirst().name()).isEqualTo("example.org");
    assertThat(routing.modelCards().getFirst().tags()).containsExactly("example.org");
    assertThat(routing.signals()).containsOnlyKeys("$HOST");
  }

  @Test
  void aReplacedTextCanBeANumber() {
    var loaded = load("listeners:\n- port: \"${PORT:-8801}\"\nrouting: {}\n");
    assertThat(Objects.requireNonNull(loaded.document()).listeners().getFirst().port())
        .isEqualTo(8801);
  }

  @Test
  void aVariableThatIsNotSetIsWarnedAbout() {
    var loaded = load("routing:\n  modelCards:\n  - name: a\n    description: costs $5\n");
    assertThat(Samples.texts(loaded))
        .containsExactly(
            "c.yaml:5: warning: routing.modelCards[0].description: $5 is not set, so it is empty"
                + " (expected: a variable of the environment, or $$ for a dollar sign)");
    assertThat(loaded.document()).isNotNull();
  }

  @Test
  void problemsShowTheReferenceAndNotItsValue() {
    var loaded =
        load(
            """
            listeners:
            - port: ${SECRET_KEY}
            providers:
              defaults: {default_model: "${SECRET_KEY}"}
            routing: {}
            """);
    assertThat(Samples.texts(loaded))
        .containsExactly(
            "c.yaml:3: listeners[0].port: ${SECRET_KEY} (expected: a whole number)",
            "c.yaml:5: providers.defaults.default_model: ${SECRET_KEY}"
                + " (expected: a model card or LoRA)");
  }
}
