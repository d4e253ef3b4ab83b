package io.signalbox.operator;

import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.signalbox.operator.OperatorSettings.Election;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** The program: runs routers as {@code SemanticRouter} resources say, until it is stopped. */
@Command(
    name = "signalbox-operator",
    mixinStandardHelpOptions = true,
    description = "Runs routers on Kubernetes as SemanticRouter resources say.")
public final class Operator implements Callable<Integer> {
  private static final Logger LOG = LoggerFactory.getLogger(Operator.class);
  private static final Duration LEASE = Duration.ofSeconds(15);
  private static final int TRIES = 3;

  @Option(
      names = "--metrics-bind-address",
      paramLabel = "ADDRESS",
      defaultValue = ":8080",
      converter = AddressConverter.class,
      description = "Where metrics are told, [HOST]:PORT (default: ${DEFAULT-VALUE}).")
  private InetSocketAddress metrics = new InetSocketAddress(8080);

  @Option(
      names = "--health-probe-bind-address",
      paramLabel = "ADDRESS",
      defaultValue = ":8081",
      converter = AddressConverter.class,
      description =
          "Where /healthz and /readyz are answered, [HOST]:PORT (default: ${DEFAULT-VALUE}).")
  private InetSocketAddress health = new InetSocketAddress(8081);

  @Option(
      names = "--leader-elect",
      arity = "0..1",
      fallbackValue = "true",
      defaultValue = "false",
      description = "Lets one of several replicas write, by a Lease.")
  private boolean leaderElect;

  @Option(
      names = "--leader-election-namespace",
      paramLabel = "NAMESPACE",
      description = "Where the Lease is (default: the operator's own namespace).")
  private @Nullable String leaseNamespace;

  @Option(
      names = "--watch-namespaces",
      paramLabel = "NAMESPACE",
      split = ",",
      description = "The namespaces to watch (default: all).")
  private Set<String> namespaces = new TreeSet<>();

  @Option(
      names = "--router-image",
      paramLabel = "IMAGE",
      defaultValue = "${env:ROUTER_IMAGE}",
      description =
          "What routers run, whatever image their resources name (environment: ROUTER_IMAGE).")
  private @Nullable String routerImage;

  @Option(
      names = "--kubeconfig",
      paramLabel = "FILE",
      description = "How the API server is reached (default: KUBECONFIG, or the pod's account).")
  private @Nullable Path kubeconfig;

  /** Runs the program and ends the process with its status. */
  public static void main(String[] arguments) {
    System.exit(new CommandLine(new Operator()).execute(arguments));
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    try (var client = client()) {
      var running = RunningOperator.start(client, settings(client));
      Runtime.getRuntime().addShutdownHook(new Thread(running::close, "shutdown"));
      LOG.info(
          "The operator runs: metrics on port {}, health on port {}",
          running.metricsPort(),
          running.healthPort());
      running.await();
      return running.failed() ? 1 : 0;
    }
  }

  private KubernetesClient client() {
    var config =
        kubeconfig == null
            ? Config.autoConfigure(null)
            : Config.fromKubeconfig(kubeconfig.toFile());
    return client(config);
  }

  /** A client that gives up soon: a look is tried again later, and its status tells why. */
  static KubernetesClient client(Config config) {
    config.setRequestRetryBackoffLimit(TRIES);
    return new KubernetesClientBuilder().withConfig(config).build();
  }

  private OperatorSettings settings(KubernetesClient client) {
    return new OperatorSettings(
        metrics,
        health,
        leaderElect ? Optional.of(election(client)) : Optional.empty(),
        namespaces,
        Optional.ofNullable(routerImage).filter(image -> !image.isBlank()));
  }

  private Election election(KubernetesClient client) {
    var namespace =
        Optional.ofNullable(leaseNamespace)
            .or(() -> Optional.ofNullable(System.getenv("POD_NAMESPACE")))
            .orElseGet(() -> Objects.requireNonNullElse(client.getNamespace(), "default"));
    return new Election(namespace, Optional.ofNullable(System.getenv("POD_NAME")), LEASE);
  }

  /** Reads {@code [HOST]:PORT}; without a host, all addresses. */
  static final class AddressConverter implements ITypeConverter<InetSocketAddress> {
    @Override
    public InetSocketAddress convert(String value) {
      int colon = value.lastIndexOf(':');
      if (colon < 0) {
        throw new TypeConversionException(value + " (expected: [HOST]:PORT, such as :8080)");
      }
      var host = value.substring(0, colon);
      try {
        int port = Integer.parseInt(value.substring(colon + 1));
        return host.isEmpty() ? new InetSocketAddress(port) : new InetSocketAddress(host, port);
      } catch (IllegalArgumentException e) {
        throw new TypeConversionException(value + " (expected: a port of 0 to 65535)");
      }
    }
  }
}
