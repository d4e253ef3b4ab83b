package io.signalbox.parts.guard;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What was found in the texts read last, by their SHA-256: a conversation comes again with every
 * turn. No text is kept. Safe for use by many threads at once.
 */
final class Memo {
  private static final int MOST = 4_096;

  private final Map<String, Assessment> found =
      new LinkedHashMap<>(64, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Assessment> eldest) {
          return size() > MOST;
        }
      };

  String key(String text, Origin origin) {
    try {
      var digest = MessageDigest.getInstance("SHA-256");
      digest.update(text.getBytes(StandardCharsets.UTF_16BE));
      digest.update(origin.key().getBytes(StandardCharsets.UTF_8));
      // The encoding replaces lone surrogates; the hash code tells them apart.
      return Base64.getEncoder().encodeToString(digest.digest()) + text.hashCode();
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  synchronized @Nullable Assessment get(String key) {
    return found.get(key);
  }

  synchronized void put(String key, Assessment assessment) {
    found.put(key, assessment);
  }
}
