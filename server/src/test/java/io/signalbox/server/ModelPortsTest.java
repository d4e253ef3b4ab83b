package io.signalbox.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.signalbox.chat.Deadline;
import io.signalbox.chat.Fault;
import io.signalbox.chat.RouterException;
import io.signalbox.config.load.ConfigLoader;
import io.signalbox.infer.Head;
import io.signalbox.store.CallRecorder;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ModelPortsTest {
  private static final String YAML =
      """
      version: v0.3
      providers: {defaults: {default_model: m}}
      routing: {modelCards: [{name: m}]}
      global: {model_catalog: {modules: {reading: {max_tokens: 200}}}}
      """;

  private final Models models = new Models();
  private final ModelPorts ports =
      (ModelPorts)
          models.ports(() -> CallRecorder.NONE, ConfigLoader.load("c.yaml", YAML, Map.of(), false));

  @AfterEach
  void close() {
    models.close();
  }

  @Test
  void aModelIsLoadedWhenItIsAskedFor() {
    assertThat(ports.scoped().buckets()).isNotNull();
    assertThat(models.loaded()).isZero();
    assertThat(ports.encoder()).isSameAs(ports.encoder());
    assertThat(models.loaded()).isEqualTo(1);
    assertThat(ports.embedder()).isPresent();
    assertThat(models.loaded()).isEqualTo(2);
  }

  @Test
  void whatOneRecipeReadAnotherDoesNotKnow() {
    var one = ports.scoped();
    var other = ports.scoped();
    var insight = one.encoder().read("How are bridges built?", soon());
    assertThat(one.encoder().read("How are bridges built?", late())).isSameAs(insight);
    assertThatThrownBy(() -> other.encoder().read("How are bridges built?", late()))
        .isInstanceOfSatisfying(
            RouterException.class, e -> assertThat(e.fault()).isEqualTo(Fault.TIMEOUT));
  }

  @Test
  void theConfigurationSaysHowFarATextIsRead() {
    var insight = ports.encoder().read("word ".repeat(1000), soon());
    assertThat(insight.coverage().total()).isEqualTo(1000);
    assertThat(insight.coverage().read()).isLessThanOrEqualTo(200);
    assertThat(ports.classifier(Head.SAFETY).classify("word ".repeat(1000), late()))
        .isEqualTo(insight.head(Head.SAFETY));
  }

  @Test
  void whatThereIsIsToldWithoutLoadingIt() {
    var facts = models.facts();
    assertThat(models.loaded()).isZero();
    assertThat(facts)
        .extracting(fact -> fact.name())
        .contains("all-minilm-l6-v2", "signal-encoder:safety", "signal-encoder:pii");
    assertThat(facts).noneMatch(fact -> fact.loaded());
    assertThat(facts).allMatch(fact -> fact.sizeBytes() == null || fact.sizeBytes() > 1_000_000);
  }

  private static Deadline soon() {
    return Deadline.after(Duration.ofMinutes(2));
  }

  private static Deadline late() {
    return new Deadline(System.nanoTime() - 1);
  }
}
