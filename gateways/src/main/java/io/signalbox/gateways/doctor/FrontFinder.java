package io.signalbox.gateways.doctor;

import java.net.URI;
import java.util.Optional;

/** Finds out how clients reach the gateway. */
record FrontFinder(Targets targets, Optional<ClusterReader> cluster, Addresses addresses) {

  Optional<Web> find(Optional<Thing> gateway) {
    if (targets.gatewayUrl() != null) {
      return Optional.of(addresses.at(targets.gatewayUrl()));
    }
    return gateway.flatMap(one -> service(one).or(() -> address(one)));
  }

  /** Through the API server, so that a laptop outside of the cluster's network can ask. */
  private Optional<Web> service(Thing gateway) {
    return cluster.flatMap(reader ->
        reader
            .get(Kind.SERVICE, gateway.namespace(), gateway.name())
            .map(found -> reader.service(found.namespace(), found.name(), port(gateway))));
  }

  private Optional<Web> address(Thing gateway) {
    return gateway.parts("status", "addresses").stream()
        .flatMap(one -> one.text("value").stream())
        .findFirst()
        .map(host -> URI.create("http://" + host + ":" + port(gateway)))
        .map(addresses::at);
  }

  private static int port(Thing gateway) {
    return gateway.parts("spec", "listeners").stream()
        .filter(one -> one.text("protocol").filter("HTTP"::equals).isPresent())
        .flatMap(one -> one.number("port").stream())
        .findFirst()
        .orElse(80);
  }
}
