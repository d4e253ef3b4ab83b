package io.signalbox.kubernetes.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class DefinitionsTest {
  private final Cluster cluster = Cluster.standIn();
  private final KubernetesClient client = cluster.client();
  private final Definitions definitions = new Definitions(client);

  @AfterEach
  void close() {
    cluster.close();
  }

  private static String widgets() throws IOException {
    try (var stream =
        Objects.requireNonNull(DefinitionsTest.class.getResourceAsStream("widgets.yaml"))) {
      return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  /** As somebody else installed it, who knew one color more. */
  private void installOlder() throws IOException {
    client
        .resource(
            client
                .getKubernetesSerialization()
                .unmarshal(
                    widgets().replace("[red, green]", "[red, green, blue]"),
                    CustomResourceDefinition.class))
        .create();
  }

  private void widget(String namespace) {
    client
        .resource(
            client
                .getKubernetesSerialization()
                .unmarshal(
                    """
                    {"apiVersion": "tests.signalbox.io/v1", "kind": "Widget",
                     "metadata": {"name": "w", "namespace": "%s"}, "spec": {"color": "red"}}
                    """
                        .formatted(namespace),
                    GenericKubernetesResource.class))
        .create();
  }

  private String colors() {
    var definition =
        client
            .apiextensions()
            .v1()
            .customResourceDefinitions()
            .withName("widgets.tests.signalbox.io")
            .get();
    return definition == null ? "" : client.getKubernetesSerialization().asJson(definition);
  }

  @Test
  void anotherVersionThatNobodyUsesIsReplaced() throws IOException {
    installOlder();
    widget(cluster.namespace("ours"));
    definitions.install(widgets());
    assertThat(colors()).doesNotContain("blue");
  }

  @Test
  void anotherVersionByWhichOthersLiveIsNotTouched() throws IOException {
    installOlder();
    client
        .resource(new NamespaceBuilder().withNewMetadata().withName("theirs").endMetadata().build())
        .create();
    widget("theirs");
    assertThatThrownBy(() -> definitions.install(widgets()))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("1 objects of it, such as w in namespace theirs")
        .hasMessageContaining("kubectl replace -f deploy/operator/crds");
    assertThat(colors()).contains("blue");
  }

  @Test
  void whatIsLentGoesAndWhatWasThereStays() throws IOException {
    definitions.lend(widgets());
    definitions.takeBack();
    assertThat(colors()).isEmpty();
    installOlder();
    definitions.lend(widgets());
    definitions.takeBack();
    assertThat(colors()).contains("blue");
  }
}
