package io.signalbox.server.cli;

import io.signalbox.chat.Call;
import io.signalbox.chat.ChatRequest;
import io.signalbox.chat.Fault;
import io.signalbox.chat.Headers;
import io.signalbox.chat.RouterException;
import io.signalbox.server.ConfigRefusedException;
import io.signalbox.server.DryRouter;
import io.signalbox.server.explain.Evaluation;
import io.signalbox.server.explain.EvaluationJson;
import io.signalbox.server.explain.EvaluationText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import tools.jackson.databind.json.JsonMapper;

/** {@code signalbox explain}: tells how a configuration would route a request, and why. */
@Command(
    name = "explain",
    mixinStandardHelpOptions = true,
    description =
        "Tells how a configuration would route a prompt, and why: every signal, rule and decision,"
            + " and the smallest change that would route it elsewhere. Nothing is sent.")
public final class ExplainCommand implements Callable<Integer> {
  private static final JsonMapper JSON = JsonMapper.shared();

  @Mixin private DocumentOptions document = new DocumentOptions();

  @ArgGroup(exclusive = true, multiplicity = "1")
  private Asked asked = new Asked();

  /** What is explained. */
  static final class Asked {
    @Option(
        names = {"--prompt"},
        paramLabel = "TEXT",
        description = "The one message of a user.")
    private @Nullable String prompt;

    @Option(
        names = {"--request"},
        paramLabel = "FILE",
        description = "A whole request body as JSON.")
    private @Nullable Path request;
  }

  @Option(
      names = {"--path"},
      paramLabel = "PATH",
      defaultValue = "/v1/chat/completions",
      description = "The path of --request, which tells its protocol (${DEFAULT-VALUE}).")
  private String path = "/v1/chat/completions";

  @Option(
      names = {"--model"},
      paramLabel = "NAME",
      description = "The model asked for with --prompt; the first auto name when left out.")
  private @Nullable String model;

  @Option(
      names = {"--header"},
      paramLabel = "NAME=VALUE",
      description = "A request header; may be repeated.")
  private Map<String, String> headers = Map.of();

  @Option(
      names = {"--json"},
      description = "Prints the answer of POST /api/v1/eval?trace=true.")
  private boolean json;

  @Spec private @Nullable CommandSpec spec;

  @Override
  public Integer call() throws IOException {
    var console = Console.of(Objects.requireNonNull(spec));
    try (var dry = document.router()) {
      var evaluation = Evaluation.of(dry.router(), caller(), request(dry));
      var answer = EvaluationJson.of(evaluation, dry.catalog(), true);
      console.answer(answer, json, one -> EvaluationText.of(one, Ansi.AUTO.enabled()));
      return 0;
    } catch (ConfigRefusedException refused) {
      console.tell(refused);
    } catch (RouterException refused) {
      console.tell(refused);
    } catch (NoSuchFileException missing) {
      console.tell("--request: no such file: " + missing.getFile());
    }
    return 1;
  }

  private Call caller() {
    var call = Evaluation.call();
    return new Call(call.id(), Headers.of(headers), call.deadline());
  }

  private ChatRequest request(DryRouter dry) throws IOException {
    var protocol =
        dry.catalog()
            .protocol(path)
            .orElseThrow(() ->
                new RouterException(
                    Fault.NOT_FOUND,
                    "--path: %s (expected: a path of a protocol)".formatted(path)));
    if (asked.request != null) {
      return protocol.decode(Files.readAllBytes(asked.request));
    }
    var body = JSON.createObjectNode().put("model", model == null ? dry.autoName() : model);
    body.putArray("messages").addObject().put("role", "user").put("content", asked.prompt);
    return dry.catalog().protocols().getFirst().decode(JSON.writeValueAsBytes(body));
  }
}
