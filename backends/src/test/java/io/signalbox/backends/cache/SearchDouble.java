package io.signalbox.backends.cache;

import static io.signalbox.backends.cache.RedisDouble.check;
import static io.signalbox.backends.cache.RedisDouble.exactly;
import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.signalbox.backends.cache.RedisDouble.Kept;
import io.signalbox.backends.cache.RespServer.Fault;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The search module of {@link RedisDouble}: one index over hashes, exact, by cosine distance. */
final class SearchDouble {
  private static final Pattern QUERY =
      Pattern.compile(
          "\\(@(\\w+):\\{([A-Za-z0-9]+)}\\)=>\\[KNN (\\d+) @(\\w+) \\$(\\w+) AS (\\w+)]");

  private final RedisDouble redis;
  private @Nullable Index index;
  private String absentWords = "idx: no such index";

  /** What FT.CREATE said. */
  private record Index(
      String name, String prefix, String tag, String vector, String kind, int dimensions) {}

  private record Hit(String key, double distance) {}

  SearchDouble(RedisDouble redis) {
    this.redis = redis;
  }

  void drop() {
    index = null;
  }

  /** How it says that there is no index. */
  void sayAbsent(String words) {
    absentWords = words;
  }

  Object answer(String name, List<String> rest) {
    return switch (name) {
      case "FT.CREATE" -> create(rest);
      case "FT.INFO" -> exactly(rest, 1, info(rest.getFirst()));
      case "FT.SEARCH" -> search(rest);
      default -> new Fault("ERR unknown command '" + name + "'");
    };
  }

  private Object create(List<String> words) {
    exactly(words, 19, "");
    expect(words.subList(17, 19), List.of("DISTANCE_METRIC", "COSINE"));
    expect(words.subList(1, 5), List.of("ON", "HASH", "PREFIX", "1"));
    expect(words.subList(6, 7), List.of("SCHEMA"));
    expect(words.subList(8, 9), List.of("TAG"));
    expect(words.subList(10, 11), List.of("VECTOR"));
    expect(words.subList(12, 16), List.of("6", "TYPE", "FLOAT32", "DIM"));
    check(words.get(11).matches("HNSW|FLAT"), "Bad arguments for vector similarity algorithm");
    if (index != null) {
      return new Fault("Index already exists");
    }
    index =
        new Index(
            words.getFirst(),
            words.get(5),
            words.get(7),
            words.get(9),
            words.get(11),
            Integer.parseInt(words.get(16)));
    return "OK";
  }

  private static void expect(List<String> words, List<String> expected) {
    check(words.equals(expected), "Unknown argument");
  }

  private Object info(String name) {
    var there = index;
    if (there == null || !there.name().equals(name)) {
      return new Fault(absentWords);
    }
    List<Object> vector = bulks("identifier", there.vector(), "attribute", there.vector());
    vector.addAll(
        bulks("type", "VECTOR", "algorithm", there.kind(), "data_type", "FLOAT32", "dim"));
    vector.add((long) there.dimensions());
    vector.addAll(bulks("distance_metric", "COSINE"));
    List<Object> tag = bulks("identifier", there.tag(), "attribute", there.tag(), "type", "TAG");
    List<Object> info = bulks("index_name", name, "index_options");
    info.add(List.of());
    info.addAll(bulks("attributes"));
    info.add(List.of(tag, vector));
    info.addAll(bulks("num_docs"));
    info.add(0L);
    return info;
  }

  private static List<Object> bulks(String... words) {
    List<Object> bulks = new ArrayList<>();
    for (var word : words) {
      bulks.add(word.getBytes(ISO_8859_1));
    }
    return bulks;
  }

  private Object search(List<String> words) {
    exactly(words, 14, "");
    var there = index;
    if (there == null || !there.name().equals(words.getFirst())) {
      return new Fault(absentWords);
    }
    var query = QUERY.matcher(words.get(1));
    check(query.matches(), "Syntax error at offset 0");
    expect(words.subList(2, 5), List.of("PARAMS", "2", query.group(5)));
    expect(words.subList(6, 9), List.of("RETURN", "1", query.group(6)));
    expect(words.subList(9, 11), List.of("LIMIT", "0"));
    expect(words.subList(11, 14), List.of(query.group(3), "DIALECT", "2"));
    check(query.group(1).equals(there.tag()), "Unknown field");
    check(query.group(4).equals(there.vector()), "Unknown field");
    var vector = words.get(5);
    check(vector.length() == 4 * there.dimensions(), "Error parsing vector similarity query");
    return found(there, query.group(2), vector, Integer.parseInt(query.group(3)), query.group(6));
  }

  private Object found(Index there, String tag, String vector, int most, String name) {
    var hits = new ArrayList<Hit>();
    redis
        .kept()
        .forEach((key, one) -> {
          var kept = one.hash.get(there.vector());
          if (kept != null && key.startsWith(there.prefix()) && matches(there, one, tag)) {
            hits.add(new Hit(key, distance(vector, kept)));
          }
        });
    hits.sort(Comparator.comparingDouble(Hit::distance));
    var near = hits.subList(0, Math.min(most, hits.size()));
    List<Object> answer = new ArrayList<>();
    answer.add((long) near.size());
    // Without SORTBY nobody promises an order.
    for (var hit : near.reversed()) {
      answer.add(hit.key().getBytes(ISO_8859_1));
      answer.add(bulks(name, Double.toString(hit.distance())));
    }
    return answer;
  }

  /** Letters of tags count alike in both cases. */
  private static boolean matches(Index there, Kept one, String tag) {
    Map<String, String> hash = one.hash;
    var vector = hash.get(there.vector());
    return tag.equalsIgnoreCase(hash.get(there.tag()))
        && vector != null
        && vector.length() == 4 * there.dimensions();
  }

  private static double distance(String one, String other) {
    var a = floats(one);
    var b = floats(other);
    double product = 0;
    double lengthA = 0;
    double lengthB = 0;
    for (int i = 0; i < a.length; i++) {
      product += a[i] * b[i];
      lengthA += a[i] * a[i];
      lengthB += b[i] * b[i];
    }
    return 1 - product / Math.sqrt(lengthA * lengthB);
  }

  private static double[] floats(String text) {
    var bytes = ByteBuffer.wrap(text.getBytes(ISO_8859_1)).order(ByteOrder.LITTLE_ENDIAN);
    var floats = new double[text.length() / Float.BYTES];
    for (int i = 0; i < floats.length; i++) {
      floats[i] = bytes.getFloat();
    }
    return floats;
  }
}
