package io.signalbox.kubernetes.testing;

import io.fabric8.kubernetes.api.model.authorization.v1.SelfSubjectAccessReviewBuilder;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The Kubernetes cluster that a test runs against. It is a stand-in inside this process; with the
 * system property {@code signalbox.cluster=real} (Maven: {@code -Pcluster}) it is the API server
 * that the file in the environment variable {@code KUBECONFIG} leads to. A test may assume nothing
 * about what else is in the cluster, nor that controllers run, nor that none do; it changes nothing
 * outside of its own namespaces except to install CRDs. Ours stay.
 */
public final class Cluster implements AutoCloseable {
  /** The label of namespaces that tests made. */
  public static final String TESTS = "signalbox.io/tests";

  /** Machines that run tests may be busy. */
  private static final int REQUEST_MILLIS = 60_000;

  private static final List<String> OUR_CRDS =
      List.of("semanticrouters", "intelligentpools", "intelligentroutes");

  private final @Nullable StandIn standIn;
  private final Path kubeconfig;
  private final KubernetesClient client;
  private final Namespaces namespaces;
  private final Definitions definitions;

  private Cluster(@Nullable StandIn standIn, Path kubeconfig) {
    this.standIn = standIn;
    this.kubeconfig = kubeconfig;
    this.client = connect(kubeconfig);
    this.namespaces = new Namespaces(client);
    this.definitions = new Definitions(client);
  }

  /**
   * Opens the cluster.
   *
   * @throws IllegalStateException when a real one is asked for that cannot be reached, or that
   *     allows less than everything
   */
  public static Cluster open() {
    if (!"real".equals(System.getProperty("signalbox.cluster"))) {
      return standIn();
    }
    var cluster = new Cluster(null, Path.of(configured()));
    try {
      if (cluster.allowsEverything()) {
        return cluster;
      }
    } catch (KubernetesClientException e) {
      cluster.client.close();
      throw new IllegalStateException(
          "The API server of KUBECONFIG ("
              + cluster.kubeconfig
              + ") does not answer, or not to this user: "
              + e.getMessage(),
          e);
    }
    cluster.client.close();
    throw new IllegalStateException(
        "The user of KUBECONFIG ("
            + cluster.kubeconfig
            + ") may not do everything; tests install CRDs and make namespaces and roles"
            + " (expected: cluster-admin)");
  }

  private boolean allowsEverything() {
    var review =
        new SelfSubjectAccessReviewBuilder()
            .withNewSpec()
            .withNewResourceAttributes()
            .withVerb("*")
            .withGroup("*")
            .withResource("*")
            .endResourceAttributes()
            .endSpec()
            .build();
    return Boolean.TRUE.equals(client.resource(review).create().getStatus().getAllowed());
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
    if (path.contains(File.pathSeparator)) {
      throw new IllegalStateException(
          "KUBECONFIG names several files; make one of them: kubectl config view --flatten > FILE");
    }
    return path;
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
  public String namespace(String prefix) {
    return namespaces.make(prefix);
  }

  /** Installs the CRDs of this project, in their present state. They stay. */
  public void installCrds() {
    for (var plural : OUR_CRDS) {
      var resource = "/io/signalbox/kubernetes/crds/" + plural + ".vllm.ai.yaml";
      try (var stream = Cluster.class.getResourceAsStream(resource)) {
        if (stream == null) {
          throw new IllegalStateException("no resource " + resource);
        }
        definitions.install(new String(stream.readAllBytes(), StandardCharsets.UTF_8));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  /** Installs a CRD, given as YAML, when the cluster has none of its name. It goes at close. */
  public void installCrd(String yaml) {
    definitions.lend(yaml);
  }

  @Override
  public void close() {
    if (standIn == null) {
      namespaces.end();
      definitions.takeBack();
    } else {
      namespaces.delete();
    }
    client.close();
    if (standIn != null) {
      standIn.close();
    }
  }
}
