package io.signalbox.backends.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.signalbox.infer.Head;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class EncoderSpecTest {
  private final String bundled =
      new String(
          ShippedFile.read("/io/signalbox/backends/onnx/signal-encoder.json"),
          StandardCharsets.UTF_8);

  @Test
  void theBundledFileFitsThisCode() {
    var spec = EncoderSpec.bundled();
    assertThat(spec.version()).isNotBlank();
    assertThat(spec.temperatures()).containsOnlyKeys(Head.values());
    assertThat(spec.types()).contains("PERSON", "CREDIT_CARD").doesNotHaveDuplicates();
  }

  @Test
  void refusesLabelsInAnotherOrder() {
    var swapped = bundled.replace("\"jailbreak\"", "\"x\"").replace("\"harmful\"", "\"jailbreak\"");
    assertThatThrownBy(() -> parse(swapped))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("signal encoder: safety: labels [benign, x, injection, jailbreak]");
  }

  @Test
  void refusesTagsThatAreNotPairs() {
    assertThatThrownBy(() -> parse(bundled.replace("\"I-PERSON\"", "\"I-GPE\"")))
        .hasMessageStartingWith("signal encoder: pii: tags");
    assertThatThrownBy(() -> parse(bundled.replace("\"O\"", "\"B\"")))
        .hasMessageStartingWith("signal encoder: pii: tags");
    assertThatThrownBy(() -> parse(bundled.replace("\"B-PERSON\"", "\"\"")))
        .hasMessageStartingWith("signal encoder: pii: tags");
  }

  @Test
  void refusesTemperaturesThatAreNone() {
    for (var wrong : new String[] {"0", "-1", "\"x\""}) {
      assertThatThrownBy(() ->
              parse(bundled.replaceAll("\"temperature\": [0-9.]+", "\"temperature\": " + wrong)))
          .hasMessageStartingWith("signal encoder: domain: temperature");
    }
  }

  private static EncoderSpec parse(String json) {
    return EncoderSpec.parse(json.getBytes(StandardCharsets.UTF_8));
  }
}
