package io.signalbox.gateways.config;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Makes the maps and texts that configurations are made of; the order of keys is kept. */
final class Tree {
  private Tree() {}

  /** A map of keys and values in turn; a value that is null is left out with its key. */
  static Map<String, Object> of(@Nullable Object... keysAndValues) {
    var map = new LinkedHashMap<String, Object>();
    for (int i = 0; i < keysAndValues.length; i += 2) {
      var value = keysAndValues[i + 1];
      if (value != null) {
        map.put(String.valueOf(keysAndValues[i]), value);
      }
    }
    return map;
  }

  /** Seconds with an {@code s}, as protobuf writes durations; parts of one in up to 3 digits. */
  static String seconds(Duration time) {
    long millis = time.toMillis();
    if (millis % 1000 == 0) {
      return millis / 1000 + "s";
    }
    var parts = "%03d".formatted(millis % 1000).replaceAll("0+$", "");
    return millis / 1000 + "." + parts + "s";
  }

  /** Whole seconds or milliseconds, as the Gateway API writes durations: five digits a unit. */
  static String gatewaySeconds(Duration time) {
    long millis = Math.max(1, time.toMillis());
    if (millis < 100_000 && millis % 1000 != 0) {
      return millis + "ms";
    }
    long seconds = Math.max(1, Math.ceilDiv(millis, 1000L));
    return seconds < 100_000 ? seconds + "s" : Math.min(99_999, seconds / 3600) + "h";
  }
}
