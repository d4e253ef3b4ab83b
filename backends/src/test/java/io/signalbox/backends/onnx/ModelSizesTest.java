package io.signalbox.backends.onnx;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** What ships is small enough to ship. */
class ModelSizesTest {
  private static final long MOST = 60_000_000;

  @Test
  void bothModelsAreAtMostSixtyMegabytes() {
    long signals = SignalModel.sizeBytes();
    long embeddings = MiniLmEncoder.sizeBytes();
    assertThat(signals).isPositive();
    assertThat(embeddings).isPositive();
    assertThat(signals + embeddings).isLessThanOrEqualTo(MOST);
  }

  @Test
  void sizesAreThoseOfTheFiles() {
    assertThat(MiniLmEncoder.sizeBytes()).isEqualTo(ShippedFile.read(MiniLmModel.GRAPH).length);
  }
}
