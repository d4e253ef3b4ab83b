package io.signalbox.operator;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/**
 * How an operator runs.
 *
 * @param metrics where metrics are told; port 0 for any that is free
 * @param health where probes are answered; port 0 for any that is free
 * @param election how replicas agree on one that writes; empty where there is only one
 * @param namespaces the namespaces to watch; empty for all
 * @param routerImage what runs in place of the images that resources name
 */
public record OperatorSettings(
    InetSocketAddress metrics,
    InetSocketAddress health,
    Optional<Election> election,
    Set<String> namespaces,
    Optional<String> routerImage) {
  /** The Lease that replicas of this operator, and of the one it replaces, agree by. */
  public static final String LEASE = "semantic-router-operator.vllm.ai";

  public OperatorSettings {
    namespaces = Set.copyOf(namespaces);
  }

  /**
   * How replicas agree.
   *
   * @param namespace where the Lease is
   * @param identity what this replica is called; empty for the host's name
   * @param lease how long a leader that is silent remains one
   */
  public record Election(String namespace, Optional<String> identity, Duration lease) {}
}
