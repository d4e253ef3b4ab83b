package io.signalbox.operator;

import io.signalbox.kubernetes.testing.Cluster;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.stream.Collectors;

/** Operators that were in a cluster before the tests. */
final class OtherOperators {
  private OtherOperators() {}

  /**
   * Closes the cluster where one leads: two over one resource would take its objects from each
   * other for ever.
   *
   * @throws IllegalStateException then
   */
  static void refuse(Cluster cluster) {
    var recently = ZonedDateTime.now(ZoneOffset.UTC).minusMinutes(1);
    var client = cluster.client();
    var theirs =
        client.namespaces().withoutLabel(Cluster.TESTS).list().getItems().stream()
            .map(namespace -> namespace.getMetadata().getName())
            .collect(Collectors.toSet());
    client.leases().inAnyNamespace().list().getItems().stream()
        .filter(lease -> OperatorSettings.LEASE.equals(lease.getMetadata().getName()))
        .filter(lease -> theirs.contains(lease.getMetadata().getNamespace()))
        .filter(lease ->
            lease.getSpec().getRenewTime() != null
                && lease.getSpec().getRenewTime().isAfter(recently))
        .findFirst()
        .ifPresent(lease -> {
          cluster.close();
          throw new IllegalStateException(
              "An operator of SemanticRouters runs in namespace %s (%s), and would run those of the tests too; scale it to 0 meanwhile, or take another cluster"
                  .formatted(
                      lease.getMetadata().getNamespace(), lease.getSpec().getHolderIdentity()));
        });
  }
}
