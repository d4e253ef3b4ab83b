package io.signalbox.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine.TypeConversionException;

/** Tests of the latencies on the command line. */
class LatencyWordTest {
  private final LatencyWord latency = new LatencyWord();

  @ParameterizedTest
  @CsvSource({
    "0,0",
    "100,100000000",
    "100ms,100000000",
    "1s,1000000000",
    "1.5s,1500000000",
    "250us,250000",
    "2m,120000000000",
    "0.5,500000"
  })
  void numbersAreMillisecondsUnlessTheySayOtherwise(String word, long nanos) {
    assertThat(latency.convert(word).toNanos()).isEqualTo(nanos);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "-1", "1h", "ms", "1 s", "99999999999", "1e3", "."})
  void anythingElseIsRefused(String word) {
    assertThatThrownBy(() -> latency.convert(word)).isInstanceOf(TypeConversionException.class);
  }
}
