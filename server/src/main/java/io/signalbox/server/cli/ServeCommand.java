package io.signalbox.server.cli;

import io.signalbox.config.ServeFlags;
import io.signalbox.server.Assembly;
import io.signalbox.server.ConfigRefusedException;
import io.signalbox.server.ManagementFlags;
import io.signalbox.server.PortInUseException;
import io.signalbox.server.extproc.ExtProcBind;
import io.signalbox.server.reload.ConfigSource;
import io.signalbox.server.tls.TlsFiles;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/**
 * {@code signalbox serve}: runs the router until it is told to stop. Takes the flags of the router
 * it replaces.
 */
@Command(
    name = "serve",
    mixinStandardHelpOptions = true,
    description =
        "Runs the router: ExtProc, the gateways of the configuration, management API, metrics.")
public final class ServeCommand implements Callable<Integer> {
  private static final Duration DRAIN = Duration.ofSeconds(25);

  private final Cluster cluster;

  @Spec private @Nullable CommandSpec spec;

  @Option(
      names = {"--config", "-config"},
      paramLabel = "FILE",
      defaultValue = "${env:CONFIG_FILE:-config/config.yaml}",
      description =
          "The configuration document (default: the variable CONFIG_FILE, else"
              + " config/config.yaml).")
  private Path config = Path.of("config/config.yaml");

  @Option(
      names = {"--port", "-port"},
      defaultValue = "50051",
      description = "ExtProc port (default: ${DEFAULT-VALUE}).")
  private int port;

  @Option(
      names = {"--api-port", "-api-port"},
      defaultValue = "0",
      description = "Management API port; 0 for the document's, which is 8080 when it says none.")
  private int apiPort;

  @Option(
      names = {"--api-bind", "-api-bind"},
      defaultValue = "",
      description =
          "Management API address; empty for the document's, 127.0.0.1 when it says none.")
  private String apiBind = "";

  @Option(
      names = {"--metrics-port", "-metrics-port"},
      defaultValue = "9190",
      description = "Metrics port (default: ${DEFAULT-VALUE}); 0 or less for none.")
  private int metricsPort;

  @Option(
      names = {"--enable-api", "-enable-api"},
      arity = "0..1",
      defaultValue = "true",
      fallbackValue = "true",
      description = "Whether the management API is served (default: ${DEFAULT-VALUE}).")
  private boolean enableApi;

  @Option(
      names = {"--secure", "-secure"},
      arity = "0..1",
      defaultValue = "false",
      fallbackValue = "true",
      description =
          "TLS on the ExtProc port, with a certificate made up at start unless --cert-path is"
              + " given.")
  private boolean secure;

  @Option(
      names = {"--cert-path", "-cert-path"},
      defaultValue = "",
      description = "Folder of tls.crt and tls.key (PEM), read again when they change.")
  private String certPath = "";

  @Option(
      names = {"--client-ca"},
      paramLabel = "FILE",
      description =
          "With --secure: certificates (PEM) of which one must have signed a proxy's (mutual TLS).")
  private @Nullable Path clientCa;

  @Option(
      names = {"--socket"},
      paramLabel = "PATH",
      description = "Serves ExtProc on this Unix socket too, in plain text.")
  private @Nullable Path socket;

  @Option(
      names = {"--reflection"},
      description = "Lets gRPC tools ask which services there are.")
  private boolean reflection;

  @Option(
      names = {"--namespace", "-namespace"},
      defaultValue = "",
      description =
          "With config_source: kubernetes, the namespace of IntelligentPool and IntelligentRoute;"
              + " empty for the pod's own, default outside of one.")
  private String namespace = "";

  @Option(
      names = {"--kubeconfig", "-kubeconfig"},
      defaultValue = "",
      description =
          "With config_source: kubernetes, how to reach the cluster; empty for the pod's account.")
  private String kubeconfig = "";

  @Option(
      names = {"--management-auth-mode", "-management-auth-mode"},
      defaultValue = "",
      description = "bearer or disabled; empty for the document's, disabled when it says none.")
  private String authMode = "";

  @Option(
      names = {"--management-remote-exposure", "-management-remote-exposure"},
      arity = "0..1",
      defaultValue = "false",
      fallbackValue = "true",
      description = "Lets other machines reach the management API; needs bearer tokens.")
  private boolean remoteExposure;

  @Option(
      names = {"--download-only", "-download-only"},
      arity = "0..1",
      defaultValue = "false",
      fallbackValue = "true",
      description = "Ends at once: the models come with the build.")
  private boolean downloadOnly;

  @Mixin private LenientOption leniency = new LenientOption();

  /** Where the configuration comes from when its file says that it comes from a cluster. */
  @FunctionalInterface
  public interface Cluster {
    /**
     * Adds what a cluster says to the file.
     *
     * @param namespace that was asked for; empty for the process's own
     * @param kubeconfig a file; empty for what the process finds by itself
     */
    ConfigSource source(String namespace, String kubeconfig);
  }

  /** Serves what files say. */
  public ServeCommand() {
    this((namespace, kubeconfig) -> ConfigSource.FILE);
  }

  /** Serves what files say, and clusters for files that say so. */
  public ServeCommand(Cluster cluster) {
    this.cluster = cluster;
  }

  @Override
  public Integer call() {
    refuseUnsupported();
    if (downloadOnly) {
      System.err.println("nothing to download: the models come with the build");
      return 0;
    }
    var source = cluster.source(namespace, kubeconfig);
    try (var server = Assembly.start(options().withSource(source))) {
      if (source.state().isEmpty() && !(namespace.isEmpty() && kubeconfig.isEmpty())) {
        System.err.println(
            "--namespace and --kubeconfig have no effect while the configuration comes from a"
                + " file");
      }
      awaitStop(server);
      return 0;
    } catch (ConfigRefusedException refused) {
      refused.problems().forEach(problem -> System.err.println(problem.text()));
      return 1;
    } catch (PortInUseException taken) {
      System.err.println(taken.getMessage());
      return 1;
    }
  }

  private Assembly.Options options() {
    return Assembly.Options.of(config)
        .withLenient(leniency.lenient())
        .withExtProc(extProc())
        .withApi(new ManagementFlags(enableApi ? apiPort : -1, apiBind, authMode, remoteExposure))
        .withMetricsPort(metricsPort);
  }

  /** Like the router it replaces, a folder of certificates without --secure is not used. */
  private ExtProcBind extProc() {
    var plain = ExtProcBind.on(port).withReflection(reflection);
    var bound = socket == null ? plain : plain.withSocket(socket);
    return secure
        ? bound.withTls(new TlsFiles(certPath.isEmpty() ? null : Path.of(certPath), clientCa))
        : bound;
  }

  /** Waits until the JVM is told to end by SIGTERM or SIGINT, and lets it end only when drained. */
  private static void awaitStop(Assembly server) {
    var drain = Thread.ofPlatform().name("drain").unstarted(() -> server.drain(DRAIN));
    Runtime.getRuntime().addShutdownHook(drain);
    try {
      new CountDownLatch(1).await();
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
  }

  private void refuseUnsupported() {
    var problems = ServeFlags.problems(secure, clientCa != null, authMode, apiBind);
    if (!problems.isEmpty()) {
      throw usage(problems.getFirst());
    }
  }

  private ParameterException usage(String message) {
    return new ParameterException(Objects.requireNonNull(spec).commandLine(), message);
  }
}
