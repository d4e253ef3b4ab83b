package io.signalbox.backends.cache;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.signalbox.chat.Fingerprint;
import io.signalbox.store.StoreException;
import io.signalbox.store.VectorIndex;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Vectors in hashes that a search module finds. A hash says its partition by a digest, in which no
 * letter has a meaning for the module and no two differ by case alone; the model is part of it.
 */
final class RedisVectors implements VectorIndex {
  private final RedisLink link;
  private final RedisSearch search;
  private final RedisKeys keys;
  private final String prefix;
  private final String model;

  RedisVectors(RedisLink link, RedisSearch search, String prefix, String model) {
    this.link = link;
    this.search = search;
    this.keys = new RedisKeys(link);
    this.prefix = prefix;
    this.model = Fingerprint.of(model);
  }

  boolean possible() {
    return search.possible();
  }

  void check() {
    search.recheck();
  }

  @Override
  public List<Near> nearest(String partition, float[] vector, int most, double least) {
    refuseOtherLengths(vector);
    if (!search.ready()) {
      return List.of();
    }
    try {
      var found = search.search(tag(partition), bytes(vector), most);
      var nearest = new Nearest(most, least);
      var path = path(partition);
      for (int i = 1; i + 1 < found.size(); i += 2) {
        var key = SearchFacts.text(found.get(i));
        if (key.startsWith(path) && found.get(i + 1) instanceof List<?> fields) {
          nearest.offer(key.substring(path.length()), 1 - distance(fields));
        }
      }
      return nearest.list();
    } catch (RedisLink.Refusal refusal) {
      throw refusal.told();
    }
  }

  /** Not a number where a hash ended while it was found. */
  private static double distance(List<?> fields) {
    if (fields.size() < 2 || !(fields.get(1) instanceof byte[] number)) {
      return Double.NaN;
    }
    try {
      return Double.parseDouble(new String(number, UTF_8));
    } catch (NumberFormatException odd) {
      return Double.NaN;
    }
  }

  // The fields are written in their order, and never looked up.
  @SuppressWarnings("UndefinedEquals")
  @Override
  public void add(String partition, String id, float[] vector, Duration ttl) {
    refuseOtherLengths(vector);
    if (!search.ready()) {
      return;
    }
    Map<byte[], byte[]> fields = new LinkedHashMap<>();
    fields.put(RedisSearch.PARTITION.getBytes(UTF_8), tag(partition).getBytes(UTF_8));
    fields.put(search.field().getBytes(UTF_8), bytes(vector));
    var key = key(partition, id);
    try {
      link.ask(commands -> {
        var added = commands.hset(key, fields);
        var ends = commands.pexpire(key, Math.max(1, ttl.toMillis()));
        return added.thenCombine(ends, (_, ending) -> ending);
      });
    } catch (RedisLink.Refusal refusal) {
      throw refusal.told();
    }
  }

  @Override
  public void remove(String partition, String id) {
    try {
      link.ask(commands -> commands.del(key(partition, id)));
    } catch (RedisLink.Refusal refusal) {
      throw refusal.told();
    }
  }

  /** Vectors of all models. */
  @Override
  public long clear(String prefix) {
    var anyModel = "?".repeat(model.length());
    try {
      return keys.clear(
          RedisKeys.literally(this.prefix) + anyModel + RedisKeys.literally("/" + prefix) + "*");
    } catch (RedisLink.Refusal refusal) {
      throw refusal.told();
    }
  }

  private String path(String partition) {
    return prefix + model + "/" + partition + "/";
  }

  private byte[] key(String partition, String id) {
    return (path(partition) + id).getBytes(UTF_8);
  }

  private String tag(String partition) {
    return Fingerprint.of(model, partition);
  }

  private void refuseOtherLengths(float[] vector) {
    if (vector.length != search.dimensions()) {
      throw new StoreException(
          "a vector of %d numbers (expected: %d)".formatted(vector.length, search.dimensions()));
    }
  }

  private static byte[] bytes(float[] vector) {
    var bytes = ByteBuffer.allocate(Float.BYTES * vector.length).order(ByteOrder.LITTLE_ENDIAN);
    bytes.asFloatBuffer().put(vector);
    return bytes.array();
  }
}
