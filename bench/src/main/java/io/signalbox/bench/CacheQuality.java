package io.signalbox.bench;

import io.signalbox.config.ResponseCacheConfig.Verify;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Measures what the cache makes of pairs of questions: of those that are the same, how many get the
 * stored answer, and of those that are not, how many wrongly do. A pair is put through a whole
 * router with the models that ship, both ways round and in a partition of its own. Prints tables
 * for docs/caching.md.
 */
@Command(
    name = "cache-quality",
    mixinStandardHelpOptions = true,
    description = "Which questions get the answer to another one.")
public final class CacheQuality implements Callable<Integer> {
  @Option(
      names = "--pairs",
      required = true,
      description =
          "JSON lines with a, b, and same (true, false) or label (same, different); kind and source"
              + " may be missing.")
  private Path file = Path.of("");

  @Option(names = "--source", description = "Only lines of this source.")
  private String source = "";

  @Option(
      names = "--verify",
      split = ",",
      defaultValue = "strict,balanced,off",
      description = "Ways to verify.")
  private List<String> ways = new ArrayList<>();

  @Option(
      names = "--gate",
      split = ",",
      defaultValue = "default",
      description = "Values of similarity_threshold; default for none.")
  private List<String> gates = new ArrayList<>();

  @Option(
      names = "--kinds",
      negatable = true,
      defaultValue = "true",
      fallbackValue = "true",
      description = "Whether a table by kind follows.")
  private boolean kinds;

  @Option(names = "--wrong", description = "Shows the pairs that are told wrongly.")
  private boolean wrong;

  /** Two questions. */
  record Pair(String a, String b, boolean same, String kind) {}

  public static void main(String[] arguments) {
    System.exit(new CommandLine(new CacheQuality()).execute(arguments));
  }

  @Override
  public Integer call() throws IOException {
    var pairs = pairs();
    long same = pairs.stream().filter(Pair::same).count();
    System.out.printf("%d pairs that are the same, %d that are not%n%n", same, pairs.size() - same);
    System.out.println("| verify | similarity_threshold | hits of same | hits of different |");
    System.out.println("|---|---|---|---|");
    var judgements = new ArrayList<Judgement>();
    try (var cache = new QualityRig()) {
      for (var way : ways) {
        for (var gate : gates) {
          var judged = judge(cache, pairs, Verify.valueOf(way.toUpperCase(Locale.ROOT)), gate);
          judgements.add(judged);
          System.out.printf(
              "| %s | %s | %s | %s |%n", way, gate, judged.share(true), judged.share(false));
        }
      }
    }
    if (kinds) {
      judgements.forEach(Judgement::printKinds);
    }
    if (wrong) {
      judgements.forEach(Judgement::printWrong);
    }
    return 0;
  }

  private static Judgement judge(QualityRig cache, List<Pair> pairs, Verify verify, String gate) {
    var judged = new Judgement("verify %s, similarity_threshold %s".formatted(verify, gate));
    var router = cache.router(verify, gate);
    for (int i = 0; i < pairs.size(); i++) {
      var pair = pairs.get(i);
      judged.add(pair, cache.hits(router, "pair %d".formatted(i), pair.a(), pair.b()));
      judged.add(pair, cache.hits(router, "turned pair %d".formatted(i), pair.b(), pair.a()));
    }
    return judged;
  }

  private List<Pair> pairs() throws IOException {
    try (Stream<String> lines = Files.lines(file, StandardCharsets.UTF_8)) {
      return lines
          .filter(line -> !line.isBlank())
          .map(line -> JsonMapper.shared().readTree(line))
          .filter(line -> source.isEmpty() || line.path("source").asString("").equals(source))
          .map(CacheQuality::pair)
          .toList();
    }
  }

  private static Pair pair(JsonNode line) {
    boolean same =
        line.has("same")
            ? line.get("same").booleanValue()
            : line.get("label").stringValue().equals("same");
    return new Pair(
        line.get("a").stringValue(),
        line.get("b").stringValue(),
        same,
        line.path("kind").asString("unknown"));
  }
}
