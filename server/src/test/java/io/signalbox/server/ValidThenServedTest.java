package io.signalbox.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.signalbox.chat.Call;
import io.signalbox.chat.ChatReply;
import io.signalbox.chat.Deadline;
import io.signalbox.chat.Fault;
import io.signalbox.chat.Header;
import io.signalbox.chat.HeaderEdits;
import io.signalbox.chat.Headers;
import io.signalbox.chat.ReplyBody;
import io.signalbox.chat.RouterException;
import io.signalbox.config.load.ConfigLoader;
import io.signalbox.config.tree.Problem;
import io.signalbox.engine.RecipeCompiler;
import io.signalbox.engine.Review;
import io.signalbox.engine.Router;
import io.signalbox.engine.RouterEvents;
import io.signalbox.parts.StandardParts;
import io.signalbox.store.CallRecorder;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * What {@code validate} finds nothing wrong with is served: mangled examples are either refused
 * with problems that name a line, or they compile, can be reviewed, and route a request.
 */
final class ValidThenServedTest {
  private static final Path EXAMPLES = Path.of("../examples");
  private static final int DOCUMENTS = 1500;
  private static final Map<String, String> ENVIRONMENT =
      Map.of("OPENAI_API_KEY", "sk-example", "ANTHROPIC_API_KEY", "sk-example");
  private static final List<String> VALUES =
      List.of("0", "-1", "1e9", "nope", "true", "null", "[]", "{}", "''", "auto", "0.5", "[a, b]");

  private final long seed = System.nanoTime();
  private final Random random = new Random(seed);

  @Test
  void whatIsValidIsServed() throws IOException {
    var examples = new ArrayList<Path>();
    try (var files = Files.list(EXAMPLES)) {
      files.filter(file -> file.toString().endsWith(".yaml")).sorted().forEach(examples::add);
    }
    int served = 0;
    int refused = 0;
    try (var models = new Models()) {
      for (int i = 0; i < DOCUMENTS; i++) {
        var example = examples.get(i % examples.size());
        var text = i < examples.size() ? Files.readString(example) : mangled(example);
        if (servedOrRefused(models, example.toString(), text)) {
          served++;
        } else {
          refused++;
        }
      }
    }
    assertThat(served).as("seed %d", seed).isGreaterThan(DOCUMENTS / 20);
    assertThat(refused).as("seed %d", seed).isGreaterThan(DOCUMENTS / 20);
  }

  /** Whether it was served; anything but that or a refusal fails. */
  private boolean servedOrRefused(Models models, String name, String text) {
    var label = "seed %d:%n%s".formatted(seed, text);
    var catalog = StandardParts.catalog();
    var loaded = ConfigLoader.load(name, text, ENVIRONMENT, false);
    var checked =
        new RecipeCompiler(catalog, Models.checking(_ -> {}), RouterEvents.NONE, false)
            .compile(loaded);
    if (checked.recipes() == null) {
      assertThat(checked.problems()).as(label).anyMatch(Problem::isError);
      assertThat(checked.problems()).as(label).allMatch(problem -> problem.line() > 0);
      return false;
    }
    assertThat(checked.problems()).as(label).noneMatch(Problem::isError);
    assertThat(Review.of(loaded, checked.recipes(), catalog)).as(label).isNotNull();
    var recipes =
        new RecipeCompiler(
                catalog, models.ports(() -> CallRecorder.NONE, loaded), RouterEvents.NONE, false)
            .compile(loaded)
            .recipes();
    assertThat(recipes).as(label).isNotNull();
    route(new Router(Objects.requireNonNull(recipes), RouterEvents.NONE), label);
    return true;
  }

  private static void route(Router router, String label) {
    var body = "{\"model\":\"auto\",\"messages\":[{\"role\":\"user\",\"content\":\"prove it\"}]}";
    var call = new Call("id", Headers.NONE, Deadline.after(Duration.ofMinutes(1)));
    var head = new Headers(List.of(new Header("content-type", "application/json")));
    try {
      var request =
          StandardParts.catalog()
              .protocols()
              .getFirst()
              .decode(body.getBytes(StandardCharsets.UTF_8));
      router
          .serve(
              call,
              request,
              (routed, sent) ->
                  new ChatReply(
                      200,
                      head,
                      HeaderEdits.NONE,
                      ReplyBody.of("{}".getBytes(StandardCharsets.UTF_8))))
          .body()
          .readAll(1 << 20);
    } catch (RouterException refused) {
      // The answer above is no model's: what has to be translated breaks.
      assertThat(refused.fault()).as(label).isNotEqualTo(Fault.INTERNAL);
    }
  }

  /** The example with a few lines dropped, doubled, swapped, or given another value. */
  private String mangled(Path example) throws IOException {
    var lines = new ArrayList<>(Files.readAllLines(example));
    for (int i = random.nextInt(3); i >= 0; i--) {
      int at = random.nextInt(lines.size());
      switch (random.nextInt(5)) {
        case 0 -> lines.remove(at);
        case 1 -> lines.add(at, lines.get(random.nextInt(lines.size())));
        case 2 -> lines.set(at, value(lines.get(at)));
        case 3 -> lines.set(at, lines.get(at).replaceFirst("\\d+", "" + random.nextInt(2000)));
        default -> lines.set(at, word(lines.get(at)));
      }
    }
    return String.join("\n", lines);
  }

  private String value(String line) {
    var value = VALUES.get(random.nextInt(VALUES.size()));
    return line.replaceFirst(": [^,{}\\[\\]]+", ": " + value);
  }

  private String word(String line) {
    int letter = line.isEmpty() ? 0 : random.nextInt(line.length());
    return line.isEmpty()
        ? line
        : line.substring(0, letter) + (char) ('a' + random.nextInt(26)) + line.substring(letter);
  }
}
