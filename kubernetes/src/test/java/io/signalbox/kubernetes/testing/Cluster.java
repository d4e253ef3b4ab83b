package io.signalbox.kubernetes.testing;

import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The Kubernetes cluster that a test runs against. It is a stand-in inside this process; with the
 * system property {@code signalbox.cluster=real} (Maven: {@code -Pcluster}) it is the API server
 * that the file in the environment variable {@code KUBECONFIG} leads to. A test may assume nothing
 * about what else is in the cluster, nor that controllers run, nor that none do; it changes nothing
 * outside of its own namespaces except to install CRDs.
 */
public final class Cluster implements AutoCloseable {
  /** Machines that run tests may be busy. */
  private static final int REQUEST_MILLIS = 60_000;

  private static final List<String> OUR_CRDS =
      List.of("semanticrouters", "intelligentpools", "intelligentroutes");

  private final @Nullable StandIn standIn;
  private final Path kubeconfig;
  private final KubernetesClient client;
  private final List<String> namespaces = new ArrayList<>();

  private Cluster(@Nullable StandIn standIn, Path kubeconfig) {
    this.standIn = standIn;
    this.kubeconfig = kubeconfig;
    this.client = connect(kubeconfig);
  }

  /**
   * Opens the cluster.
   *
   * @throws IllegalStateException when a real one is asked for that cannot be reached
   */
  public static Cluster open() {
    if (!"real".equals(System.getProperty("signalbox.cluster"))) {
      return standIn();
    }
    var cluster = new Cluster(null, Path.of(configured()));
    try {
      cluster.client.getKubernetesVersion();
      return cluster;
    } catch (KubernetesClientException e) {
      cluster.client.close();
      throw new IllegalStateException(
          "The API server of KUBECONFIG (" + cluster.kubeconfig + ") does not answer", e);
    }
  }

  /** Opens a stand-in, even when tests run against a real cluster: for tests that need faults. */
  public static Cluster standIn() {
    var server = new StandIn();
    return new Cluster(server, kubeconfigOf(server));
  }

  private static String configured() {
    var path = System.getenv("KUBECONFIG");
    if (path == null || path.isBlank()) {
      throw new IllegalStateException(
          "signalbox.cluster is real, but KUBECONFIG is not set: let it name a kubeconfig file");
    }
    return path.split(File.pathSeparator, 2)[0];
  }

  private static Path kubeconfigOf(StandIn server) {
    var text =
        """
        apiVersion: v1
        kind: Config
        clusters: [{name: stand-in, cluster: {server: "%s"}}]
        users: [{name: admin, user: {token: stand-in}}]
        contexts: [{name: stand-in, context: {cluster: stand-in, user: admin, namespace: default}}]
        current-context: stand-in
        """
            .formatted(server.url());
    try {
      var file = Files.createTempFile("kubeconfig", ".yaml");
      file.toFile().deleteOnExit();
      return Files.writeString(file, text, StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static KubernetesClient connect(Path kubeconfig) {
    var config = Config.fromKubeconfig(kubeconfig.toFile());
    config.setRequestTimeout(REQUEST_MILLIS);
    config.setConnectionTimeout(REQUEST_MILLIS);
    // Without TLS the JDK's client asks to upgrade, which the stand-in does not always survive.
    config.setHttp2Disable(config.getMasterUrl().startsWith("http:"));
    return new KubernetesClientBuilder().withConfig(config).build();
  }

  /** A client with all rights. It is closed with the cluster. */
  public KubernetesClient client() {
    return client;
  }

  /** The path of a kubeconfig file that leads to the cluster. */
  public String kubeconfig() {
    return kubeconfig.toString();
  }

  /** True for a real API server. */
  public boolean real() {
    return standIn == null;
  }

  /** What can be made to go wrong; empty for a real API server. */
  public Optional<Faults> faults() {
    return Optional.ofNullable(standIn).map(Faults::new);
  }

  /**
   * Makes a namespace whose name begins with a prefix and was not used before. It goes at close.
   */
  public synchronized String namespace(String prefix) {
    var name = prefix + "-" + UUID.randomUUID().toString().substring(0, 8);
    var namespace = new NamespaceBuilder().withNewMetadata().withName(name).endMetadata().build();
    client.resource(namespace).create();
    namespaces.add(name);
    return name;
  }

  /** Installs the CRDs of this project, in their present state. They stay. */
  public void installCrds() {
    for (var plural : OUR_CRDS) {
      var resource = "/io/signalbox/kubernetes/crds/" + plural + ".vllm.ai.yaml";
      try (var stream = Cluster.class.getResourceAsStream(resource)) {
        if (stream == null) {
          throw new IllegalStateException("no resource " + resource);
        }
        apply(definition(new String(stream.readAllBytes(), StandardCharsets.UTF_8)));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  /** Installs a CRD, given as YAML, when the cluster has none of its name. It stays. */
  public void installCrd(String yaml) {
    var definition = definition(yaml);
    if (client.resource(definition).get() == null) {
      apply(definition);
    }
  }

  private CustomResourceDefinition definition(String yaml) {
    return client.getKubernetesSerialization().unmarshal(yaml, CustomResourceDefinition.class);
  }

  private void apply(CustomResourceDefinition definition) {
    var apply =
        new PatchContext.Builder()
            .withPatchType(PatchType.SERVER_SIDE_APPLY)
            .withFieldManager("signalbox-tests")
            .withForce(true)
            .build();
    client.resource(definition).patch(apply);
    client
        .resource(definition)
        .waitUntilCondition(crd -> crd != null && established(crd), 30, TimeUnit.SECONDS);
  }

  private static boolean established(CustomResourceDefinition definition) {
    return definition.getStatus() != null
        && definition.getStatus().getConditions() != null
        && definition.getStatus().getConditions().stream()
            .anyMatch(c -> c.getType().equals("Established") && c.getStatus().equals("True"));
  }

  @Override
  public synchronized void close() {
    for (var name : namespaces) {
      client.namespaces().withName(name).delete();
    }
    namespaces.clear();
    client.close();
    if (standIn != null) {
      standIn.close();
    }
  }
}
