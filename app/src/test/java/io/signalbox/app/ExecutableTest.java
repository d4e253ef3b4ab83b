package io.signalbox.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ExecutableTest {
  private static final List<String> SERVE = List.of("serve", "--secure=false");

  @Test
  void missingConfigurationIsToldWithTheFolderToMount(@TempDir Path folder) {
    var file = folder.resolve("config/config.yaml");
    assertThat(Executable.missing(SERVE, file.toString(), folder))
        .hasValueSatisfying(
            told -> assertThat(told).contains("mounted at " + file.getParent(), "--config"));
  }

  @Test
  void configurationThatIsThereOrNamedElsewhereIsNotMissed(@TempDir Path folder)
      throws IOException {
    var file = Files.createFile(folder.resolve("config.yaml"));
    assertThat(Executable.missing(SERVE, file.toString(), folder)).isEmpty();
    for (var flag : List.of("--config=/a.yaml", "-config=/a.yaml", "--config", "--help")) {
      assertThat(Executable.missing(List.of("serve", flag), "/nowhere.yaml", folder))
          .as(flag)
          .isEmpty();
    }
    assertThat(Executable.missing(SERVE, null, folder)).isEmpty();
  }

  @Test
  void folderThatCannotBeWrittenIsTold(@TempDir Path folder) {
    assertThat(Executable.missing(SERVE, null, folder.resolve("gone")))
        .hasValueSatisfying(told -> assertThat(told).contains("emptyDir"));
  }

  @Test
  void otherCommandsNeedNeither(@TempDir Path folder) {
    var gone = folder.resolve("gone");
    assertThat(Executable.missing(List.of("validate", "x.yaml"), "/nowhere.yaml", gone)).isEmpty();
  }

  @Test
  void flagsOfServeMayComeAgain() {
    var parsed =
        Main.commandLine().parseArgs("serve", "--config", "a.yaml", "--config=b.yaml").subcommand();
    Path last = parsed.matchedOptionValue("--config", Path.of("none"));
    assertThat(last).isEqualTo(Path.of("b.yaml"));
  }
}
