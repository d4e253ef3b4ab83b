package io.signalbox.operator.watch;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.signalbox.operator.platform.Platform;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What sort of cluster this is, asked again from time to time: Gateway API or KServe may be
 * installed after the operator. An API server that does not answer changes nothing of what is
 * known.
 */
public final class Platforms {
  private final KubernetesClient client;
  private volatile @Nullable Platform known;

  public Platforms(KubernetesClient client) {
    this.client = client;
  }

  /**
   * What is known.
   *
   * @throws RuntimeException when nothing is, and the API server does not answer
   */
  public Platform current() {
    var platform = known;
    return platform == null ? ask() : platform;
  }

  /**
   * Asks the API server.
   *
   * @return whether it has changed
   */
  public boolean refresh() {
    var before = known;
    return !Objects.equals(before, ask());
  }

  private Platform ask() {
    var platform = Platform.detect(client);
    known = platform;
    return platform;
  }
}
