package io.signalbox.server.cli;

import io.signalbox.chat.RouterException;
import io.signalbox.server.ConfigRefusedException;
import java.util.function.Function;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What a command says to whoever called it. */
record Console(CommandLine line) {
  private static final JsonMapper JSON = JsonMapper.shared();

  static Console of(CommandSpec spec) {
    return new Console(spec.commandLine());
  }

  /** Prints an answer, as JSON or as text. */
  <T extends JsonNode> void answer(T answer, boolean json, Function<T, String> text) {
    var out = line.getOut();
    out.print(
        json
            ? JSON.writerWithDefaultPrettyPrinter().writeValueAsString(answer) + "\n"
            : text.apply(answer));
    out.flush();
  }

  /** Tells what went wrong. */
  void tell(String problem) {
    line.getErr().println(problem);
  }

  /** Tells everything that is wrong with a document. */
  void tell(ConfigRefusedException refused) {
    refused.problems().forEach(problem -> tell(problem.text()));
  }

  /** Tells why a request is refused. */
  void tell(RouterException refused) {
    tell("refused with %d: %s".formatted(refused.status(), refused.message()));
  }

  /** That the command was called wrongly. */
  ParameterException usage(String message) {
    return new ParameterException(line, message);
  }
}
