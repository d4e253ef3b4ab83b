package io.signalbox.kubernetes.watch;

import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.UUID;

/** How the router reaches its cluster, and who it is there. */
public final class Connection {
  private static final Path OWN_NAMESPACE =
      Path.of("/var/run/secrets/kubernetes.io/serviceaccount/namespace");
  private static final String FALLBACK = "default";

  /** Requests are tried again by those who make them, too. */
  private static final int TRIES = 3;

  /** Doubled with each attempt, at most five times. */
  private static final int FIRST_RECONNECT_MILLIS = 250;

  private Connection() {}

  /**
   * A client for the cluster of a kubeconfig.
   *
   * @param kubeconfig a file; empty for the pod's own service account, or what the environment says
   * @throws UncheckedIOException when the file cannot be read
   */
  public static KubernetesClient client(String kubeconfig) {
    var config = kubeconfig.isEmpty() ? Config.autoConfigure(null) : read(Path.of(kubeconfig));
    return new KubernetesClientBuilder().withConfig(patient(config)).build();
  }

  /** What lets a client neither hold up its user nor give up. */
  static Config patient(Config config) {
    config.setRequestRetryBackoffLimit(TRIES);
    config.setWatchReconnectInterval(FIRST_RECONNECT_MILLIS);
    // Java offers HTTP/2 on a plain connection by an upgrade, which proxies of API servers mistake.
    config.setHttp2Disable(config.getMasterUrl().startsWith("http:"));
    return config;
  }

  private static Config read(Path kubeconfig) {
    try {
      if (!Files.isReadable(kubeconfig)) {
        throw new IOException("not a readable file");
      }
      return Config.fromKubeconfig(kubeconfig.toFile());
    } catch (IOException unusable) {
      throw new UncheckedIOException("--kubeconfig " + kubeconfig + " cannot be read", unusable);
    }
  }

  /** The namespace that was asked for, or the pod's own, or {@code default} outside of a pod. */
  public static String namespace(String wanted) {
    return namespace(wanted, OWN_NAMESPACE);
  }

  static String namespace(String wanted, Path own) {
    if (!wanted.isBlank()) {
      return wanted.strip();
    }
    try {
      var namespace = Files.readString(own).strip();
      return namespace.isEmpty() ? FALLBACK : namespace;
    } catch (IOException outside) {
      return FALLBACK;
    }
  }

  /** A name that no other replica has. */
  public static String identity(Map<String, String> environment) {
    var host = environment.getOrDefault("HOSTNAME", "signalbox");
    return host + "-" + UUID.randomUUID().toString().substring(0, 8);
  }
}
