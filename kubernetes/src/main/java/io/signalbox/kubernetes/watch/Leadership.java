package io.signalbox.kubernetes.watch;

import io.fabric8.kubernetes.api.model.authorization.v1.SelfSubjectAccessReviewBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.extended.leaderelection.LeaderCallbacks;
import io.fabric8.kubernetes.client.extended.leaderelection.LeaderElectionConfigBuilder;
import io.fabric8.kubernetes.client.extended.leaderelection.LeaderElectorBuilder;
import io.fabric8.kubernetes.client.extended.leaderelection.resourcelock.LeaseLock;
import io.signalbox.kubernetes.watch.Complaints.Asked;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Which of several replicas writes. They agree by a Lease in the namespace. A replica that may not
 * use leases writes without asking: all come to the same verdicts and write only what differs, so
 * that this costs requests and breaks nothing.
 */
final class Leadership implements AutoCloseable {
  static final String LEASE = "signalbox-intelligent-routing";

  private static final List<String> VERBS = List.of("get", "create", "patch");
  private static final String GROUP = "coordination.k8s.io";
  private static final String LEASES = "leases";
  private static final Asked ASKED = new Asked("use", "get, create, patch", GROUP, LEASES);

  private final KubernetesClient client;
  private final String namespace;
  private final String identity;
  private final Pace pace;
  private final ScheduledExecutorService worker;
  private final Runnable began;
  private final Complaints complaints;
  private volatile boolean leads;
  private volatile boolean closed;
  private volatile @Nullable CompletableFuture<?> election;

  /**
   * How patient an election is.
   *
   * @param lease how long a leader that is silent stays one
   * @param renewal within which a leader must renew
   * @param retry between attempts
   * @param again after which a replica without rights, or one that lost, stands anew
   */
  record Pace(Duration lease, Duration renewal, Duration retry, Duration again) {
    static final Pace STANDARD =
        new Pace(
            Duration.ofSeconds(15),
            Duration.ofSeconds(10),
            Duration.ofSeconds(2),
            Duration.ofSeconds(60));
  }

  /**
   * @param identity differs between replicas
   * @param worker where this replica stands for election
   * @param began called when this replica may write from now on; must not block
   */
  Leadership(
      KubernetesClient client,
      String namespace,
      String identity,
      Pace pace,
      ScheduledExecutorService worker,
      Runnable began,
      Complaints complaints) {
    this.client = client;
    this.namespace = namespace;
    this.identity = identity;
    this.pace = pace;
    this.worker = worker;
    this.began = began;
    this.complaints = complaints;
  }

  void start() {
    worker.execute(this::stand);
  }

  /** Whether this replica writes. */
  boolean leads() {
    return leads;
  }

  private void stand() {
    if (closed) {
      return;
    }
    if (!permitted()) {
      if (!leads) {
        complaints.tell(ASKED, new KubernetesClientException("", Complaints.FORBIDDEN, null));
      }
      lead();
      standIn(pace.again());
      return;
    }
    leads = false;
    var config =
        new LeaderElectionConfigBuilder()
            .withName(LEASE)
            .withLock(new LeaseLock(namespace, LEASE, identity))
            .withLeaseDuration(pace.lease())
            .withRenewDeadline(pace.renewal())
            .withRetryPeriod(pace.retry())
            .withReleaseOnCancel(true)
            .withLeaderCallbacks(new LeaderCallbacks(this::lead, () -> leads = false, _ -> {}))
            .build();
    var running =
        new LeaderElectorBuilder(client, Thread::startVirtualThread)
            .withConfig(config)
            .build()
            .start();
    election = running;
    var _ = running.whenComplete((_, _) -> standAgain());
  }

  private void lead() {
    if (!closed && !leads) {
      leads = true;
      began.run();
    }
  }

  /** An election ends when its leader could not renew in time. */
  private void standAgain() {
    leads = false;
    if (!closed) {
      standIn(pace.retry());
    }
  }

  private void standIn(Duration later) {
    var _ = worker.schedule(this::stand, later.toMillis(), TimeUnit.MILLISECONDS);
  }

  /** Whether leases may be used; assumed where the API server does not say. */
  private boolean permitted() {
    try {
      return VERBS.stream().allMatch(this::permitted);
    } catch (KubernetesClientException unasked) {
      return true;
    }
  }

  private boolean permitted(String verb) {
    var review =
        new SelfSubjectAccessReviewBuilder()
            .withNewSpec()
            .withNewResourceAttributes()
            .withNamespace(namespace)
            .withGroup(GROUP)
            .withResource(LEASES)
            .withVerb(verb)
            .endResourceAttributes()
            .endSpec()
            .build();
    var answer = client.authorization().v1().selfSubjectAccessReview().create(review).getStatus();
    return answer == null || answer.getAllowed() == null || answer.getAllowed();
  }

  @Override
  public void close() {
    closed = true;
    leads = false;
    var running = election;
    if (running != null) {
      running.cancel(true);
    }
  }
}
