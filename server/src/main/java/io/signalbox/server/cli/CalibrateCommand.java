package io.signalbox.server.cli;

import io.signalbox.catalog.Catalog;
import io.signalbox.catalog.SignalPart;
import io.signalbox.chat.ChatRequest;
import io.signalbox.chat.RouterException;
import io.signalbox.engine.RouterEvents;
import io.signalbox.server.ConfigRefusedException;
import io.signalbox.server.DryRouter;
import io.signalbox.server.calibrate.Calibration;
import io.signalbox.server.explain.Evaluation;
import io.signalbox.signal.Readings;
import io.signalbox.signal.SignalName;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** {@code signalbox calibrate}: chooses thresholds on a user's own prompts. */
@Command(
    name = "calibrate",
    mixinStandardHelpOptions = true,
    description =
        "Chooses thresholds of signals so that few harmless prompts reach them, and prints the"
            + " lines for the configuration: exit 0 when every threshold keeps the promise.")
public final class CalibrateCommand implements Callable<Integer> {
  private static final JsonMapper JSON = JsonMapper.shared();

  @Option(
      names = {"--config", "-config"},
      paramLabel = "FILE",
      required = true,
      description = "The configuration document.")
  private Path config = Path.of("");

  @Option(
      names = {"--benign"},
      paramLabel = "FILE",
      required = true,
      description =
          "Harmless prompts, one a line: text, or JSON with a text or with messages; real ones of"
              + " yours.")
  private Path benign = Path.of("");

  @Option(
      names = {"--attacks"},
      paramLabel = "FILE",
      description =
          "Prompts that should be caught, in the same form; shows what a threshold costs.")
  private @Nullable Path attacks;

  @Option(
      names = {"--max-false-alarms"},
      paramLabel = "RATE",
      defaultValue = "0.5%",
      description = "The highest rate of harmless prompts that match (${DEFAULT-VALUE}).")
  private String most = "0.5%";

  @Option(
      names = {"--confidence"},
      paramLabel = "RATE",
      defaultValue = "95%",
      description = "How sure it must be that the rate is kept (${DEFAULT-VALUE}).")
  private String confidence = "95%";

  @Option(
      names = {"--signal"},
      paramLabel = "TYPE:NAME",
      description = "Signals to calibrate; those that guard when left out.")
  private List<String> wanted = List.of();

  @Option(
      names = {"--out"},
      paramLabel = "FILE",
      description = "Writes the lines for the configuration to a file, too.")
  private @Nullable Path out;

  @Option(
      names = {"--lenient"},
      description = "Warns about unknown and not yet supported keys instead of refusing them.")
  private boolean lenient;

  @Spec private @Nullable CommandSpec spec;

  /** What one signal measured, prompt by prompt. */
  private record Scores(List<Double> harmless, List<Double> harmful) {
    Scores() {
      this(new ArrayList<>(), new ArrayList<>());
    }
  }

  @Override
  public Integer call() throws IOException {
    double rate = rate("--max-false-alarms", most);
    double sure = rate("--confidence", confidence);
    var err = Objects.requireNonNull(spec).commandLine().getErr();
    try (var router = DryRouter.of(config, System.getenv(), lenient, RouterEvents.NONE)) {
      Map<SignalName, Scores> scores = new LinkedHashMap<>();
      int failed = read(router, benign, scores, true);
      if (attacks != null) {
        failed += read(router, attacks, scores, false);
      }
      if (failed > 0) {
        err.println("%d prompts could not be read by every signal".formatted(failed));
      }
      if (scores.isEmpty()) {
        err.println(
            "nothing to calibrate (expected: a decision that uses a signal of type jailbreak or pii,"
                + " or --signal)");
        return 1;
      }
      boolean kept = report(scores, router.catalog(), rate, sure);
      return kept && failed == 0 ? 0 : 1;
    } catch (ConfigRefusedException refused) {
      refused.problems().forEach(problem -> err.println(problem.text()));
    } catch (NoSuchFileException missing) {
      err.println("no such file: " + missing.getFile());
    } catch (CharacterCodingException garbled) {
      err.println("the prompts are no UTF-8 (expected: one prompt a line)");
    }
    return 1;
  }

  /** Lets every signal read every prompt; tells for how many prompts one could not. */
  private int read(DryRouter router, Path file, Map<SignalName, Scores> scores, boolean harmless)
      throws IOException {
    int failed = 0;
    int number = 0;
    for (var line : Files.readAllLines(file)) {
      number++;
      if (line.isBlank()) {
        continue;
      }
      var readings = readings(router, request(router, line, file, number));
      boolean whole = readings.failures().isEmpty();
      failed += whole ? 0 : 1;
      readings
          .values()
          .forEach((name, value) -> {
            if (chosen(name, router.catalog(), readings.facts().containsKey(name))) {
              var of = scores.computeIfAbsent(name, none -> new Scores());
              (harmless ? of.harmless : of.harmful).add(value);
            }
          });
    }
    return failed;
  }

  private static Readings readings(DryRouter router, ChatRequest request) {
    return Evaluation.of(router.router(), request).readings();
  }

  private boolean chosen(SignalName name, Catalog catalog, boolean named) {
    if (!wanted.isEmpty()) {
      return wanted.contains(name.toString());
    }
    return named && catalog.signalByLeaf(name.type()).filter(SignalPart::safety).isPresent();
  }

  private ChatRequest request(DryRouter router, String line, Path file, int number) {
    var chat = JSON.createObjectNode();
    chat.put("model", router.router().current().fleet().names().getFirst());
    JsonNode json = null;
    if (line.stripLeading().startsWith("{")) {
      try {
        json = JSON.readTree(line);
      } catch (JacksonException plain) {
        // A prompt may begin with a brace.
        json = null;
      }
    }
    if (json != null && json.path("messages").isArray()) {
      chat.set("messages", json.path("messages"));
    } else {
      boolean wrapped = json != null && json.path("text").isString();
      chat.putArray("messages")
          .addObject()
          .put("role", "user")
          .put("content", wrapped ? Objects.requireNonNull(json).path("text").stringValue() : line);
    }
    try {
      return router.catalog().protocols().getFirst().decode(JSON.writeValueAsBytes(chat));
    } catch (RouterException refused) {
      throw usage("%s:%d: %s".formatted(file, number, refused.message()));
    }
  }

  private boolean report(Map<SignalName, Scores> scores, Catalog catalog, double rate, double sure)
      throws IOException {
    PrintWriter print = Objects.requireNonNull(spec).commandLine().getOut();
    Map<String, Map<String, Double>> chosen = new TreeMap<>();
    boolean kept = true;
    for (var entry : scores.entrySet()) {
      var name = entry.getKey();
      var of = entry.getValue();
      var calibration = new Calibration(of.harmless, of.harmful, rate, sure);
      print.println(
          "%s: %d harmless prompts, %d attacks"
              .formatted(name, of.harmless.size(), of.harmful.size()));
      print.print(table(calibration, sure));
      var threshold = calibration.threshold();
      if (threshold == null) {
        kept = false;
        print.println(
            "  no threshold is shown to keep %s at %s confidence (expected: at least %d harmless"
                    .formatted(percent(rate), percent(sure), Calibration.promptsFor(rate, sure))
                + " prompts, of which none scores 1)");
      } else {
        var list = catalog.signalByLeaf(name.type()).map(SignalPart::listKey).orElse(name.type());
        chosen.computeIfAbsent(list, none -> new TreeMap<>()).put(name.name(), threshold);
      }
      print.println();
    }
    var lines = lines(chosen, rate, sure);
    print.print(lines);
    print.flush();
    if (out != null && !chosen.isEmpty()) {
      Files.writeString(out, lines);
    }
    return kept;
  }

  private static String table(Calibration calibration, double sure) {
    var text = new StringBuilder();
    text.append(
        "  threshold  false alarms      rate  at most (%s)    caught  at least%n"
            .formatted(percent(sure)));
    for (var point : calibration.tradeOff()) {
      var marked = Double.valueOf(point.threshold()).equals(calibration.threshold());
      text.append(
          String.format(
              Locale.ROOT,
              "%s %9.4f  %12d  %8s  %13s  %8s  %8s%n",
              marked ? "*" : " ",
              point.threshold(),
              point.alarms(),
              percent(point.rate()),
              percent(point.atMost()),
              point.caught() == null ? "-" : percent(point.caught()),
              point.caughtAtLeast() == null ? "-" : percent(point.caughtAtLeast())));
    }
    return text.toString();
  }

  private static String lines(Map<String, Map<String, Double>> chosen, double rate, double sure) {
    if (chosen.isEmpty()) {
      return "";
    }
    var text =
        new StringBuilder(
            "# at most %s false alarms, %s confidence%nrouting:%n  signals:%n"
                .formatted(percent(rate), percent(sure)));
    chosen.forEach((list, thresholds) -> {
      text.append("    %s:%n".formatted(list));
      thresholds.forEach((name, value) ->
          text.append(
              String.format(
                  Locale.ROOT,
                  "    - name: %s%n      threshold: %.4f%n",
                  JSON.writeValueAsString(name),
                  value)));
    });
    return text.toString();
  }

  private static String percent(double share) {
    return String.format(Locale.ROOT, "%.4g %%", share * 100);
  }

  /** A rate between 0 and 1, exclusive, written as a share or in per cent. */
  private double rate(String option, String text) {
    try {
      boolean percent = text.endsWith("%");
      var number = percent ? text.substring(0, text.length() - 1) : text;
      double rate = Double.parseDouble(number.strip()) / (percent ? 100 : 1);
      if (rate > 0 && rate < 1) {
        return rate;
      }
    } catch (NumberFormatException none) {
      // Told below.
    }
    throw usage("%s: %s (expected: a rate such as 0.5%% or 0.005)".formatted(option, text));
  }

  private ParameterException usage(String message) {
    return new ParameterException(Objects.requireNonNull(spec).commandLine(), message);
  }
}
