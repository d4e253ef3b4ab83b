package io.signalbox.server.cli;

import io.signalbox.server.ConfigRefusedException;
import io.signalbox.server.cases.CaseFile;
import io.signalbox.server.cases.CaseResult;
import io.signalbox.server.cases.CaseRun;
import io.signalbox.server.cases.JunitReport;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code signalbox test}: checks that a configuration routes as it is meant to. */
@Command(
    name = "test",
    mixinStandardHelpOptions = true,
    description =
        "Runs routing tests against a configuration: exit 0 when all pass, 1 when one fails or a"
            + " file is wrong.")
public final class TestCommand implements Callable<Integer> {
  @Mixin private DocumentOptions document = new DocumentOptions();

  @Option(
      names = {"--cases"},
      paramLabel = "FILE",
      required = true,
      description = "The routing tests: prompts and what must become of them.")
  private Path cases = Path.of("");

  @Option(
      names = {"--junit"},
      paramLabel = "FILE",
      description = "Writes the results as JUnit XML.")
  private @Nullable Path junit;

  @Spec private @Nullable CommandSpec spec;

  @Override
  public Integer call() throws IOException {
    var read = CaseFile.read(cases);
    var console = Console.of(Objects.requireNonNull(spec));
    read.problems().forEach(problem -> console.tell(problem.text()));
    if (read.cases().isEmpty()) {
      return 1;
    }
    var results = new ArrayList<CaseResult>();
    try (var run = new CaseRun(document.file(), document.environment(), document.lenient())) {
      read.cases().forEach(one -> results.add(run.run(one)));
    } catch (ConfigRefusedException refused) {
      console.tell(refused);
      return 1;
    }
    print(results);
    if (junit != null) {
      JunitReport.write(junit, cases.getFileName().toString(), results);
    }
    return results.stream().allMatch(CaseResult::passed) ? 0 : 1;
  }

  private void print(List<CaseResult> results) {
    PrintWriter out = Objects.requireNonNull(spec).commandLine().getOut();
    for (var result : results) {
      var title = result.placed().routingCase().title();
      out.println(
          "%s  %-60s  %s".formatted(result.passed() ? "pass" : "FAIL", title, result.route()));
      if (!result.passed()) {
        out.println("      %s:%d".formatted(cases, result.placed().line()));
      }
      for (var difference : result.differences()) {
        out.println("      - %s: %s".formatted(difference.what(), difference.wanted()));
        out.println("      + %s: %s".formatted(difference.what(), difference.got()));
      }
    }
    long failed = results.stream().filter(result -> !result.passed()).count();
    out.println("%d passed, %d failed".formatted(results.size() - failed, failed));
    out.flush();
  }
}
