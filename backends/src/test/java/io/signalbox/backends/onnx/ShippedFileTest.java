package io.signalbox.backends.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.management.ThreadMXBean;
import java.lang.foreign.Arena;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;

class ShippedFileTest {
  private static long allocated() {
    return ((ThreadMXBean) ManagementFactory.getThreadMXBean()).getCurrentThreadAllocatedBytes();
  }

  @Test
  void outsideTheHeapAreTheSameBytes() {
    try (var arena = Arena.ofConfined()) {
      var bytes = ShippedFile.outsideHeap(MiniLmModel.GRAPH, arena);
      assertThat(bytes.isDirect()).isTrue();
      assertThat(bytes).isEqualTo(ByteBuffer.wrap(ShippedFile.read(MiniLmModel.GRAPH)));
    }
  }

  @Test
  void loadingAGraphLeavesTheHeapAlone() {
    new BertGraph(MiniLmModel.GRAPH).close();
    long before = allocated();
    new BertGraph(MiniLmModel.GRAPH).close();
    assertThat(allocated() - before).isLessThan(ShippedFile.sizeBytes(MiniLmModel.GRAPH) / 10);
  }

  @Test
  void whatIsNotThereIsNamed() {
    assertThatThrownBy(() -> ShippedFile.read("/nothing.onnx")).hasMessageContaining("/nothing");
    assertThatThrownBy(() -> new BertGraph("/nothing.onnx")).hasMessageContaining("/nothing");
  }
}
