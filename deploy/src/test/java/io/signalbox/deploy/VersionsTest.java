package io.signalbox.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Chart and operator ask for the images that this build makes. */
final class VersionsTest {
  private static String version() {
    var pom = Project.text(Project.ROOT.resolve("pom.xml"));
    var found = Pattern.compile("<version>([^<]+)</version>").matcher(pom);
    assertThat(found.find()).isTrue();
    return found.group(1);
  }

  @Test
  void theChartRunsTheRouterOfItsVersion() {
    var deployment = Release.PLAIN.render().only("Deployment");
    assertThat(deployment.at("/spec/template/spec/containers/0/image").asString())
        .isEqualTo("signalbox:" + version());
  }

  @Test
  void theOperatorIsOfItsVersionAndRunsTheRouterOfIt() {
    var deployment =
        Rendered.tree(Project.text(Project.ROOT.resolve("deploy/operator/deployment.yaml")));
    var container = deployment.at("/spec/template/spec/containers/0");
    assertThat(container.get("image").asString()).isEqualTo("signalbox-operator:" + version());
    assertThat(container.get("args").valueStream().map(one -> one.asString()))
        .contains("--router-image=signalbox:" + version());
  }

  @Test
  void aDigestIsNamedAsOne() {
    var digest = "sha256:" + "a".repeat(64);
    var deployment =
        Release.PLAIN.with("image: {tag: \"" + digest + "\"}").render().only("Deployment");
    assertThat(deployment.at("/spec/template/spec/containers/0/image").asString())
        .isEqualTo("signalbox@" + digest);
  }
}
