package io.signalbox.gateways.doctor;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Everything that a request meets on its way, as far as it can be found. Each thing is looked for
 * once, when it is first asked for.
 */
final class Patient {
  private final Targets targets;
  private final Optional<ClusterReader> cluster;
  private final Memo<Optional<Thing>> gateway = new Memo<>(this::findGateway);
  private final Memo<List<Thing>> routes = new Memo<>(this::findRoutes);
  private final Memo<List<Attachment>> attachments = new Memo<>(this::findAttachments);
  private final Memo<RouterView> router;
  private final Memo<List<ModelServer>> servers;
  private final Memo<Optional<Web>> front;

  Patient(Targets targets, Optional<ClusterReader> cluster, Addresses addresses) {
    this.targets = targets;
    this.cluster = cluster;
    this.router = new Memo<>(() -> new RouterFinder(targets, cluster, addresses).find());
    this.servers =
        new Memo<>(() -> new ServerFinder(targets, cluster, addresses).find(router().config()));
    this.front = new Memo<>(() -> new FrontFinder(targets, cluster, addresses).find(gateway()));
  }

  Targets targets() {
    return targets;
  }

  Optional<ClusterReader> cluster() {
    return cluster;
  }

  /** The Gateway that clients ask; empty without a cluster, or when there is no single one. */
  Optional<Thing> gateway() {
    return gateway.get();
  }

  /** The HTTPRoutes of the namespace that name the gateway as a parent. */
  List<Thing> routes() {
    return routes.get();
  }

  /** Where policies of the namespace have an ExtProc service asked. */
  List<Attachment> attachments() {
    return attachments.get();
  }

  RouterView router() {
    return router.get();
  }

  /** The servers of models that the router's document names, and those that the user named. */
  List<ModelServer> servers() {
    return servers.get();
  }

  /** A client that asks the gateway as clients do. */
  Optional<Web> front() {
    return front.get();
  }

  private Optional<Thing> findGateway() {
    return cluster.flatMap(reader -> {
      if (targets.gateway() != null) {
        return reader.get(Kind.GATEWAY, targets.namespace(), targets.gateway());
      }
      var all = reader.list(Kind.GATEWAY, targets.namespace());
      return all.size() == 1 ? Optional.of(all.getFirst()) : Optional.empty();
    });
  }

  private List<Thing> findRoutes() {
    var name = gateway().map(Thing::name).orElse("");
    return cluster
        .map(reader -> reader.list(Kind.HTTP_ROUTE, targets.namespace()))
        .orElse(List.of())
        .stream()
        .filter(route ->
            route.parts("spec", "parentRefs").stream()
                .anyMatch(parent -> parent.text("name").filter(name::equals).isPresent()))
        .toList();
  }

  private List<Attachment> findAttachments() {
    if (cluster.isEmpty()) {
      return List.of();
    }
    var reader = cluster.get();
    var found = new ArrayList<Attachment>();
    for (var policy : reader.list(Kind.AGENTGATEWAY_POLICY, targets.namespace())) {
      Attachment.ofAgentgateway(policy).forEach(found::add);
    }
    for (var policy : reader.list(Kind.ENVOY_EXTENSION_POLICY, targets.namespace())) {
      Attachment.ofEnvoy(policy).forEach(found::add);
    }
    return found;
  }
}
