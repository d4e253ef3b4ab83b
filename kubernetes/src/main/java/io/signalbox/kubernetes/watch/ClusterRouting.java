package io.signalbox.kubernetes.watch;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.signalbox.config.load.Loaded;
import io.signalbox.config.load.Overlay;
import io.signalbox.config.tree.Problem;
import io.signalbox.kubernetes.intelligent.Composer;
import io.signalbox.kubernetes.intelligent.Composition;
import io.signalbox.kubernetes.intelligent.Kind;
import io.signalbox.kubernetes.intelligent.Reason;
import io.signalbox.kubernetes.intelligent.RoutingResource;
import io.signalbox.kubernetes.intelligent.Verdict;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Routing that comes from the pools and routes of one namespace, beside a file.
 *
 * <p>What the API server tells is only a reason to look: when it has been quiet for a moment, the
 * resources are compared by identity and content with those that were last made into a document,
 * and only a difference is told. So a status that the router writes itself is not taken for a
 * change, and an object that was deleted and made anew is.
 *
 * <p>Whoever serves asks for the document ({@link #load}) and tells what became of it ({@link
 * #activated}, {@link #refused}); then verdicts go into the status of the resources, if this
 * replica is the one that writes.
 */
public final class ClusterRouting implements AutoCloseable {
  private static final System.Logger LOG = System.getLogger(ClusterRouting.class.getName());
  private static final Duration QUIET = Duration.ofMillis(200);
  private static final Duration FIRST_SYNC = Duration.ofSeconds(10);

  private final KubernetesClient client;
  private final String namespace;
  private final Complaints complaints;
  private final ScheduledExecutorService worker =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().name("kubernetes-routing").daemon().factory());
  private final AtomicBoolean lookPlanned = new AtomicBoolean();
  private final ResourceWatch watch;
  private final Leadership leadership;
  private final StatusWriter statuses;
  private final Map<String, String> logged = new HashMap<>();
  private volatile Runnable changed = () -> {};
  private volatile List<RoutingResource> seen = List.of();
  private volatile List<RoutingResource> serving = List.of();
  private volatile Map<RoutingResource, Verdict> verdicts = Map.of();
  private volatile @Nullable Composition pending;

  /**
   * What serves by now.
   *
   * @param synced whether the API server has told everything once
   * @param serving kinds and names of the resources in effect
   * @param refused kinds and names of those that are not, or not as they are
   */
  public record State(
      String namespace, boolean synced, List<String> serving, List<String> refused) {}

  private ClusterRouting(
      KubernetesClient client, String namespace, String identity, Leadership.Pace pace) {
    this.client = client;
    this.namespace = namespace;
    var clock = InstantSource.system();
    this.complaints = new Complaints(namespace, clock, ClusterRouting::warn);
    this.watch = new ResourceWatch(client, namespace, this::planLook, complaints);
    this.leadership =
        new Leadership(client, namespace, identity, pace, worker, this::planStatuses, complaints);
    this.statuses =
        new StatusWriter(
            client,
            namespace,
            clock,
            complaints,
            new Announcer(client, namespace, clock, complaints));
  }

  /**
   * Begins to follow a namespace and waits a moment for what is in it.
   *
   * @param client used from now on, and closed in the end
   * @param identity differs between replicas, such as the name of the pod
   */
  public static ClusterRouting open(KubernetesClient client, String namespace, String identity) {
    return open(client, namespace, identity, Leadership.Pace.STANDARD, FIRST_SYNC);
  }

  static ClusterRouting open(
      KubernetesClient client,
      String namespace,
      String identity,
      Leadership.Pace pace,
      Duration firstSync) {
    var routing = new ClusterRouting(client, namespace, identity, pace);
    routing.watch.start();
    routing.leadership.start();
    routing.watch.awaitSync(firstSync);
    return routing;
  }

  /** From now on tells when the document would be another one, on a thread of its own. */
  public void follow(Runnable listener) {
    changed = listener;
    planLook();
  }

  /**
   * The document of file and resources; the file alone while the resources are not known.
   *
   * @param document reads the file, with an overlay
   * @param judge tells all that is wrong with a document, and brings nothing into effect
   */
  public Loaded load(Function<Overlay, Loaded> document, Function<Loaded, List<Problem>> judge) {
    if (!watch.synced()) {
      pending = null;
      return document.apply(Overlay.NONE);
    }
    var resources = resources();
    seen = resources;
    if (resources.isEmpty()) {
      complaints.tell(
          "no IntelligentPool and no IntelligentRoute in namespace %s; the file alone serves"
              .formatted(namespace));
    }
    var composition = new Composer(document, judge).compose(resources, serving);
    pending = composition;
    return composition.loaded();
  }

  /** The document that {@link #load} would give; nothing comes of it. */
  public Loaded trial(Function<Overlay, Loaded> document, Function<Loaded, List<Problem>> judge) {
    return watch.synced()
        ? new Composer(document, judge).compose(resources(), serving).loaded()
        : document.apply(Overlay.NONE);
  }

  /** The document that was loaded last serves. */
  public void activated() {
    var composition = pending;
    if (composition != null) {
      serving = composition.serving();
      decide(composition.verdicts());
    }
  }

  /**
   * The document that was loaded last does not serve; the one before serves on. A resource that is
   * in that one as it is stays ready.
   */
  public void refused(List<Problem> problems) {
    var composition = pending;
    if (composition == null) {
      return;
    }
    var why = problems.stream().filter(Problem::isError).findFirst();
    var message =
        "the router could not bring this into effect; what it served before serves on"
            + why.map(problem -> ": " + problem.text()).orElse("");
    var failed = new LinkedHashMap<RoutingResource, Verdict>();
    composition
        .verdicts()
        .forEach((resource, verdict) ->
            failed.put(
                resource,
                verdict.ready() && !serving.contains(resource)
                    ? new Verdict(Reason.UPDATE_FAILED, message, List.of())
                    : verdict));
    decide(failed);
  }

  /** What serves by now. */
  public State state() {
    var refused =
        verdicts.entrySet().stream()
            .filter(entry -> !entry.getValue().ready())
            .map(entry -> entry.getKey().title())
            .toList();
    var titles = serving.stream().map(RoutingResource::title).toList();
    return new State(namespace, watch.synced(), titles, refused);
  }

  private void decide(Map<RoutingResource, Verdict> decided) {
    verdicts = decided;
    for (var entry : decided.entrySet()) {
      var verdict = entry.getValue();
      var text =
          "%s: %s: %s"
              .formatted(entry.getKey().title(), verdict.reason().word(), verdict.message());
      synchronized (logged) {
        var before = logged.put(entry.getKey().uid(), text);
        if (!text.equals(before) && (before != null || !verdict.ready())) {
          LOG.log(verdict.ready() ? System.Logger.Level.INFO : System.Logger.Level.WARNING, text);
        }
      }
    }
    planStatuses();
  }

  private List<RoutingResource> resources() {
    var resources = new ArrayList<RoutingResource>();
    for (var kind : Kind.values()) {
      watch.objects(kind).forEach(object -> resources.add(RoutingResource.of(kind, object)));
    }
    resources.sort(Comparator.comparing(RoutingResource::kind).thenComparing(RoutingResource::uid));
    return List.copyOf(resources);
  }

  private void planLook() {
    if (lookPlanned.compareAndSet(false, true)) {
      plan(this::look, QUIET);
    }
  }

  private void look() {
    lookPlanned.set(false);
    if (watch.synced() && !resources().equals(seen)) {
      changed.run();
    }
    writeStatuses();
  }

  private void planStatuses() {
    plan(this::writeStatuses, Duration.ZERO);
  }

  private void writeStatuses() {
    if (!leadership.leads()) {
      return;
    }
    var objects =
        Arrays.stream(Kind.values()).collect(Collectors.toMap(kind -> kind, watch::objects));
    statuses.write(objects, verdicts).ifPresent(later -> plan(this::writeStatuses, later));
  }

  /** Does something on the worker; what it throws does not keep the worker from going on. */
  private void plan(Runnable what, Duration later) {
    if (worker.isShutdown()) {
      return;
    }
    var _ =
        worker.schedule(
            () -> {
              try {
                what.run();
              } catch (RuntimeException broken) {
                warn("routing resources: " + broken.getClass().getName());
              }
            },
            later.toMillis(),
            TimeUnit.MILLISECONDS);
  }

  private static void warn(String text) {
    LOG.log(System.Logger.Level.WARNING, text);
  }

  @Override
  public void close() {
    leadership.close();
    watch.close();
    worker.shutdownNow();
    client.close();
  }
}
