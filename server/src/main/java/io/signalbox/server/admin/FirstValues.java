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

  /** The parameters of a query; letter case counts. */
  static Map<String, String> ofQuery(MultiMap all) {
    var first = new HashMap<String, String>();
    all.forEach(entry -> first.putIfAbsent(entry.getKey(), entry.getValue()));
    return Map.copyOf(first);
  }

  /** Headers by name in lower case. */
  static Map<String, String> ofHeaders(MultiMap all) {
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
