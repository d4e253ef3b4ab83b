package io.signalbox.kubernetes.watch;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.client.KubernetesClientException;
import io.signalbox.kubernetes.watch.Complaints.Asked;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ComplaintsTest {
  private static final Asked ASKED =
      new Asked("list", "get, list, watch", "vllm.ai", "intelligentpools");

  private final List<String> lines = new ArrayList<>();
  private Instant now = Instant.EPOCH;
  private final Complaints complaints = new Complaints("team", () -> now, lines::add);

  @Test
  void aMissingRightIsToldWithTheRuleThatHelps() {
    complaints.tell(ASKED, new KubernetesClientException("", 403, null));
    assertThat(lines)
        .singleElement()
        .asString()
        .contains("list intelligentpools in namespace team: forbidden")
        .contains(
            "{apiGroups: [\"vllm.ai\"], resources: [intelligentpools], verbs: [get, list, watch]}");
  }

  @Test
  void theSameIsToldOnceInAMinute() {
    var missing = new KubernetesClientException("", 404, null);
    complaints.tell(ASKED, missing);
    complaints.tell(ASKED, missing);
    now = now.plusSeconds(61);
    complaints.tell(ASKED, missing);
    assertThat(lines).hasSize(2).allMatch(line -> line.contains("intelligentpools.vllm.ai"));
  }

  @Test
  void anApiServerThatIsAwayIsToldWithoutItsAddress() {
    var failure = new KubernetesClientException("https://user:pw@host", new IOException("user:pw"));
    complaints.tell(ASKED, failure);
    assertThat(lines)
        .singleElement()
        .asString()
        .contains("does not answer (IOException)")
        .doesNotContain("pw");
  }

  @Test
  void theNamespaceIsTheOneAskedForElseThePodsOwn(@TempDir Path folder) throws IOException {
    var own = Files.writeString(folder.resolve("namespace"), "mine\n");
    assertThat(Connection.namespace("", own)).isEqualTo("mine");
    assertThat(Connection.namespace("theirs", own)).isEqualTo("theirs");
    assertThat(Connection.namespace("", folder.resolve("absent"))).isEqualTo("default");
  }

  @Test
  void replicasOfOneHostAreToldApart() {
    var environment = Map.of("HOSTNAME", "pod-0");
    assertThat(Connection.identity(environment))
        .startsWith("pod-0-")
        .isNotEqualTo(Connection.identity(environment));
  }
}
