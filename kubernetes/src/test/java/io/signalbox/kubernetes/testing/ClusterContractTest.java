package io.signalbox.kubernetes.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ListOptionsBuilder;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.Watcher;
import io.fabric8.kubernetes.client.WatcherException;
import io.fabric8.kubernetes.client.dsl.FieldValidateable.Validation;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** What the stand-in has in common with a real API server; it is run against both. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class ClusterContractTest {
  private final Cluster cluster = Cluster.open();
  private final KubernetesClient client = impatient(cluster);
  private final String namespace = cluster.namespace("cluster-contract");

  @BeforeAll
  void installWidgets() throws IOException {
    try (var stream =
        Objects.requireNonNull(ClusterContractTest.class.getResourceAsStream("widgets.yaml"))) {
      cluster.installCrd(new String(stream.readAllBytes(), StandardCharsets.UTF_8));
    }
  }

  /** A client that does not ask again when the answer is 500. */
  private static KubernetesClient impatient(Cluster cluster) {
    var config = cluster.client().getConfiguration();
    return new KubernetesClientBuilder()
        .withConfig(new ConfigBuilder(config).withRequestRetryBackoffLimit(0).build())
        .build();
  }

  @AfterAll
  void close() {
    client.close();
    cluster.close();
  }

  private static PatchContext by(String manager, boolean force) {
    return new PatchContext.Builder()
        .withPatchType(PatchType.SERVER_SIDE_APPLY)
        .withFieldManager(manager)
        .withForce(force)
        .build();
  }

  private ConfigMap map(String name, Map<String, String> data) {
    return new ConfigMapBuilder()
        .withNewMetadata()
        .withName(name)
        .withNamespace(namespace)
        .endMetadata()
        .withData(data)
        .build();
  }

  private ConfigMap apply(String manager, boolean force, String name, Map<String, String> data) {
    return client.resource(map(name, data)).patch(by(manager, force));
  }

  private GenericKubernetesResource widget(String name, String spec) {
    return client
        .getKubernetesSerialization()
        .unmarshal(
            """
            {"apiVersion": "tests.signalbox.io/v1", "kind": "Widget",
             "metadata": {"name": "%s", "namespace": "%s"}, "spec": %s}
            """
                .formatted(name, namespace, spec),
            GenericKubernetesResource.class);
  }

  private Deployment deployment(String name, String container) {
    return client
        .getKubernetesSerialization()
        .unmarshal(
            """
            {"apiVersion": "apps/v1", "kind": "Deployment",
             "metadata": {"name": "%s", "namespace": "%s"},
             "spec": {
               "selector": {"matchLabels": {"app": "a"}},
               "template": {"metadata": {"labels": {"app": "a"}}, "spec": {"containers": [%s]}}}}
            """
                .formatted(name, namespace, container),
            Deployment.class);
  }

  private static KubernetesClientException failure(ThrowingCallable call) {
    return Objects.requireNonNull(catchThrowableOfType(KubernetesClientException.class, call));
  }

  private static String version(HasMetadata object) {
    return object.getMetadata().getResourceVersion();
  }

  @Test
  void anApplyCreatesAndTheSameApplyChangesNothing() {
    var made = apply("one", false, "same", Map.of("a", "1"));
    var again = apply("one", false, "same", Map.of("a", "1"));

    assertThat(made.getMetadata().getUid()).isNotEmpty();
    assertThat(made.getMetadata().getCreationTimestamp()).isNotEmpty();
    assertThat(version(again)).isEqualTo(version(made));
    assertThat(version(apply("one", false, "same", Map.of("a", "2")))).isNotEqualTo(version(made));
  }

  /** Applies until an object stays as it was; where controllers run, they write to it first. */
  private boolean applyingChangesNothing(Deployment wanted) {
    long end = System.nanoTime() + 30_000_000_000L;
    while (System.nanoTime() < end) {
      var before = version(client.resource(wanted).get());
      if (version(client.resource(wanted).patch(by("one", false))).equals(before)) {
        return true;
      }
    }
    return false;
  }

  @Test
  void aDeploymentAppliedTwiceIsTheSameInSpiteOfDefaults() {
    var container =
        """
        {"name": "c", "image": "x:1", "ports": [{"containerPort": 80, "name": "http"}],
         "resources": {"limits": {"cpu": "1000m", "memory": "1024Mi"}}}
        """;
    var made = client.resource(deployment("twice", container)).patch(by("one", false));

    assertThat(applyingChangesNothing(deployment("twice", container))).isTrue();
    assertThat(made.getSpec().getReplicas()).isEqualTo(1);
    var kept = made.getSpec().getTemplate().getSpec().getContainers().getFirst();
    assertThat(kept.getPorts().getFirst().getProtocol()).isEqualTo("TCP");
    assertThat(kept.getImagePullPolicy()).isEqualTo("IfNotPresent");
    assertThat(kept.getResources().getLimits().get("cpu")).hasToString("1");
    assertThat(kept.getResources().getLimits().get("memory")).hasToString("1Gi");
  }

  @Test
  void managedFieldsNameWhatWasApplied() {
    var made =
        client
            .resource(
                deployment(
                    "owned",
                    """
                    {"name": "c", "image": "x:1", "ports": [{"containerPort": 80}],
                     "env": [{"name": "A", "value": "b"}]}
                    """))
            .patch(by("one", false));

    var entry = made.getMetadata().getManagedFields().getFirst();
    assertThat(entry.getManager()).isEqualTo("one");
    assertThat(entry.getOperation()).isEqualTo("Apply");
    assertThat(client.getKubernetesSerialization().asJson(entry.getFieldsV1()))
        .contains("\"f:selector\":{}")
        .contains("\"k:{\\\"name\\\":\\\"c\\\"}\":{")
        .contains("\"k:{\\\"containerPort\\\":80,\\\"protocol\\\":\\\"TCP\\\"}\"")
        .contains("\"k:{\\\"name\\\":\\\"A\\\"}\"")
        .doesNotContain("imagePullPolicy");
  }

  @Test
  void anotherManagerIsRefusedUnlessItForces() {
    apply("one", false, "contested", Map.of("a", "1", "b", "1"));

    var refused = failure(() -> apply("two", false, "contested", Map.of("a", "2")));
    assertThat(refused.getCode()).isEqualTo(409);
    assertThat(refused.getMessage()).contains("conflict with \"one\"").contains(".data.a");

    var taken = apply("two", true, "contested", Map.of("a", "2"));
    assertThat(taken.getData()).containsEntry("a", "2").containsEntry("b", "1");

    var back = failure(() -> apply("one", false, "contested", Map.of("a", "1", "b", "1")));
    assertThat(back.getMessage()).contains("conflict with \"two\"");
  }

  @Test
  void twoManagersMayOwnOneValue() {
    apply("one", false, "shared", Map.of("a", "1", "b", "1"));
    apply("two", false, "shared", Map.of("a", "1", "c", "1"));

    assertThat(apply("one", false, "shared", Map.of("b", "1")).getData())
        .containsOnlyKeys("a", "b", "c");
    assertThat(apply("two", false, "shared", Map.of("c", "1")).getData())
        .containsOnlyKeys("b", "c");
  }

  @Test
  void whatAManagerStopsApplyingGoes() {
    var two =
        """
        {"name": "c", "image": "x:1", "env": [{"name": "A", "value": "1"}, {"name": "B", "value": "2"}]},
        {"name": "d", "image": "y:1"}
        """;
    client.resource(deployment("dropped", two)).patch(by("one", false));
    var one =
        "{\"name\": \"c\", \"image\": \"x:1\", \"env\": [{\"name\": \"B\", \"value\": \"2\"}]}";
    var left = client.resource(deployment("dropped", one)).patch(by("one", false));

    var containers = left.getSpec().getTemplate().getSpec().getContainers();
    assertThat(containers).hasSize(1);
    assertThat(containers.getFirst().getEnv()).hasSize(1);
    assertThat(left.getMetadata().getGeneration()).isEqualTo(2);
  }

  @Test
  void replicasThatAreNotAppliedStayWithWhoSetThem() {
    var container = "{\"name\": \"c\", \"image\": \"x:1\"}";
    client.resource(deployment("scaled", container)).patch(by("one", false));
    client
        .apps()
        .deployments()
        .inNamespace(namespace)
        .withName("scaled")
        .patch(PatchContext.of(PatchType.JSON_MERGE), "{\"spec\": {\"replicas\": 7}}");

    var applied = client.resource(deployment("scaled", container)).patch(by("one", false));
    assertThat(applied.getSpec().getReplicas()).isEqualTo(7);
  }

  @Test
  void statusIsApartFromTheRest() {
    var made = client.resource(widget("status", "{\"color\": \"red\"}")).create();
    made.setAdditionalProperty("status", Map.of("phase", "up"));
    made.setAdditionalProperty("spec", Map.of("color", "green"));
    var told = client.resource(made).updateStatus();

    assertThat(told.<Map<String, Object>>get("spec")).containsEntry("color", "red");
    assertThat(told.<Map<String, Object>>get("status")).containsEntry("phase", "up");
    assertThat(told.getMetadata().getGeneration()).isEqualTo(1);

    told.setAdditionalProperty("status", Map.of("phase", "down"));
    told.setAdditionalProperty("spec", Map.of("color", "green"));
    var changed = client.resource(told).update();
    assertThat(changed.<Map<String, Object>>get("spec")).containsEntry("color", "green");
    assertThat(changed.<Map<String, Object>>get("status")).containsEntry("phase", "up");
    assertThat(changed.getMetadata().getGeneration()).isEqualTo(2);
  }

  @Test
  void anAppliedStatusIsOwnedApart() {
    client.resource(widget("applied-status", "{\"color\": \"red\"}")).patch(by("one", false));
    var status = widget("applied-status", "{}");
    status.setAdditionalProperty("spec", null);
    status.setAdditionalProperty("status", Map.of("phase", "up"));

    var told = client.resource(status).subresource("status").patch(by("one", false));
    var again = client.resource(status).subresource("status").patch(by("one", false));

    assertThat(version(again)).isEqualTo(version(told));
    assertThat(told.<Map<String, Object>>get("spec")).containsEntry("color", "red");
    assertThat(told.getMetadata().getManagedFields())
        .extracting("subresource")
        .containsExactlyInAnyOrder(null, "status");
  }

  @Test
  void anUpdateOfAnOldStateIsRefused() {
    var old = client.resource(map("stale", Map.of("a", "1"))).create();
    apply("one", true, "stale", Map.of("a", "2"));
    old.setData(Map.of("a", "3"));

    var refused = failure(() -> client.resource(old).update());
    assertThat(refused.getCode()).isEqualTo(409);
    assertThat(refused.getMessage()).contains("the object has been modified");
  }

  @Test
  void whatExistsCannotBeMadeAndWhatDoesNotCannotBeChanged() {
    client.resource(map("once", Map.of())).create();

    assertThat(failure(() -> client.resource(map("once", Map.of())).create()).getCode())
        .isEqualTo(409);
    assertThat(failure(() -> client.resource(map("never", Map.of())).update()).getCode())
        .isEqualTo(404);
    assertThat(client.resource(map("never", Map.of())).get()).isNull();
  }

  @Test
  void aNamespaceMustExist() {
    var homeless = map("homeless", Map.of());
    homeless.getMetadata().setNamespace("cluster-contract-no-such");

    var refused = failure(() -> client.resource(homeless).create());
    assertThat(refused.getCode()).isEqualTo(404);
    assertThat(refused.getMessage()).contains("\"cluster-contract-no-such\" not found");
  }

  @Test
  void aWatchSeesWhatComesChangesAndGoes() throws InterruptedException {
    BlockingQueue<String> seen = new LinkedBlockingQueue<>();
    var watched = client.configMaps().inNamespace(namespace).withLabel("watched", "yes");
    // From a version on, as informers do it: without one, servers with an old etcd may wait for
    // long.
    var from = watched.list().getMetadata().getResourceVersion();
    var options = new ListOptionsBuilder().withResourceVersion(from).build();
    try (var _ = watched.watch(options, new Recorder(seen))) {
      var one = map("watched", Map.of("a", "1"));
      one.getMetadata().setLabels(Map.of("watched", "yes"));
      var made = client.resource(one).create();
      client.resource(map("unwatched", Map.of())).create();
      made.setData(Map.of("a", "2"));
      var changed = client.resource(made).update();
      changed.getMetadata().setLabels(Map.of("watched", "no"));
      client.resource(changed).update();

      for (var event : List.of("ADDED watched", "MODIFIED watched", "DELETED watched")) {
        assertThat(seen.poll(30, TimeUnit.SECONDS)).isEqualTo(event);
      }
    }
  }

  private record Recorder(BlockingQueue<String> seen) implements Watcher<ConfigMap> {
    @Override
    public void eventReceived(Action action, ConfigMap map) {
      seen.add(action + " " + map.getMetadata().getName());
    }

    @Override
    public void onClose(WatcherException cause) {
      seen.add("closed: " + cause.getMessage());
    }
  }

  @Test
  void anInformerFollows() throws InterruptedException {
    BlockingQueue<String> seen = new LinkedBlockingQueue<>();
    client.resource(widget("followed-1", "{\"color\": \"red\"}")).create();
    try (var informer =
        client
            .genericKubernetesResources("tests.signalbox.io/v1", "Widget")
            .inNamespace(namespace)
            .withLabelNotIn("ignored", "yes")
            .inform()) {
      informer.addEventHandler(new Followed(seen));
      assertThat(seen.poll(30, TimeUnit.SECONDS)).isNotNull();
      client.resource(widget("followed-2", "{\"color\": \"red\"}")).create();
      String event;
      do {
        event = Objects.requireNonNull(seen.poll(30, TimeUnit.SECONDS));
      } while (!event.equals("followed-2"));
    }
  }

  private record Followed(BlockingQueue<String> seen)
      implements io.fabric8.kubernetes.client.informers.ResourceEventHandler<
          GenericKubernetesResource> {
    @Override
    public void onAdd(GenericKubernetesResource object) {
      seen.add(object.getMetadata().getName());
    }

    @Override
    public void onUpdate(GenericKubernetesResource before, GenericKubernetesResource after) {}

    @Override
    public void onDelete(GenericKubernetesResource object, boolean unknown) {}
  }

  @Test
  void selectorsSelect() {
    for (var color : List.of("red", "green", "blue")) {
      var one = map("selected-" + color, Map.of());
      one.getMetadata().setLabels(Map.of("color", color, "selected", "yes"));
      client.resource(one).create();
    }
    var maps = client.configMaps().inNamespace(namespace);

    assertThat(maps.withLabel("color", "red").list().getItems()).hasSize(1);
    assertThat(maps.withLabelIn("color", "red", "green").list().getItems()).hasSize(2);
    assertThat(maps.withLabel("selected").withLabelNotIn("color", "red").list().getItems())
        .hasSize(2);
    assertThat(maps.withLabel("selected").withoutLabel("color", "red").list().getItems())
        .hasSize(2);
    assertThat(maps.withField("metadata.name", "selected-blue").list().getItems()).hasSize(1);
  }

  @Test
  void anUnknownFieldIsRefusedUnderStrictAndByApply() {
    var unknown = widget("unknown", "{\"color\": \"red\", \"colour\": \"red\"}");

    var refused =
        failure(() -> client.resource(unknown).fieldValidation(Validation.STRICT).create());
    assertThat(refused.getCode()).isEqualTo(400);
    assertThat(refused.getMessage()).contains("unknown field \"spec.colour\"");

    var applied = failure(() -> client.resource(unknown).patch(by("one", false)));
    assertThat(applied.getMessage()).contains(".spec.colour: field not declared in schema");

    var made = client.resource(unknown).create();
    assertThat(made.<Map<String, Object>>get("spec")).doesNotContainKey("colour");
  }

  @Test
  void anUnknownFieldOfABuiltInKindIsRefused() {
    var wrong =
        deployment("unknown", "{\"name\": \"c\", \"image\": \"x:1\", \"imagePolicy\": \"Always\"}");

    var refused = failure(() -> client.resource(wrong).fieldValidation(Validation.STRICT).create());
    assertThat(refused.getCode()).isEqualTo(400);
    assertThat(refused.getMessage())
        .contains("unknown field \"spec.template.spec.containers[0].imagePolicy\"");
  }

  @Test
  void entriesOfOneKeyAreRefusedByApply() {
    var twins = "{\"name\": \"c\", \"env\": [{\"name\": \"A\"}, {\"name\": \"A\"}]}";

    var refused =
        failure(() -> client.resource(deployment("twins", twins)).patch(by("one", false)));
    assertThat(refused.getCode()).isEqualTo(500);
    assertThat(refused.getMessage())
        .contains("failed to create typed patch object")
        .contains("[name=\"c\"].env: duplicate entries for key [name=\"A\"]");
  }

  @Test
  void defaultsAreFilledIn() {
    var made = client.resource(widget("defaulted", "{\"color\": \"red\", \"most\": 3}")).create();

    assertThat(made.<Map<String, Object>>get("spec"))
        .containsEntry("least", 1)
        .containsEntry("most", 3);
  }

  @Test
  void aWrongValueIsRefusedWithItsField() {
    var color = failure(() -> client.resource(widget("wrong", "{\"color\": \"blue\"}")).create());
    assertThat(color.getCode()).isEqualTo(422);
    assertThat(color.getMessage()).contains("spec.color: ").contains("\"blue\"");

    var missing = failure(() -> client.resource(widget("wrong", "{}")).create());
    assertThat(missing.getMessage()).containsIgnoringCase("spec.color: required value");

    var rule =
        failure(
            () -> client.resource(widget("wrong", "{\"color\": \"red\", \"least\": 20}")).create());
    assertThat(rule.getCode()).isEqualTo(422);
    assertThat(rule.getMessage()).contains("least is above most");

    var weight = "{\"color\": \"red\", \"parts\": [{\"name\": \"a\", \"weight\": 101}]}";
    assertThat(failure(() -> client.resource(widget("wrong", weight)).create()).getMessage())
        .contains("spec.parts[0].weight");
  }

  @Test
  void wrongBuiltInObjectsAreRefused() {
    assertThat(failure(() -> client.resource(map("Upper_Case", Map.of())).create()).getMessage())
        .contains("metadata.name");
    assertThat(failure(() -> client.resource(map("key", Map.of("a/b", "1"))).create()).getMessage())
        .contains("data[a/b]");

    var mount =
        "{\"name\": \"c\", \"image\": \"x:1\", \"volumeMounts\": [{\"name\": \"v\", \"mountPath\":"
            + " \"/v\"}]}";
    assertThat(failure(() -> client.resource(deployment("mount", mount)).create()).getMessage())
        .contains("spec.template.spec.containers[0].volumeMounts[0].name: Not found: \"v\"");

    var twins = "{\"name\": \"c\", \"image\": \"x:1\"}, {\"name\": \"c\", \"image\": \"x:1\"}";
    assertThat(failure(() -> client.resource(deployment("twins", twins)).create()).getMessage())
        .contains("Duplicate value: \"c\"");

    var apart = deployment("apart", "{\"name\": \"c\", \"image\": \"x:1\"}");
    apart.getSpec().getTemplate().getMetadata().setLabels(Map.of("app", "b"));
    assertThat(failure(() -> client.resource(apart).create()).getMessage())
        .contains("`selector` does not match template `labels`");
  }

  @Test
  void aWrongPortOfAServiceIsRefused() {
    var service =
        """
        {"apiVersion": "v1", "kind": "Service", "metadata": {"name": "s", "namespace": "%s"},
         "spec": {"ports": [{"port": 70000, "name": "a"}, {"port": 80, "name": "a"}]}}
        """
            .formatted(namespace);
    var parsed =
        client
            .getKubernetesSerialization()
            .unmarshal(service, io.fabric8.kubernetes.api.model.Service.class);

    var refused = failure(() -> client.resource(parsed).create());
    assertThat(refused.getCode()).isEqualTo(422);
    assertThat(refused.getMessage())
        .contains("spec.ports[0].port: Invalid value: 70000: must be between 1 and 65535")
        .contains("spec.ports[1].name: Duplicate value: \"a\"");
  }

  @Test
  void theSelectorOfADeploymentStays() {
    client.resource(deployment("selector", "{\"name\": \"c\", \"image\": \"x:1\"}")).create();
    var named = client.apps().deployments().inNamespace(namespace).withName("selector");
    var labels = "{\"app\": \"b\"}";
    var change =
        """
        {"spec": {"selector": {"matchLabels": %s}, "template": {"metadata": {"labels": %s}}}}
        """
            .formatted(labels, labels);
    var asMerge = PatchContext.of(PatchType.JSON_MERGE);

    assertThat(failure(() -> named.patch(asMerge, change)).getMessage())
        .contains("spec.selector")
        .contains("field is immutable");
  }

  @Test
  void aFinalizerHoldsAnObject() {
    var held = widget("held", "{\"color\": \"red\"}");
    held.getMetadata().setFinalizers(List.of("tests.signalbox.io/hold"));
    client.resource(held).create();
    client.resource(held).delete();

    var ending = Objects.requireNonNull(client.resource(held).get());
    assertThat(ending.getMetadata().getDeletionTimestamp()).isNotEmpty();
    ending.getMetadata().setFinalizers(List.of());
    client.resource(ending).update();
    assertThat(client.resource(held).get()).isNull();
  }

  @Test
  void aDryRunChangesNothing() {
    var tried = client.resource(map("tried", Map.of("a", "1"))).dryRun().create();

    assertThat(tried.getData()).containsEntry("a", "1");
    assertThat(client.resource(map("tried", Map.of())).get()).isNull();
  }

  @Test
  void discoveryNamesWhatIsInstalled() {
    assertThat(client.hasApiGroup("tests.signalbox.io", true)).isTrue();
    assertThat(client.hasApiGroup("no.signalbox.io", true)).isFalse();
    assertThat(client.getApiResources("tests.signalbox.io/v1").getResources())
        .extracting("name")
        .contains("widgets", "widgets/status");
    assertThat(client.supports("apps/v1", "Deployment")).isTrue();
    assertThat(client.getKubernetesVersion().getMajor()).isEqualTo("1");
  }

  @Test
  void anEventIsOneInBothGroups() {
    var event =
        """
        {"apiVersion": "v1", "kind": "Event", "metadata": {"name": "told", "namespace": "%s"},
         "involvedObject": {"kind": "Widget", "name": "a", "namespace": "%s"},
         "reason": "Told", "message": "what happened", "type": "Normal"}
        """
            .formatted(namespace, namespace);
    client.resource(event).create();

    var newer = client.events().v1().events().inNamespace(namespace).withName("told").get();
    assertThat(newer.getNote()).isEqualTo("what happened");
    assertThat(newer.getRegarding().getName()).isEqualTo("a");
    assertThat(
            client
                .v1()
                .events()
                .inNamespace(namespace)
                .withField("involvedObject.name", "a")
                .list()
                .getItems())
        .hasSize(1);
  }

  @Test
  void aLeaseIsUpdatedByOneOfTwo() {
    var lease =
        """
        {"apiVersion": "coordination.k8s.io/v1", "kind": "Lease",
         "metadata": {"name": "lead", "namespace": "%s"},
         "spec": {"holderIdentity": "a", "leaseDurationSeconds": 15}}
        """
            .formatted(namespace);
    client.resource(lease).create();
    var leases = client.leases().inNamespace(namespace).withName("lead");
    var one = leases.get();
    var two = leases.get();
    one.getSpec().setHolderIdentity("one");
    two.getSpec().setHolderIdentity("two");
    client.resource(one).update();

    assertThat(failure(() -> client.resource(two).update()).getCode()).isEqualTo(409);
    assertThat(leases.get().getSpec().getHolderIdentity()).isEqualTo("one");
  }
}
