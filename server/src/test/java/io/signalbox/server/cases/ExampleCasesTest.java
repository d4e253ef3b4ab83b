package io.signalbox.server.cases;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every example routes as its cases say. */
final class ExampleCasesTest {
  private static final Path EXAMPLES = Path.of("../examples");
  private static final Map<String, String> ENVIRONMENT =
      Map.of("OPENAI_API_KEY", "sk-example", "ANTHROPIC_API_KEY", "sk-example");

  static Stream<String> examples() throws IOException {
    try (var files = Files.list(EXAMPLES)) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.endsWith(".yaml"))
          .sorted()
          .toList()
          .stream();
    }
  }

  @ParameterizedTest
  @MethodSource("examples")
  void exampleRoutesAsItsCasesSay(String example) {
    var cases = CaseFile.read(EXAMPLES.resolve("cases").resolve(example));
    assertThat(cases.problems()).isEmpty();
    try (var run = new CaseRun(EXAMPLES.resolve(example), ENVIRONMENT, false)) {
      for (var one : cases.cases()) {
        assertThat(run.run(one).differences()).as(one.routingCase().title()).isEmpty();
      }
    }
  }
}
