package io.signalbox.operator;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.api.reconciler.ErrorStatusUpdateControl;
import io.javaoperatorsdk.operator.api.reconciler.EventSourceContext;
import io.javaoperatorsdk.operator.api.reconciler.Reconciler;
import io.javaoperatorsdk.operator.api.reconciler.UpdateControl;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.javaoperatorsdk.operator.processing.event.source.EventSource;
import io.javaoperatorsdk.operator.processing.event.source.IndexerResourceCache;
import io.javaoperatorsdk.operator.processing.event.source.inbound.SimpleInboundEventSource;
import io.signalbox.kubernetes.resource.SemanticRouter;
import io.signalbox.kubernetes.resource.SemanticRouterSpec;
import io.signalbox.operator.adapter.AdapterReport;
import io.signalbox.operator.apply.Outcome;
import io.signalbox.operator.apply.PlanWriter;
import io.signalbox.operator.dependent.Kind;
import io.signalbox.operator.dependent.OpenshiftRoute;
import io.signalbox.operator.dependent.Plan;
import io.signalbox.operator.dependent.RouterImage;
import io.signalbox.operator.status.Announcements;
import io.signalbox.operator.status.Findings;
import io.signalbox.operator.status.StatusReport;
import io.signalbox.operator.status.StatusWriter;
import io.signalbox.operator.watch.AdapterRounds;
import io.signalbox.operator.watch.Platforms;
import io.signalbox.operator.watch.References;
import io.signalbox.operator.watch.Watches;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Keeps a router as its resource says: look, write what differs, say what became of it. Deleting a
 * resource needs nothing here; what it owns goes with it.
 */
public final class SemanticRouterReconciler implements Reconciler<SemanticRouter> {
  private static final Duration AFTER_REFUSAL = Duration.ofMinutes(1);
  private static final int NOT_FOUND = 404;

  private final Platforms platforms;
  private final Watches watches;
  private final Look look;
  private final PlanWriter writer;
  private final AdapterRounds adapters;
  private final StatusWriter statuses;
  private final Announcements announcements;
  private final Clock clock;
  private final SimpleInboundEventSource<SemanticRouter> wakes =
      new SimpleInboundEventSource<>("wakes");
  private final AtomicReference<@Nullable IndexerResourceCache<SemanticRouter>> routers =
      new AtomicReference<>();

  SemanticRouterReconciler(ReconcilerParts parts) {
    platforms = parts.platforms();
    watches = new Watches(parts.settings().namespaces());
    look = new Look(watches, parts);
    writer = parts.writer();
    adapters = parts.adapters();
    statuses = parts.statuses();
    announcements = parts.announcements();
    clock = parts.clock();
  }

  @Override
  public List<EventSource<?, SemanticRouter>> prepareEventSources(
      EventSourceContext<SemanticRouter> context) {
    routers.set(context.getPrimaryCache());
    context.getPrimaryCache().addIndexer(References.INDEX, References::of);
    var sources = new ArrayList<EventSource<?, SemanticRouter>>();
    watches
        .missing(platforms.current(), context)
        .forEach((kind, source) -> {
          watches.add(kind, source);
          sources.add(source);
        });
    sources.add(wakes);
    return sources;
  }

  @Override
  public UpdateControl<SemanticRouter> reconcile(
      SemanticRouter router, Context<SemanticRouter> context) {
    if (router.isMarkedForDeletion()) {
      return UpdateControl.noUpdate();
    }
    if (router.getSpec() == null) {
      // A resource that asks for nothing gets a router with nothing but defaults.
      router.setSpec(SemanticRouterSpec.EMPTY);
    }
    watchWhatIsNew(context);
    statuses.refresh(router);
    var sight = look.at(router, platforms.current());
    var outcome = writer.write(sight.plan(), sight::allows, watches::serves, watches);
    var report =
        adapters.report(
            router,
            sight.resolution().backends(),
            sight.plan().document().adapters(),
            wakes::propagateEvent);
    say(router, sight, outcome, report);
    return again(outcome, sight);
  }

  /** Writes the status where it differs, then tells what is news. */
  private void say(
      SemanticRouter router, Sight sight, Outcome outcome, @Nullable AdapterReport report) {
    var status = StatusReport.of(router, findings(sight, outcome, report), clock.instant());
    try {
      statuses.write(router, status);
    } catch (KubernetesClientException e) {
      if (e.getCode() == NOT_FOUND) {
        // Deleted while we looked: nobody is left to tell.
        return;
      }
      throw e;
    }
    announcements.tell(router, status, outcome.changes());
    var started = outcome.changes().stream().anyMatch(change -> change.contains(" Deployment "));
    if (sight.foreignImage() && started) {
      announcements.warn(
          router, "ForeignImage", Remarks.foreign(new RouterImage(sight.plan().image(), true)));
    }
  }

  private Findings findings(Sight sight, Outcome outcome, @Nullable AdapterReport report) {
    var plan = sight.plan();
    var endpoints = plan.spec().vllmEndpoints();
    return new Findings(
        sight.problems(),
        sight.portClash() ? "PortClash" : "Refused",
        sight.warnings(),
        endpoints == null ? 0 : endpoints.size(),
        sight.resolution(),
        sight.lastKept(),
        sight.missing(),
        outcome,
        watches
            .find(Kind.of(Deployment.class), plan.namespace(), plan.name())
            .map(Deployment.class::cast),
        report,
        sight.gatewayProblem(),
        sight.gatewayAttached(),
        plan.openshift() && OpenshiftRoute.asked(plan) != null,
        routeHost(plan));
  }

  private @Nullable String routeHost(Plan plan) {
    return watches
        .find(OpenshiftRoute.KIND, plan.namespace(), plan.name())
        .map(GenericKubernetesResource.class::cast)
        .map(route -> route.<String>get("spec", "host"))
        .orElse(null);
  }

  private static UpdateControl<SemanticRouter> again(Outcome outcome, Sight sight) {
    var control = UpdateControl.<SemanticRouter>noUpdate();
    if (!outcome.refusals().isEmpty() || !sight.missing().isEmpty()) {
      return control.rescheduleAfter(AFTER_REFUSAL);
    }
    return sight.resolution().backends().isEmpty()
        ? control
        : control.rescheduleAfter(AdapterRounds.PERIOD);
  }

  /** Watches kinds that the cluster serves only since after the start. */
  private void watchWhatIsNew(Context<SemanticRouter> context) {
    if (watches.complete(platforms.current())) {
      return;
    }
    synchronized (watches) {
      var retriever = context.eventSourceRetriever();
      watches
          .missing(platforms.current(), retriever.eventSourceContextForDynamicRegistration())
          .forEach((kind, source) -> {
            retriever.dynamicallyRegisterEventSource(source);
            watches.add(kind, source);
          });
    }
  }

  /**
   * Asks what sort of cluster this is, looks at every resource anew when that has changed, and
   * forgets resources that are gone.
   */
  void lookAround() {
    var cache = routers.get();
    if (cache == null) {
      return;
    }
    var present = cache.list(_ -> true).toList();
    adapters.retain(present.stream().map(ResourceID::fromResource).collect(Collectors.toSet()));
    statuses.retain(
        present.stream().map(router -> router.getMetadata().getUid()).collect(Collectors.toSet()));
    if (platforms.refresh()) {
      present.stream().map(ResourceID::fromResource).forEach(wakes::propagateEvent);
    }
  }

  /** How many resources there are. */
  long routers() {
    var cache = routers.get();
    return cache == null ? 0 : cache.list(_ -> true).count();
  }

  /**
   * An API server that does not answer well is asked again, later and later; the status says so.
   */
  @Override
  public ErrorStatusUpdateControl<SemanticRouter> updateErrorStatus(
      SemanticRouter router, Context<SemanticRouter> context, Exception failure) {
    int attempt = context.getRetryInfo().map(retry -> retry.getAttemptCount()).orElse(0);
    if (attempt >= 3) {
      try {
        statuses.write(router, StatusReport.failed(router, failure, clock.instant()));
      } catch (KubernetesClientException e) {
        // The failure itself is logged by the caller; that it cannot be told either adds nothing.
        failure.addSuppressed(e);
      }
    }
    return ErrorStatusUpdateControl.defaultErrorProcessing();
  }
}
