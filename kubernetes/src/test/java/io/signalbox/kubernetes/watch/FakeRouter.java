package io.signalbox.kubernetes.watch;

import io.signalbox.config.load.Loaded;
import io.signalbox.config.tree.Problem;
import io.signalbox.kubernetes.intelligent.Manifests;
import io.signalbox.kubernetes.testing.Cluster;
import java.time.Duration;
import java.util.List;

/** What a router does with its routing, and nothing else: loads on a change, and tells. */
final class FakeRouter implements AutoCloseable {
  private static final Leadership.Pace QUICK =
      new Leadership.Pace(
          Duration.ofSeconds(3),
          Duration.ofSeconds(2),
          Duration.ofMillis(200),
          Duration.ofSeconds(1));

  private final ClusterRouting routing;
  private volatile List<String> models = List.of();
  private volatile List<String> decisions = List.of();
  private volatile int loads;

  FakeRouter(Cluster cluster, String namespace, String identity) {
    var client = Connection.client(cluster.kubeconfig());
    routing = ClusterRouting.open(client, namespace, identity, QUICK, Duration.ofSeconds(10));
    load();
    routing.follow(this::load);
  }

  private synchronized void load() {
    var loaded = routing.load(Manifests.file(), Loaded::problems);
    loads++;
    var document = loaded.document();
    if (document == null || loaded.problems().stream().anyMatch(Problem::isError)) {
      routing.refused(loaded.problems());
      return;
    }
    models = document.routing().modelCards().stream().map(card -> card.name()).toList();
    decisions = document.routing().decisions().stream().map(decision -> decision.name()).toList();
    routing.activated();
  }

  List<String> models() {
    return models;
  }

  List<String> decisions() {
    return decisions;
  }

  int loads() {
    return loads;
  }

  ClusterRouting.State state() {
    return routing.state();
  }

  @Override
  public void close() {
    routing.close();
  }
}
