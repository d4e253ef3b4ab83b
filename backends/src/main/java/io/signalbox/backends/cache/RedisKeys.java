package io.signalbox.backends.cache;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.lettuce.core.KeyScanCursor;
import io.lettuce.core.ScanArgs;
import io.lettuce.core.ScanCursor;
import io.signalbox.store.StoreException;
import java.time.Duration;
import java.util.List;

/** Goes through the keys of a server that begin in some way, page by page. */
final class RedisKeys {
  private static final int PAGE = 500;
  private static final long PATIENCE_NANOS = Duration.ofSeconds(30).toNanos();

  private final RedisLink link;

  RedisKeys(RedisLink link) {
    this.link = link;
  }

  /** A text as a pattern that nothing else matches. */
  static String literally(String text) {
    var pattern = new StringBuilder();
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if ("*?[]\\^-".indexOf(c) >= 0) {
        pattern.append('\\');
      }
      pattern.append(c);
    }
    return pattern.toString();
  }

  /** Deletes what matches, and tells how many there were. */
  long clear(String pattern) throws RedisLink.Refusal {
    return each(pattern, true);
  }

  /** How many match; a key that is moved meanwhile may count twice. */
  long count(String pattern) throws RedisLink.Refusal {
    return each(pattern, false);
  }

  private long each(String pattern, boolean deleting) throws RedisLink.Refusal {
    long start = System.nanoTime();
    var matching = ScanArgs.Builder.matches(pattern.getBytes(UTF_8)).limit(PAGE);
    ScanCursor cursor = ScanCursor.INITIAL;
    long count = 0;
    do {
      if (System.nanoTime() - start > PATIENCE_NANOS) {
        throw new StoreException("there are more keys than can be gone through");
      }
      var from = cursor;
      KeyScanCursor<byte[]> page = link.ask(commands -> commands.scan(from, matching));
      count += deleting ? delete(page.getKeys()) : page.getKeys().size();
      cursor = page;
    } while (!cursor.isFinished());
    return count;
  }

  private long delete(List<byte[]> keys) throws RedisLink.Refusal {
    if (keys.isEmpty()) {
      return 0;
    }
    return link.ask(commands -> commands.unlink(keys.toArray(byte[][]::new)));
  }
}
