package io.signalbox.server.cli;

import io.signalbox.chat.ChatRequest;
import io.signalbox.chat.RouterException;
import io.signalbox.server.ConfigRefusedException;
import io.signalbox.server.DryRouter;
import io.signalbox.server.calibrate.CalibrationReport;
import io.signalbox.server.calibrate.Promise;
import io.signalbox.server.calibrate.PromptFile;
import io.signalbox.server.calibrate.Scores;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code signalbox calibrate}: chooses thresholds on a user's own prompts. */
@Command(
    name = "calibrate",
    mixinStandardHelpOptions = true,
    description =
        "Chooses thresholds of signals so that few harmless prompts reach them, and prints the"
            + " lines for the configuration: exit 0 when every threshold keeps the promise.")
public final class CalibrateCommand implements Callable<Integer> {
  @Mixin private DocumentOptions document = new DocumentOptions();

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

  @Spec private @Nullable CommandSpec spec;

  @Override
  public Integer call() throws IOException {
    var promise = new Promise(rate("--max-false-alarms", most), rate("--confidence", confidence));
    try (var router = document.router()) {
      var scores = new Scores(wanted);
      int failed = scores.read(router, prompts(router, benign), true);
      if (attacks != null) {
        failed += scores.read(router, prompts(router, attacks), false);
      }
      if (failed > 0) {
        console().tell("%d prompts could not be read by every signal".formatted(failed));
      }
      if (scores.bySignal().isEmpty()) {
        console()
            .tell(
                "nothing to calibrate (expected: a decision that uses a signal of type jailbreak or"
                    + " pii, or --signal)");
        return 1;
      }
      boolean kept = report(new CalibrationReport(scores, router.catalog(), promise));
      return kept && failed == 0 ? 0 : 1;
    } catch (ConfigRefusedException refused) {
      console().tell(refused);
    } catch (NoSuchFileException missing) {
      console().tell("no such file: " + missing.getFile());
    } catch (CharacterCodingException garbled) {
      console().tell("the prompts are no UTF-8 (expected: one prompt a line)");
    }
    return 1;
  }

  private List<ChatRequest> prompts(DryRouter router, Path file) throws IOException {
    try {
      return new PromptFile(file).requests(router);
    } catch (RouterException refused) {
      throw console().usage(refused.message());
    }
  }

  private boolean report(CalibrationReport report) throws IOException {
    var print = Objects.requireNonNull(spec).commandLine().getOut();
    print.print(report.text());
    print.print(report.lines());
    print.flush();
    if (out != null && !report.lines().isEmpty()) {
      Files.writeString(out, report.lines());
    }
    return report.kept();
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
    throw console()
        .usage("%s: %s (expected: a rate such as 0.5%% or 0.005)".formatted(option, text));
  }

  private Console console() {
    return Console.of(Objects.requireNonNull(spec));
  }
}
