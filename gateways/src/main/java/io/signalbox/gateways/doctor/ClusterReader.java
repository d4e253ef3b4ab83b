package io.signalbox.gateways.doctor;

import java.util.List;
import java.util.Optional;

/**
 * Reads a cluster and changes nothing in it. Everything throws {@link UnreadableException} when the
 * cluster is away or does not let one read.
 */
interface ClusterReader {
  /** Where a command without a namespace looks. */
  String namespace();

  /** Whether the cluster knows a kind. */
  boolean knows(Kind kind);

  /** One object; empty when there is none, or the cluster does not know the kind. */
  Optional<Thing> get(Kind kind, String namespace, String name);

  /** All objects of a kind in a namespace; none when the cluster does not know the kind. */
  List<Thing> list(Kind kind, String namespace);

  /** A client that reaches a port of a service through the API server. */
  Web service(String namespace, String name, int port);
}
