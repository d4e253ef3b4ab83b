package io.signalbox.bench;

import io.signalbox.parts.text.Text;
import io.signalbox.parts.text.WordSearch;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * What it costs to look for ten thousand keywords in a prompt of eight thousand tokens, which is 32
 * KB of English or as many characters of Russian.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
@State(Scope.Benchmark)
public class KeywordBenchmark {
  private static final int CHARACTERS = 32 * 1024;
  private static final int ONE_IN = 12;

  /** The first letter of the alphabet that words are made of. */
  @Param({"a", "а"})
  public String alphabet = "a";

  @Param("10000")
  public int keywords;

  private List<String> wanted = List.of();
  private WordSearch search = WordSearch.of(List.of("a"), false).search();
  private String prompt = "";

  /** Makes the words, of which one in twelve of the prompt is a keyword. */
  @Setup
  public void prepare() {
    var random = new Random(7);
    var words = new ArrayList<String>();
    for (int i = 0; i < keywords; i++) {
      words.add(word(random) + (i % 10 == 0 ? " " + word(random) : ""));
    }
    wanted = words;
    search = WordSearch.of(words, false).search();
    var text = new StringBuilder();
    while (text.length() < CHARACTERS) {
      boolean keyword = random.nextInt(ONE_IN) == 0;
      text.append(keyword ? words.get(random.nextInt(keywords)) : word(random)).append(' ');
    }
    prompt = text.toString();
  }

  private String word(Random random) {
    var word = new StringBuilder();
    for (int i = 3 + random.nextInt(8); i >= 0; i--) {
      word.append((char) (alphabet.charAt(0) + Math.abs((int) (random.nextGaussian() * 8)) % 26));
    }
    return word.toString();
  }

  /** One pass over the prompt, its folding included. */
  @Benchmark
  public BitSet find() {
    return search.found(new Text(prompt));
  }

  /** What a configuration with these keywords takes to load. */
  @Benchmark
  public WordSearch.Indexed load() {
    return WordSearch.of(wanted, false);
  }
}
