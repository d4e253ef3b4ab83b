package io.signalbox.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.signalbox.backends.onnx.InferencePool;
import io.signalbox.backends.onnx.MiniLmEncoder;
import io.signalbox.catalog.CheckingPorts;
import io.signalbox.chat.Deadline;
import io.signalbox.chat.RouterException;
import io.signalbox.infer.ClassifierSource.OnnxFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class OwnModelsTest {
  private static final Path PAYMENT =
      Path.of("../backends/src/test/resources/io/signalbox/backends/onnx/own/payment.onnx");

  @TempDir private Path folder = Path.of("");

  @Test
  void aFileIsOpenedOnceAndAnewWhenItWasWritten() throws IOException {
    var file = Files.copy(PAYMENT, folder.resolve("model.onnx"));
    var source = new OnnxFile(folder, List.of("other", "payment"), List.of());
    try (var pool = new InferencePool(1, 4);
        var own = new OwnModels(() -> pool)) {
      var first = own.classifier(source);
      assertThat(own.classifier(source)).isSameAs(first);
      Files.setLastModifiedTime(file, FileTime.fromMillis(1));
      var second = own.classifier(source);
      assertThat(second).isNotSameAs(first);
      for (var classifier : List.of(first, second)) {
        assertThat(classifier.classify("payment", Deadline.after(Duration.ofMinutes(1))).best())
            .isEqualTo("payment");
      }
    }
  }

  @Test
  void checkingOpensAFileAndAsksNothing() {
    var labels = List.of("a", "b");
    var good = Models.checking(_ -> {}).classifier(new OnnxFile(PAYMENT, labels, List.of()));
    assertThatThrownBy(() -> good.classify("a", Deadline.after(Duration.ofMinutes(1))))
        .isInstanceOf(IllegalStateException.class);
    var wrong = new OnnxFile(PAYMENT, List.of("a", "b", "c"), List.of());
    assertThatThrownBy(() -> OwnModels.check(wrong)).isInstanceOf(RouterException.class);
  }

  @Test
  void checkingKnowsHowLongTheVectorsAre() {
    assertThat(CheckingPorts.DIMENSIONS).isEqualTo(MiniLmEncoder.WIDTH);
  }
}
