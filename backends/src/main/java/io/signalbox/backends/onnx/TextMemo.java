package io.signalbox.backends.onnx;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Remembers what was found for the texts read last. Keeps 128 bits of a text's SHA-256 instead of
 * the text. Safe for use by many threads at once.
 */
final class TextMemo<V> {
  /** The first 128 bits of the SHA-256 of a text's UTF-16 code units. */
  record Key(long high, long low) {
    static Key of(String text) {
      try {
        var digest = MessageDigest.getInstance("SHA-256");
        var chunk = ByteBuffer.allocate(8192);
        for (int i = 0; i < text.length(); i++) {
          if (!chunk.hasRemaining()) {
            digest.update(chunk.flip());
            chunk.clear();
          }
          chunk.putChar(text.charAt(i));
        }
        digest.update(chunk.flip());
        var hash = ByteBuffer.wrap(digest.digest());
        return new Key(hash.getLong(), hash.getLong());
      } catch (NoSuchAlgorithmException e) {
        throw new IllegalStateException(e);
      }
    }
  }

  private final Map<Key, V> values;

  /**
   * @param entries the most values kept; the one used longest ago goes first
   */
  TextMemo(int entries) {
    values =
        new LinkedHashMap<>(64, 0.75f, true) {
          @Override
          protected boolean removeEldestEntry(Map.Entry<Key, V> eldest) {
            return size() > entries;
          }
        };
  }

  Optional<V> find(Key key) {
    synchronized (values) {
      return Optional.ofNullable(values.get(key));
    }
  }

  void keep(Key key, V value) {
    synchronized (values) {
      values.put(key, value);
    }
  }
}
