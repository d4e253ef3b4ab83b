package io.signalbox.server.admin;

import io.vertx.core.MultiMap;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** The first value of each header or parameter of a request; credentials are left out. */
final class FirstValues {
  private static final Set<String> CREDENTIALS =
      Set.of("authorization", "proxy-authorization", "cookie");

  private FirstValues() {}

  static Map<String, String> of(MultiMap all) {
    var first = new HashMap<String, String>();
    for (var entry : all) {
      var name = entry.getKey().toLowerCase(Locale.ROOT);
      if (!CREDENTIALS.contains(name)) {
        first.putIfAbsent(name, entry.getValue());
      }
    }
    return Map.copyOf(first);
  }
}
