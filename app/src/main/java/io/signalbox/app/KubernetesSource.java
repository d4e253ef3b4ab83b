package io.signalbox.app;

import io.signalbox.config.load.Loaded;
import io.signalbox.config.load.Overlay;
import io.signalbox.config.tree.ConfigNode.Mapping;
import io.signalbox.config.tree.ConfigNode.Scalar;
import io.signalbox.config.tree.Problem;
import io.signalbox.engine.Recipes;
import io.signalbox.kubernetes.watch.ClusterRouting;
import io.signalbox.kubernetes.watch.Connection;
import io.signalbox.server.reload.ConfigSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Adds the routing resources of a namespace to a file that says {@code config_source: kubernetes}.
 * Whether it does is settled by the first reading; the cluster is not asked before.
 */
final class KubernetesSource implements ConfigSource {
  private final Supplier<ClusterRouting> opening;
  private volatile @Nullable ClusterRouting routing;
  private boolean settled;

  /**
   * @param opening connects to the cluster; called once, if at all
   */
  KubernetesSource(Supplier<ClusterRouting> opening) {
    this.opening = opening;
  }

  /**
   * The resources of a namespace.
   *
   * @param namespace empty for the pod's own
   * @param kubeconfig empty for the pod's service account
   */
  static ConfigSource of(String namespace, String kubeconfig) {
    return new KubernetesSource(() ->
        ClusterRouting.open(
            Connection.client(kubeconfig),
            Connection.namespace(namespace),
            Connection.identity(System.getenv())));
  }

  @Override
  public Loaded load(Function<Overlay, Loaded> document, Function<Loaded, List<Problem>> judge) {
    if (!settled) {
      settled = true;
      if (asksForCluster(document)) {
        routing = opening.get();
      }
    }
    var cluster = routing;
    return cluster == null ? document.apply(Overlay.NONE) : cluster.load(document, judge);
  }

  /** The tree is looked at, since the document may hold only with what the cluster says. */
  private static boolean asksForCluster(Function<Overlay, Loaded> document) {
    var asks = new AtomicBoolean();
    var _ =
        document.apply(root -> {
          asks.set(asksForCluster(root));
          return root;
        });
    return asks.get();
  }

  private static boolean asksForCluster(Mapping root) {
    return root.mapping("global").mapping("router").value("config_source") instanceof Scalar source
        && source.text().strip().equalsIgnoreCase("kubernetes");
  }

  @Override
  public Loaded trial(Function<Overlay, Loaded> document, Function<Loaded, List<Problem>> judge) {
    var cluster = routing;
    return cluster == null ? document.apply(Overlay.NONE) : cluster.trial(document, judge);
  }

  @Override
  public void follow(Runnable changed) {
    var cluster = routing;
    if (cluster != null) {
      cluster.follow(changed);
    }
  }

  @Override
  public void activated(long generation, Recipes recipes, List<Problem> warnings) {
    var cluster = routing;
    if (cluster != null) {
      cluster.activated();
    }
  }

  @Override
  public void refused(List<Problem> problems) {
    var cluster = routing;
    if (cluster != null) {
      cluster.refused(problems);
    }
  }

  @Override
  public Optional<State> state() {
    return Optional.ofNullable(routing)
        .map(ClusterRouting::state)
        .map(state ->
            new State(
                "kubernetes", state.namespace(), state.synced(), state.serving(), state.refused()));
  }

  @Override
  public void close() {
    var cluster = routing;
    if (cluster != null) {
      cluster.close();
    }
  }
}
