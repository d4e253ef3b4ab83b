package io.signalbox.operator.dependent;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ObjectNameTest {
  private static final String LABEL = "[a-z]([a-z0-9-]{0,61}[a-z0-9])?";

  @Test
  void nameOfAServiceStays() {
    var longest = "a".repeat(63);
    assertThat(ObjectName.of("semantic-router")).isEqualTo("semantic-router");
    assertThat(ObjectName.of(longest)).isEqualTo(longest);
  }

  @ParameterizedTest
  @ValueSource(strings = {"router.prod.eu", "2nd-router", "a-", "9"})
  void othersAreMadeOne(String name) {
    assertThat(ObjectName.of(name)).matches(LABEL).isNotEqualTo(name);
  }

  @Test
  void longNamesAreCutAndStayApart() {
    var stem = "a".repeat(250);
    assertThat(ObjectName.of(stem + "1")).matches(LABEL).hasSize(63);
    assertThat(ObjectName.of(stem + "1")).isNotEqualTo(ObjectName.of(stem + "2"));
    assertThat(ObjectName.of("a.b")).isNotEqualTo(ObjectName.of("a-b"));
  }

  @Test
  void nameIsTheSameForEver() {
    assertThat(ObjectName.of("router.prod.eu")).isEqualTo("router-prod-eu-2eefc782");
  }
}
