package io.signalbox.gateways.doctor;

import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code signalbox doctor}: tells why requests are not routed, and what to do. */
@Command(
    name = "doctor",
    mixinStandardHelpOptions = true,
    description =
        "Follows a request from the gateway to the model, in a cluster or by addresses, and tells"
            + " where it gets lost, why, and what mends it. Changes nothing; sends one prompt.",
    exitCodeListHeading = "Exit codes:%n",
    exitCodeList = {
      "0:nothing keeps requests from being routed",
      "1:something does",
      "2:usage, or nothing could be looked at"
    })
public final class DoctorCommand implements Callable<Integer> {
  @Spec private @Nullable CommandSpec spec;

  @Option(
      names = "--kubeconfig",
      paramLabel = "FILE",
      description =
          "The cluster (default: as kubectl finds it). Without any, only addresses are looked at.")
  private @Nullable Path kubeconfig;

  @Option(
      names = "--context",
      description = "A context of the kubeconfig; its current one if absent.")
  private @Nullable String context;

  @Option(names = "--offline", description = "Looks at addresses and files only, at no cluster.")
  private boolean offline;

  @Option(
      names = {"-n", "--namespace"},
      description = "Of gateway and router (default: the context's).")
  private @Nullable String namespace;

  @Option(names = "--gateway", description = "Name of the Gateway (default: the only one there).")
  private @Nullable String gateway;

  @Option(
      names = "--service",
      defaultValue = "semantic-router",
      description = "Name of the router's Service (default: ${DEFAULT-VALUE}).")
  private String service = "semantic-router";

  @Option(
      names = {"--config", "-config"},
      paramLabel = "FILE",
      description = "The router's document (default: that of the cluster).")
  private @Nullable Path config;

  @Option(names = "--gateway-url", description = "Where clients reach the gateway.")
  private @Nullable URI gatewayUrl;

  @Option(names = "--router-url", description = "The router's metrics port, http://HOST:9190.")
  private @Nullable URI routerUrl;

  @Option(names = "--backend-url", description = "A server of models; may be given several times.")
  private List<URI> backendUrls = List.of();

  @Option(
      names = "--timeout",
      defaultValue = "10",
      paramLabel = "SECONDS",
      description = "For each answer (default: ${DEFAULT-VALUE}).")
  private int timeout;

  @Option(names = "--json", description = "Prints the findings as JSON.")
  private boolean json;

  @Override
  public Integer call() {
    if (timeout < 1) {
      throw usage("--timeout: %d (expected: 1 or more)".formatted(timeout));
    }
    var patience = Duration.ofSeconds(timeout);
    try (var cluster = new Cluster(connect());
        var http =
            HttpClient.newBuilder()
                .connectTimeout(patience)
                .version(HttpClient.Version.HTTP_1_1)
                .build()) {
      var reader =
          cluster.client().<ClusterReader>map(client -> new KubernetesReader(client, patience));
      var patient =
          new Patient(targets(reader), reader, address -> new HttpWeb(http, address, patience));
      var report = new Report(Examination.of(patient));
      System.out.print(json ? report.json() : report.text());
      if (!report.looked()) {
        System.err.println("nothing was looked at: name a cluster, a document or addresses");
        return CommandLine.ExitCode.USAGE;
      }
      return report.healthy() ? 0 : 1;
    }
  }

  private record Cluster(Optional<KubernetesClient> client) implements AutoCloseable {
    @Override
    public void close() {
      client.ifPresent(KubernetesClient::close);
    }
  }

  private Targets targets(Optional<ClusterReader> reader) {
    var where =
        namespace == null ? reader.map(ClusterReader::namespace).orElse("default") : namespace;
    for (var url : backendUrls) {
      checked("--backend-url", url);
    }
    return new Targets(
        where,
        gateway,
        service,
        config,
        checked("--gateway-url", gatewayUrl),
        checked("--router-url", routerUrl),
        backendUrls);
  }

  private @Nullable URI checked(String option, @Nullable URI url) {
    if (url != null
        && (url.getHost() == null
            || !List.of("http", "https")
                .contains(Objects.requireNonNullElse(url.getScheme(), "")))) {
      throw usage("%s: %s (expected: http://HOST:PORT)".formatted(option, url));
    }
    return url;
  }

  private Optional<KubernetesClient> connect() {
    if (offline) {
      return Optional.empty();
    }
    return configuration().map(found -> new KubernetesClientBuilder().withConfig(found).build());
  }

  /** As {@code kubectl} finds a cluster: a file that is named, else the environment, else home. */
  private Optional<Config> configuration() {
    if (kubeconfig != null) {
      if (!Files.isReadable(kubeconfig)) {
        throw usage("--kubeconfig: cannot read " + kubeconfig);
      }
      try {
        return Optional.of(patient(Config.fromKubeconfig(context, kubeconfig.toFile())));
      } catch (RuntimeException broken) {
        // What the client says of a broken file may quote what is in it.
        throw usage(
            "--kubeconfig: %s is no kubeconfig, or lacks the context".formatted(kubeconfig));
      }
    }
    var found = Config.autoConfigure(context);
    boolean any = found.getCurrentContext() != null || found.getAutoOAuthToken() != null;
    return any ? Optional.of(patient(found)) : Optional.empty();
  }

  private Config patient(Config found) {
    int millis = timeout * 1000;
    return new ConfigBuilder(found)
        .withConnectionTimeout(millis)
        .withRequestTimeout(millis)
        .withRequestRetryBackoffLimit(0)
        .build();
  }

  private ParameterException usage(String message) {
    return new ParameterException(Objects.requireNonNull(spec).commandLine(), message);
  }
}
