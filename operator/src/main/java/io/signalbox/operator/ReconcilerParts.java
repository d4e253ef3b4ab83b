package io.signalbox.operator;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.signalbox.operator.adapter.AdapterCheck;
import io.signalbox.operator.apply.Applier;
import io.signalbox.operator.apply.Change;
import io.signalbox.operator.apply.PlanWriter;
import io.signalbox.operator.dependent.Dependents;
import io.signalbox.operator.status.Announcements;
import io.signalbox.operator.status.StatusWriter;
import io.signalbox.operator.watch.AdapterRounds;
import io.signalbox.operator.watch.GatewayClasses;
import io.signalbox.operator.watch.Platforms;
import io.signalbox.operator.watch.Presence;
import java.time.Clock;
import java.util.function.BiConsumer;

/** What a reconciler works with. */
record ReconcilerParts(
    Platforms platforms,
    GatewayClasses gatewayClasses,
    Presence presence,
    PlanWriter writer,
    AdapterRounds adapters,
    StatusWriter statuses,
    Announcements announcements,
    OperatorSettings settings,
    Clock clock) {
  static ReconcilerParts of(
      KubernetesClient client,
      OperatorSettings settings,
      BiConsumer<String, Change> written,
      Clock clock) {
    return new ReconcilerParts(
        new Platforms(client),
        new GatewayClasses(client, clock),
        new Presence(client, clock),
        new PlanWriter(Dependents.ALL, new Applier(client, written)),
        new AdapterRounds(new AdapterCheck(), clock),
        new StatusWriter(client),
        new Announcements(client, clock),
        settings,
        clock);
  }
}
