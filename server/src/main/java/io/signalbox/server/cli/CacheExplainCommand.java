package io.signalbox.server.cli;

import io.signalbox.catalog.Catalog;
import io.signalbox.chat.Fault;
import io.signalbox.chat.Headers;
import io.signalbox.chat.Protocol;
import io.signalbox.chat.RouterException;
import io.signalbox.parts.StandardParts;
import io.signalbox.server.ConfigRefusedException;
import io.signalbox.server.cache.Comparison;
import io.signalbox.server.cache.Comparison.Given;
import io.signalbox.server.cache.ComparisonJson;
import io.signalbox.server.cache.ComparisonText;
import io.signalbox.server.cache.Rehearsal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tools.jackson.databind.json.JsonMapper;

/** {@code signalbox cache explain}: tells why two requests do or do not share a kept answer. */
@Command(
    name = "explain",
    mixinStandardHelpOptions = true,
    description =
        "Tells whether a request gets the answer that was kept for another one, and why: both are"
            + " served, the second after the first, with an empty cache and no backend. Nothing is"
            + " sent. Exit 0 when it does, 3 when it does not.")
public final class CacheExplainCommand implements Callable<Integer> {
  private static final String CHAT = "/v1/chat/completions";
  private static final int APART = 3;

  @Mixin private DocumentOptions document = new DocumentOptions();

  @Parameters(
      index = "0",
      paramLabel = "A",
      description = "The first request: a file with its body, or a question in words.")
  private String one = "";

  @Parameters(index = "1", paramLabel = "B", description = "The second request, likewise.")
  private String other = "";

  @Option(
      names = {"--protocol-a"},
      paramLabel = "PATH",
      defaultValue = CHAT,
      description = "The path of the first request, which tells its protocol (${DEFAULT-VALUE}).")
  private String pathOne = CHAT;

  @Option(
      names = {"--protocol-b"},
      paramLabel = "PATH",
      description = "The path of the second request; that of the first when left out.")
  private @Nullable String pathOther;

  @Option(
      names = {"--header"},
      paramLabel = "NAME=VALUE",
      description = "A header of both requests; may be repeated.")
  private Map<String, String> headers = Map.of();

  @Option(
      names = {"--header-a"},
      paramLabel = "NAME=VALUE",
      description = "A header of the first request; may be repeated.")
  private Map<String, String> headersOne = Map.of();

  @Option(
      names = {"--header-b"},
      paramLabel = "NAME=VALUE",
      description = "A header of the second request; may be repeated.")
  private Map<String, String> headersOther = Map.of();

  @Option(
      names = {"--show-text"},
      description = "Shows questions, identities and values that differ, too.")
  private boolean texts;

  @Option(
      names = {"--json"},
      description = "Prints JSON.")
  private boolean json;

  @Spec private @Nullable CommandSpec spec;

  private final Catalog catalog;

  public CacheExplainCommand() {
    this(StandardParts.catalog());
  }

  CacheExplainCommand(Catalog catalog) {
    this.catalog = catalog;
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    var console = Console.of(Objects.requireNonNull(spec));
    try (var rehearsal =
        new Rehearsal(catalog, document.file(), document.environment(), document.lenient())) {
      var compared =
          Comparison.of(
              rehearsal,
              given(rehearsal, pathOne, one, headersOne),
              given(rehearsal, pathOther == null ? pathOne : pathOther, other, headersOther));
      console.answer(new ComparisonJson(compared, texts).all(), json, ComparisonText::of);
      return compared.shared() ? 0 : APART;
    } catch (ConfigRefusedException refused) {
      console.tell(refused);
    } catch (RouterException refused) {
      console.tell(refused);
    } catch (NoSuchFileException missing) {
      console.tell("no such file: " + missing.getFile());
    }
    return 1;
  }

  private Given given(Rehearsal rehearsal, String path, String request, Map<String, String> own)
      throws IOException {
    return new Given(protocol(path), body(path, request), rehearsal.call(fields(own)));
  }

  /** What a file holds; of words that name none, the chat request that asks them. */
  private static byte[] body(String path, String request) throws IOException {
    boolean words = path.equals(CHAT) && request.strip().indexOf(' ') > 0;
    if (words && !Files.exists(Path.of(request))) {
      var message = Map.of("role", "user", "content", request);
      return JsonMapper.shared()
          .writeValueAsBytes(Map.of("model", "auto", "messages", List.of(message)));
    }
    return Files.readAllBytes(Path.of(request));
  }

  private Protocol protocol(String path) {
    return catalog
        .protocol(path)
        .orElseThrow(() ->
            new RouterException(
                Fault.NOT_FOUND, "%s (expected: a path of a protocol)".formatted(path)));
  }

  private Headers fields(Map<String, String> own) {
    var fields = new ArrayList<>(Headers.of(headers).fields());
    fields.addAll(Headers.of(own).fields());
    return new Headers(fields);
  }
}
