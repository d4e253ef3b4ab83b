package io.signalbox.backends.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;

class DomainHeadTest {
  @Test
  void writesWhatItReads() throws IOException {
    var bytes = bytes();
    var again = new ByteArrayOutputStream();
    DomainHead.read(new ByteArrayInputStream(bytes)).write(again);
    assertThat(again.toByteArray()).hasSize(bytes.length);
  }

  @Test
  void carriesItsTrainingSetAndTemperature() {
    var head = DomainHead.bundled();
    assertThat(head.trainingSet()).matches("[0-9a-f]{64}");
    assertThat(head.temperature()).isBetween(0.1f, 3f);
    assertThat(head.labels()).hasSize(14).contains("computer science", "other");
  }

  @Test
  void refusesAnotherVersion() throws IOException {
    var bytes = bytes();
    ByteBuffer.wrap(bytes).putInt(4, 99);
    assertThatThrownBy(() -> DomainHead.read(new ByteArrayInputStream(bytes)))
        .isInstanceOf(IOException.class)
        .hasMessage("domain head: version 99 (expected: 1)");
  }

  @Test
  void refusesAnotherFile() {
    assertThatThrownBy(() -> DomainHead.read(new ByteArrayInputStream(new byte[64])))
        .hasMessageContaining("not a head file");
  }

  @Test
  void isSmallerThanSixMegabytes() throws IOException {
    assertThat(bytes().length).isLessThan(6_000_000);
  }

  private static byte[] bytes() throws IOException {
    var out = new ByteArrayOutputStream();
    DomainHead.bundled().write(out);
    return out.toByteArray();
  }
}
