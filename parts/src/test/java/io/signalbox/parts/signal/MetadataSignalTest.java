package io.signalbox.parts.signal;

import static org.assertj.core.api.Assertions.assertThat;

import io.signalbox.chat.Calls;
import io.signalbox.parts.ExampleDocument;
import io.signalbox.parts.RecordingFindings;
import io.signalbox.parts.protocol.openai.OpenAiChatProtocol;
import io.signalbox.parts.signal.MetadataSignal.Config;
import io.signalbox.parts.signal.MetadataSignal.Predicate;
import io.signalbox.signal.Reading;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

final class MetadataSignalTest {
  private static boolean fires(Predicate predicate, String metadata) {
    var findings = new RecordingFindings();
    var signal = MetadataSignal.of(new Config("m", "", "plan", predicate), findings);
    assertThat(findings.refused()).isEmpty();
    var body =
        """
        {"model":"auto","messages":[{"role":"user","content":"a"}],"metadata":%s}
        """
            .formatted(metadata);
    var request = new OpenAiChatProtocol().decode(body.getBytes(StandardCharsets.UTF_8));
    return signal.read(Calls.with(), request).equals(Reading.hit("m", 1.0));
  }

  @Test
  void equalsIsExact() {
    var pro = new Predicate("pro", List.of(), null);
    assertThat(fires(pro, "{\"plan\":\"pro\"}")).isTrue();
    for (var other :
        List.of("{\"plan\":\"Pro\"}", "{\"plan\":\"pro \"}", "{\"Plan\":\"pro\"}", "{}", "null")) {
      assertThat(fires(pro, other)).as(other).isFalse();
    }
    assertThat(fires(new Predicate("", List.of(), null), "{\"plan\":\"\"}")).isTrue();
    assertThat(fires(new Predicate("", List.of(), null), "{}")).isFalse();
  }

  @Test
  void inTakesAnyOfSeveral() {
    var paid = new Predicate(null, List.of("pro", "team"), null);
    assertThat(fires(paid, "{\"plan\":\"team\"}")).isTrue();
    assertThat(fires(paid, "{\"plan\":\"free\"}")).isFalse();
    assertThat(fires(paid, "{}")).isFalse();
  }

  @Test
  void existsMayAskForAbsence() {
    assertThat(fires(new Predicate(null, List.of(), true), "{\"plan\":\"\"}")).isTrue();
    assertThat(fires(new Predicate(null, List.of(), true), "{}")).isFalse();
    assertThat(fires(new Predicate(null, List.of(), false), "{}")).isTrue();
    assertThat(fires(new Predicate(null, List.of(), false), "{\"plan\":\"a\"}")).isFalse();
  }

  @Test
  void exactlyOnePredicateIsWanted() {
    assertThat(
            ExampleDocument.problems(
                """
                signals:
                  metadata:
                  - {name: a, key: k, predicate: {}}
                  - {name: b, key: k, predicate: {equals: x, exists: true}}
                  - {name: c, key: " k", predicate: {in: [x]}}
                  - {name: d, predicate: {in: [x]}}
                """))
        .satisfiesExactly(
            none -> assertThat(none).contains("metadata[0].predicate: 0 given"),
            two -> assertThat(two).contains("metadata[1].predicate: 2 given"),
            blank -> assertThat(blank).contains("metadata[2].key: ' k' (expected: no blanks"),
            missing -> assertThat(missing).contains("metadata[3].key: missing"));
  }
}
