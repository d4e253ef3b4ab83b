package io.signalbox.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** What runs: the Deployment and its pods. */
final class ChartTest {
  private static final Rendered PLAIN = Release.PLAIN.render();

  private static Rendered with(String yaml) {
    return Release.PLAIN.with(yaml).render();
  }

  @Test
  void theReleaseGivesItsName() {
    assertThat(Rendered.name(PLAIN.only("Deployment"))).isEqualTo("semantic-router");
    var other = Release.PLAIN.named("mine").render();
    assertThat(Rendered.name(other.only("Deployment"))).isEqualTo("mine-semantic-router");
  }

  /** An upgrade of a release of the other chart must not meet a selector that cannot change. */
  @Test
  void thePodsAreSelectedAsByTheOtherChart() {
    assertThat(PLAIN.only("Deployment").at("/spec/selector/matchLabels").toString())
        .isEqualTo(
            "{\"app.kubernetes.io/name\":\"semantic-router\","
                + "\"app.kubernetes.io/instance\":\"semantic-router\",\"app\":\"semantic-router\"}");
  }

  @Test
  void thePodsRunWithoutRightsOrVolumes() {
    assertThat(PLAIN.pod().at("/securityContext/runAsNonRoot").asBoolean()).isTrue();
    assertThat(PLAIN.pod().at("/securityContext/runAsUser").asInt()).isEqualTo(1000);
    assertThat(PLAIN.pod().path("automountServiceAccountToken").asBoolean(true)).isFalse();
    var own = PLAIN.container().path("securityContext");
    assertThat(own.path("readOnlyRootFilesystem").asBoolean()).isTrue();
    assertThat(own.path("allowPrivilegeEscalation").asBoolean(true)).isFalse();
    assertThat(own.at("/capabilities/drop/0").asString("")).isEqualTo("ALL");
    assertThat(PLAIN.all("PersistentVolumeClaim")).isEmpty();
    assertThat(PLAIN.all("Role")).isEmpty();
    assertThat(PLAIN.container().has("env")).isFalse();
  }

  @Test
  void openshiftGivesTheUser() {
    var context = with("{openshift: true, podSecurityContext: {fsGroup: 7}}").pod();
    assertThat(context.path("securityContext").toString())
        .isEqualTo(
            "{\"fsGroup\":7,\"runAsNonRoot\":true,\"seccompProfile\":{\"type\":\"RuntimeDefault\"}}");
  }

  @Test
  void securityContextsOfTheUserWinAndNullTakesAway() {
    var rendered =
        with("{podSecurityContext: {runAsUser: null}, securityContext: {runAsNonRoot: false}}");
    assertThat(rendered.pod().path("securityContext").has("runAsUser")).isFalse();
    assertThat(rendered.container().at("/securityContext/runAsNonRoot").asBoolean(true)).isFalse();
    assertThat(rendered.container().at("/securityContext/readOnlyRootFilesystem").asBoolean())
        .isTrue();
  }

  @Test
  void theDocumentIsMountedAsAFolderThatIsFollowed() {
    var mount = PLAIN.container().path("volumeMounts").get(0);
    assertThat(mount.path("mountPath").asString("")).isEqualTo("/app/config");
    assertThat(PLAIN.container().path("volumeMounts").valueStream())
        .noneMatch(each -> each.has("subPath"));
    assertThat(PLAIN.pod().at("/volumes/0/projected/sources/0/configMap/name").asString(""))
        .isEqualTo(Rendered.name(PLAIN.only("ConfigMap")));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{config: {routing: {decisions: []}}}",
        "{config: {global: {stores: {response_cache: {enabled: true}}}}}",
        "{config: {global: {limits: {max_request_bytes: 5}}}}",
        "{config: {listeners: null, global: {services: {router_replay: {}}}}}",
        "{toolsDb: [{category: new}]}",
        "{router: {skipProcessing: {enabled: true}}}",
      })
  void whatTheRouterFollowsLeavesThePodsAlone(String change) {
    assertThat(with(change).podTemplate()).isEqualTo(PLAIN.podTemplate());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{config: {listeners: [{name: a, address: 0.0.0.0, port: 8801}]}}",
        "{config: {global: {limits: {max_open_calls: 5}}}}",
        "{config: {global: {services: {router_replay: {enabled: true}}}}}",
        "{config: {global: {services: {management_api: {remote_exposure: true}}}}}",
        "{config: {global: {services: {observability: {tracing: {enabled: true}}}}}}",
        "{args: [--secure=true]}",
        "{env: [{name: A, value: b}]}",
      })
  void whatHoldsFromTheStartRollsThePods(String change) {
    assertThat(with(change).podTemplate()).isNotEqualTo(PLAIN.podTemplate());
  }

  @Test
  void probesAskTheMetricsPort() {
    for (var probe : List.of("startupProbe", "livenessProbe")) {
      assertThat(PLAIN.container().path(probe).path("httpGet").toString())
          .isEqualTo("{\"path\":\"/health\",\"port\":\"metrics\"}");
    }
    assertThat(PLAIN.container().at("/readinessProbe/httpGet/path").asString(""))
        .isEqualTo("/ready");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{args: [--metrics-port=0]}",
        "{args: [-metrics-port, \"-1\"]}",
        "{config: {global: {services: {observability: {metrics: {enabled: false}}}}}}",
      })
  void withoutMetricsProbesTryTheExtProcPort(String values) {
    var rendered = with(values);
    assertThat(rendered.container().at("/readinessProbe/tcpSocket/port").asString(""))
        .isEqualTo("grpc");
    assertThat(ports(rendered.container())).doesNotContainKey("metrics");
    assertThat(rendered.find("Service", "semantic-router-metrics")).isEmpty();
  }

  private static Map<String, Integer> ports(JsonNode container) {
    var ports = new TreeMap<String, Integer>();
    container
        .path("ports")
        .forEach(
            port -> ports.put(port.path("name").asString(""), port.path("containerPort").asInt()));
    return ports;
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{} | {classify-api=8080, grpc=50051, metrics=9190} | --namespace=routing",
        "{args: [-port, '6000']} | {classify-api=8080, grpc=6000, metrics=9190} | -port",
        "{service: {grpc: {targetPort: 7000}}} | {classify-api=8080, grpc=7000, metrics=9190} |"
            + " --port=7000",
        "{service: {api: {targetPort: 81}}} | {classify-api=81, grpc=50051, metrics=9190} |"
            + " --api-port=81",
        "{service: {metrics: {targetPort: 91}}} | {classify-api=8080, grpc=50051, metrics=91} |"
            + " --metrics-port=91",
        "{config: {global: {services: {management_api: {port: 82}}}}} | {classify-api=82,"
            + " grpc=50051, metrics=9190} | --secure=false",
      })
  void portsOfValuesAndFlagsAreTheRouters(String values, String ports, String flag) {
    var rendered = with(values);
    assertThat(ports(rendered.container())).hasToString(ports);
    assertThat(rendered.args()).contains(flag);
  }

  @Test
  void theNamespaceIsGivenUnlessTheUserNamesOne() {
    assertThat(PLAIN.args()).containsExactly("--secure=false", "--namespace=routing");
    assertThat(with("{global: {namespace: other}}").args()).contains("--namespace=other");
    assertThat(with("{args: [-namespace, mine]}").args()).containsExactly("-namespace", "mine");
  }

  @Test
  void rightsAreThoseOfTheNamespaceThatIsRead() {
    var rendered = Release.of(ValueFiles.named("tiers")).render();
    var role = rendered.only("Role");
    assertThat(role.at("/metadata/namespace").asString("")).isEqualTo("semantic-router-basic");
    assertThat(rendered.only("RoleBinding").at("/subjects/0/namespace").asString(""))
        .isEqualTo("routing");
    assertThat(rendered.pod().path("automountServiceAccountToken").asBoolean()).isTrue();
    assertThat(rendered.objects())
        .noneMatch(each -> each.path("kind").asString("").startsWith("Cluster"));
  }

  @Test
  void anAutoscalerOwnsTheNumberOfPods() {
    var scaled = with("{autoscaling: {enabled: true, targetInflightCalls: 7}}");
    assertThat(scaled.only("Deployment").path("spec").has("replicas")).isFalse();
    assertThat(scaled.only("HorizontalPodAutoscaler").at("/spec/metrics").toString())
        .contains("cpu", "signalbox_open_calls", "\"7\"");
    assertThat(PLAIN.only("Deployment").at("/spec/replicas").asInt()).isEqualTo(1);
  }

  @Test
  void severalPodsAreSpreadAndKeptAvailable() {
    var several = with("{replicaCount: 2}");
    assertThat(several.pod().path("topologySpreadConstraints").size()).isEqualTo(2);
    assertThat(several.only("PodDisruptionBudget").at("/spec/maxUnavailable").asInt()).isOne();
    assertThat(PLAIN.pod().has("topologySpreadConstraints")).isFalse();
    assertThat(PLAIN.all("PodDisruptionBudget")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"'', ", "-, ''", "fast, fast"})
  void theClassOfAVolumeIsTheUsers(String written, @Nullable String rendered) {
    var claim =
        with("{persistence: {enabled: true, storageClassName: '%s'}}".formatted(written))
            .only("PersistentVolumeClaim");
    var name = claim.path("spec").path("storageClassName");
    assertThat(name.isMissingNode() ? null : name.asString("")).isEqualTo(rendered);
  }

  @Test
  void aVolumeThatIsThereIsUsed() {
    var rendered = with("{persistence: {enabled: true, existingClaim: mine}}");
    assertThat(rendered.all("PersistentVolumeClaim")).isEmpty();
    assertThat(rendered.pod().path("volumes").toString()).contains("\"claimName\":\"mine\"");
  }

  @Test
  void configOverrideTakesThePlaceOfAll() {
    var rendered =
        with("{configOverride: {version: v0.3}, router: {skipProcessing: {enabled: false}}}");
    assertThat(Rendered.tree(rendered.config()).toString())
        .isEqualTo(
            "{\"global\":{\"router\":{\"skip_processing\":{\"enabled\":false}}},\"version\":\"v0.3\"}");
  }
}
