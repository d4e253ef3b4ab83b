package io.signalbox.parts.meaning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.signalbox.catalog.Ports;
import io.signalbox.chat.Deadline;
import io.signalbox.chat.RouterException;
import io.signalbox.config.PrototypeScoring;
import io.signalbox.infer.Embedder;
import io.signalbox.infer.KeptVectors;
import io.signalbox.infer.SignalEncoder;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class PrototypesTest {
  private static final PrototypeScoring USUAL = new PrototypeScoring(true, 0.9, 8, 0.75, 2, 0);
  private static final Deadline LATER = Deadline.after(Duration.ofHours(1));

  private final WordEmbedder embedder = new WordEmbedder();
  private final Embedder kept = new KeptVectors(embedder);

  private Ports ports() {
    return new Ports() {
      @Override
      public SignalEncoder encoder() {
        throw new AssertionError();
      }

      @Override
      public Optional<Embedder> embedder() {
        return Optional.of(embedder);
      }

      @Override
      public Optional<Embedder> exemplars() {
        return Optional.of(kept);
      }
    };
  }

  private Prototypes prototypes() {
    return new Prototypes(ports(), Map.of("set", List.of("a", " a ", "b", "", "\t")), USUAL);
  }

  @Test
  void nothingIsReadBeforeATextIsThere() {
    var prototypes = prototypes();
    assertThat(embedder.asked()).isZero();
    assertThat(prototypes.likeness(" \n", LATER)).containsEntry("set", Likeness.NONE);
    assertThat(embedder.asked()).isZero();
  }

  @Test
  void examplesAreReadOnceAndBlankOnesNever() {
    var prototypes = prototypes();
    prototypes.likeness("a", LATER);
    assertThat(embedder.asked()).isEqualTo(3);
    prototypes.likeness("b", LATER);
    assertThat(embedder.asked()).isEqualTo(4);
    prototypes().likeness("b", LATER);
    assertThat(embedder.asked()).as("the same examples in another recipe").isEqualTo(5);
  }

  @Test
  void aModelThatFailsIsAskedAgain() {
    var prototypes = prototypes();
    embedder.breakDown(true);
    assertThatThrownBy(() -> prototypes.likeness("a", LATER)).isInstanceOf(RouterException.class);
    embedder.breakDown(false);
    assertThat(prototypes.likeness("a", LATER)).doesNotContainValue(Likeness.NONE);
    embedder.breakDown(true);
    assertThatThrownBy(() -> prototypes.likeness("a", LATER)).isInstanceOf(RouterException.class);
  }

  @Test
  void manyCallsAtOnceReadTheExamplesOnce() throws Exception {
    var prototypes = prototypes();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      Callable<Map<String, Likeness>> task = () -> prototypes.likeness("a", LATER);
      for (var future : threads.invokeAll(IntStream.range(0, 20).mapToObj(_ -> task).toList())) {
        assertThat(future.get()).isEqualTo(prototypes.likeness("a", LATER));
      }
    }
    assertThat(embedder.asked()).isEqualTo(2 + 40);
  }

  @Test
  void whoeverGetsAVectorMayChangeIt() {
    var first = kept.embed("a", LATER);
    first[0] = 42;
    assertThat(kept.embed("a", LATER)).doesNotContain(42);
    var second = kept.embed("a", LATER);
    second[0] = 42;
    assertThat(kept.embed("a", LATER)).doesNotContain(42);
  }

  @Test
  void aProcessWithoutAModelSaysSo() {
    Ports none =
        () -> {
          throw new AssertionError();
        };
    var prototypes = new Prototypes(none, Map.of("set", List.of("a")), USUAL);
    assertThatThrownBy(() -> prototypes.likeness("a", LATER))
        .isInstanceOf(RouterException.class)
        .hasMessageContaining("no embedding model");
  }
}
