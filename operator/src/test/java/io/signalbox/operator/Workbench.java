package io.signalbox.operator;

import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceBuilder;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.signalbox.kubernetes.resource.SemanticRouter;
import io.signalbox.kubernetes.testing.Cluster;
import io.signalbox.operator.OperatorSettings.Election;
import io.signalbox.operator.dependent.Plan;
import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** A cluster, a namespace of one's own in it, and operators that watch no other. */
final class Workbench implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  final Cluster cluster;
  final KubernetesClient client;
  final String namespace;

  Workbench(Cluster cluster) {
    this.cluster = cluster;
    client = cluster.client();
    OtherOperators.refuse(cluster);
    cluster.installCrds();
    namespace = cluster.namespace("operator");
  }

  static Workbench open() {
    return new Workbench(Cluster.open());
  }

  /** An operator with a client of its own, so that it is closed as a process is. */
  Started start() throws IOException {
    return start(Optional.empty());
  }

  Started start(Optional<Election> election) throws IOException {
    var own = Operator.client(Config.fromKubeconfig(new File(cluster.kubeconfig())));
    var anyPort = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    var settings =
        new OperatorSettings(
            anyPort, anyPort, election, Set.of(namespace), Optional.of("signalbox:test"));
    return new Started(RunningOperator.start(own, settings), own);
  }

  record Started(RunningOperator operator, KubernetesClient client) implements AutoCloseable {
    @Override
    public void close() {
      operator.close();
      client.close();
    }
  }

  SemanticRouter apply(String name, String spec) {
    var yaml =
        """
        apiVersion: vllm.ai/v1alpha1
        kind: SemanticRouter
        metadata:
          name: %s
          namespace: %s
        spec:
        %s\
        """
            .formatted(name, namespace, spec.indent(2));
    return applyYaml(yaml);
  }

  SemanticRouter applyYaml(String yaml) {
    var router = client.getKubernetesSerialization().unmarshal(yaml, SemanticRouter.class);
    return client.resource(router).fieldManager("somebody").forceConflicts().serverSideApply();
  }

  Service service(String name, int port) {
    return client
        .resource(
            new ServiceBuilder()
                .withNewMetadata()
                .withName(name)
                .withNamespace(namespace)
                .endMetadata()
                .withNewSpec()
                .addToSelector("app", name)
                .addNewPort()
                .withName("http")
                .withPort(port)
                .withTargetPort(new IntOrString(port))
                .endPort()
                .endSpec()
                .build())
        .create();
  }

  <R extends HasMetadata> R get(Class<R> type, String name) {
    return client.resources(type).inNamespace(namespace).withName(name).get();
  }

  <R extends HasMetadata> R awaitObject(Class<R> type, String name) {
    return await(type.getSimpleName() + " " + name, () -> Optional.ofNullable(get(type, name)));
  }

  Deployment deployment(String name) {
    return awaitObject(Deployment.class, name);
  }

  String document(String name) {
    return String.valueOf(
        awaitObject(ConfigMap.class, name + "-config").getData().get("config.yaml"));
  }

  Condition awaitCondition(String name, String type, String status, String reason) {
    try {
      return await(
          type + " " + status + " " + reason,
          () ->
              condition(name, type)
                  .filter(one -> status.equals(one.getStatus()) && reason.equals(one.getReason())));
    } catch (AssertionError e) {
      throw new AssertionError(e.getMessage() + "; it says " + condition(name, type), e);
    }
  }

  /** Another number of replicas, by somebody else. */
  void scale(String name, int replicas) {
    client
        .apps()
        .deployments()
        .inNamespace(namespace)
        .withName(name)
        .patch(
            PatchContext.of(PatchType.JSON_MERGE),
            "{\"spec\": {\"replicas\": %d}}".formatted(replicas));
  }

  /**
   * What the operator has written, by object; whatever others write, it stays the same. Status is
   * left out: it follows what controllers do, where there are any.
   */
  Map<String, String> written() {
    var written = new TreeMap<String, String>();
    for (var kind : OperatorIT.KINDS) {
      for (var object : client.resources(kind).inNamespace(namespace).list().getItems()) {
        var metadata = object.getMetadata();
        written.put(
            object.getKind() + "/" + metadata.getName(),
            metadata.getManagedFields().stream()
                .filter(entry -> entry.getManager().startsWith(Plan.FIELD_MANAGER))
                .filter(entry -> !"status".equals(entry.getSubresource()))
                .map(entry -> entry.getTime() + " " + entry.getFieldsV1())
                .collect(Collectors.joining(", ")));
      }
    }
    written.values().removeIf(String::isEmpty);
    return written;
  }

  Optional<Condition> condition(String name, String type) {
    var status = get(SemanticRouter.class, name).getStatus();
    var conditions = status == null ? null : status.conditions();
    return conditions == null
        ? Optional.empty()
        : conditions.stream().filter(one -> type.equals(one.getType())).findFirst();
  }

  /** The reasons of the events about a resource. */
  List<String> events(String name) {
    return client.v1().events().inNamespace(namespace).list().getItems().stream()
        .filter(event -> name.equals(event.getInvolvedObject().getName()))
        .map(Event::getReason)
        .toList();
  }

  /** Waits until the status is about the newest spec. */
  void awaitObserved(String name) {
    awaitTrue(
        "status of the newest spec of " + name,
        () -> {
          var router = get(SemanticRouter.class, name);
          return router.getStatus() != null
              && router
                  .getMetadata()
                  .getGeneration()
                  .equals(router.getStatus().observedGeneration());
        });
  }

  static void awaitTrue(String what, BooleanSupplier holds) {
    await(what, () -> holds.getAsBoolean() ? Optional.of(true) : Optional.empty());
  }

  static <T> T await(String what, Supplier<Optional<T>> look) {
    return await(what, PATIENCE, look);
  }

  static <T> T await(String what, Duration patience, Supplier<Optional<T>> look) {
    long deadline = System.nanoTime() + patience.toNanos();
    while (true) {
      var found = look.get();
      if (found.isPresent()) {
        return found.get();
      }
      if (System.nanoTime() > deadline) {
        throw new AssertionError("not within " + patience.toSeconds() + " s: " + what);
      }
      pause();
    }
  }

  private static void pause() {
    try {
      Thread.sleep(25);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted", e);
    }
  }

  @Override
  public void close() {
    cluster.close();
  }
}
