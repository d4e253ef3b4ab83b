package io.signalbox.translate;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

final class WarningsTest {
  @Test
  void warningsAreAListOfThreeFieldsEach() {
    var warnings = new Warnings();
    assertThat(warnings.isEmpty()).isTrue();
    assertThat(warnings.header()).isEmpty();
    warnings.add("unsupported_role", "messages[2].role");
    warnings.add("unsupported_field", "top_k");
    warnings.add("unsupported_field", "top_k");
    assertThat(warnings.isEmpty()).isFalse();
    assertThat(warnings.header())
        .isEqualTo("warning;unsupported_role;messages[2].role,warning;unsupported_field;top_k");
  }

  @Test
  void separatorsAndEverythingOutsideOfPrintableAsciiIsEncoded() {
    var warnings = new Warnings();
    warnings.add("unsupported_field", "a,b;c\r\nd%e é\u007f");
    assertThat(warnings.header())
        .isEqualTo("warning;unsupported_field;a%2Cb%3Bc%0D%0Ad%25e%20%C3%A9%7F");
  }

  @Test
  void aLongListIsCutAndCounted() {
    for (int many : new int[] {100, 600, 100_000}) {
      var warnings = new Warnings();
      for (int i = 0; i < many; i++) {
        warnings.add("unsupported_block_type", "messages[" + i + "].content[0]");
      }
      var header = warnings.header();
      assertThat(header.length()).isLessThanOrEqualTo(4096);
      var entries = List.of(header.split(",", -1));
      assertThat(entries.getLast())
          .isEqualTo("error;warnings_truncated;count=" + (many - entries.size() + 1));
    }
  }

  @Test
  void oneHugeFieldDoesNotBreakTheLimit() {
    var warnings = new Warnings();
    warnings.add("unsupported_field", "x".repeat(10_000));
    assertThat(warnings.header()).isEqualTo("error;warnings_truncated;count=1");
  }
}
