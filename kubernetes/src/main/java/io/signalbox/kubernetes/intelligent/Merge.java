package io.signalbox.kubernetes.intelligent;

import io.signalbox.config.load.Overlay;
import io.signalbox.config.tree.ConfigNode.Mapping;
import io.signalbox.config.tree.Problem;
import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;

/**
 * What some resources together make of a document. In whatever order they are given, it is the
 * same.
 */
final class Merge implements Overlay {
  private final Origins origins = new Origins();
  private final boolean empty;
  private final Pools pools;
  private final Routes routes;

  Merge(Collection<RoutingResource> resources) {
    this.empty = resources.isEmpty();
    this.pools = new Pools(of(Kind.POOL, resources), origins);
    this.routes = new Routes(of(Kind.ROUTE, resources), origins);
  }

  private static List<RoutingResource> of(Kind kind, Collection<RoutingResource> resources) {
    return resources.stream()
        .filter(resource -> resource.kind() == kind)
        .sorted(RoutingResource.BY_AGE)
        .toList();
  }

  /** What of one resource contradicts an older one. */
  List<Refusal> conflicts() {
    return Stream.concat(pools.conflicts().stream(), routes.conflicts().stream()).toList();
  }

  List<Note> notes() {
    return Stream.concat(pools.notes().stream(), routes.notes().stream()).toList();
  }

  /** Who is to blame for a problem of the document, once it was made. */
  List<Origins.Blame> blame(Problem problem) {
    return origins.blame(problem);
  }

  /** Without any resource the file's own routing stays. */
  @Override
  public Mapping over(Mapping root) {
    return empty ? root : routes.over(pools.over(root));
  }
}
