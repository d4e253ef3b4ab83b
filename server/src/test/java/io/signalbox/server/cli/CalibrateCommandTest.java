package io.signalbox.server.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** Rules alone tell addresses of mail and of networks: no model is loaded. */
final class CalibrateCommandTest {
  private static final String CONFIG =
      """
      version: v0.3
      providers: {defaults: {default_model: m}}
      routing:
        modelCards: [{name: m}]
        signals:
          pii:
            - {name: addresses, pii_types: [EMAIL_ADDRESS, IP_ADDRESS]}
            - {name: accounts, pii_types: [IBAN_CODE]}
          keywords: [{name: ask, operator: OR, keywords: [please]}]
        decisions:
          - name: private
            priority: 2
            rules:
              operator: OR
              conditions: [{type: pii, name: addresses}, {type: keyword, name: ask}]
            modelRefs: [{model: m}]
      """;
  private static final String MAIL = "Write to ann@example.com about the lease.";

  @TempDir Path folder;
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();
  private Path config = Path.of("");

  @BeforeEach
  void write() throws IOException {
    config = Files.writeString(folder.resolve("config.yaml"), CONFIG);
  }

  private int calibrate(Path benign, String... arguments) {
    var line = new CommandLine(new CalibrateCommand());
    line.setOut(new PrintWriter(out, true)).setErr(new PrintWriter(err, true));
    List<String> all = new ArrayList<>();
    all.addAll(List.of("--config", config.toString(), "--benign", benign.toString()));
    all.addAll(Arrays.asList(arguments));
    return line.execute(all.toArray(String[]::new));
  }

  private Path prompts(String name, int plain, String... more) throws IOException {
    List<String> lines = new ArrayList<>(List.of(more));
    for (int i = 0; i < plain; i++) {
      lines.add("What is the capital of country number " + i + "?");
    }
    return Files.write(folder.resolve(name), lines);
  }

  @Test
  void linesForTheConfigurationKeepThePromise() throws IOException {
    var lines = folder.resolve("lines.yaml");
    var status =
        calibrate(
            prompts("benign.txt", 598),
            "--attacks",
            prompts("attacks.txt", 0, MAIL, MAIL, "{\"text\":\"ping 10.1.2.3\"}").toString(),
            "--out",
            lines.toString());

    assertThat(err.toString()).isEmpty();
    assertThat(status).isZero();
    // 598 prompts of which none is hit are the fewest that show 0.5 % at 95 %.
    assertThat(out.toString())
        .contains("pii:addresses: 598 harmless prompts, 3 attacks")
        .containsPattern("threshold +false alarms +rate +at most \\(95.00 %\\) +caught +at least")
        .containsPattern("\\* +0\\.0001 +0 +0\\.000 % +0\\.49\\d\\d % +100\\.0 % +36\\.84 %")
        .contains("# at most 0.5000 % false alarms, 95.00 % confidence")
        .contains("pii:accounts: 598 harmless prompts, 3 attacks")
        .doesNotContain("keyword:ask", "example.com");
    assertThat(out.toString()).endsWith(Files.readString(lines));
    assertThat(Files.readString(lines))
        .isEqualTo(
            """
            # at most 0.5000 % false alarms, 95.00 % confidence
            routing:
              signals:
                pii:
                - name: "accounts"
                  threshold: 0.0001
                - name: "addresses"
                  threshold: 0.0001
            """);
  }

  @Test
  void falseAlarmsMoveTheThresholdAboveThem() throws IOException {
    // Both score alike, so no threshold lets one of them pass; above the rules' certainty is none.
    assertThat(calibrate(prompts("benign.txt", 98, MAIL, MAIL), "--max-false-alarms", "2%"))
        .isEqualTo(1);
    assertThat(out.toString()).contains("no threshold is shown to keep 2.000 %");
    out.getBuffer().setLength(0);

    assertThat(calibrate(prompts("benign.txt", 98, MAIL, MAIL), "--max-false-alarms", "0.1"))
        .isZero();
    assertThat(out.toString())
        .contains("100 harmless prompts, 0 attacks")
        .containsPattern("\\* +0\\.0001 +2 +2\\.000 % +6\\.1\\d\\d % +- +-");
  }

  @Test
  void fewPromptsShowNothingAndSoManyAreWanted() throws IOException {
    var lines = folder.resolve("lines.yaml");
    assertThat(calibrate(prompts("benign.txt", 597), "--out", lines.toString())).isEqualTo(1);
    assertThat(out.toString())
        .contains(
            "no threshold is shown to keep 0.5000 % at 95.00 % confidence (expected: at least 598")
        .doesNotContain("routing:");
    assertThat(lines).doesNotExist();

    assertThat(
            calibrate(prompts("benign.txt", 44), "--max-false-alarms", "0.1", "--confidence=99%"))
        .isZero();
  }

  @Test
  void signalsCanBeNamed() throws IOException {
    var benign = prompts("benign.txt", 300);
    assertThat(calibrate(benign, "--max-false-alarms=1%", "--signal=pii:accounts")).isZero();
    assertThat(out.toString()).contains("pii:accounts: 300").doesNotContain("addresses");
    assertThat(calibrate(benign, "--max-false-alarms=1%", "--signal=pii:absent")).isEqualTo(1);
    assertThat(err.toString()).contains("nothing to calibrate (expected: a decision that uses");
  }

  @Test
  void conversationsAreReadAsWhatTheyAre() throws IOException {
    var talk = "{\"messages\":[{\"role\":\"user\",\"content\":\"Ask bo@example.com\"}]}";
    assertThat(
            calibrate(prompts("benign.txt", 60, talk, "", "{not JSON}"), "--max-false-alarms=8%"))
        .isZero();
    assertThat(out.toString())
        .contains("pii:addresses: 62 harmless prompts")
        .containsPattern("\\* +0\\.0001 +1 +1\\.613 %");
  }

  @Test
  void mistakesAreToldWithoutATrace() throws IOException {
    var benign = prompts("benign.txt", 5);
    assertThat(calibrate(benign, "--max-false-alarms", "7")).isEqualTo(2);
    assertThat(calibrate(benign, "--confidence", "high")).isEqualTo(2);
    assertThat(err.toString())
        .contains("--max-false-alarms: 7 (expected: a rate such as 0.5% or 0.005)")
        .contains("--confidence: high (expected: a rate");
    assertThat(calibrate(folder.resolve("absent.txt"))).isEqualTo(1);
    assertThat(err.toString()).contains("no such file: " + folder.resolve("absent.txt"));
    assertThat(calibrate(prompts("odd.txt", 0, "{\"messages\":[3]}"))).isEqualTo(2);
    assertThat(err.toString()).contains("odd.txt:1: ");
    Files.write(benign, "caf\u00e9".getBytes(StandardCharsets.ISO_8859_1));
    assertThat(calibrate(benign)).isEqualTo(1);
    assertThat(err.toString()).contains("the prompts are no UTF-8");
    Files.writeString(config, CONFIG.replace("modelRefs", "modelRef"));
    assertThat(calibrate(benign)).isEqualTo(1);
    assertThat(err.toString()).contains("modelRef").doesNotContain("\tat ");
  }
}
