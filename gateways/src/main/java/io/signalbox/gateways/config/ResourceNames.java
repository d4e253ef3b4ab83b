package io.signalbox.gateways.config;

import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import java.util.zip.CRC32;

/**
 * Makes names for objects of models' names: DNS labels of at most 40 characters. A name that had to
 * be changed, or that another model has already, ends with a checksum of the model's name.
 */
final class ResourceNames {
  private static final int LENGTH = 40;
  private final Set<String> taken = new HashSet<>();

  String of(String model) {
    var label =
        model.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-").replaceAll("^-+|-+$", "");
    if (label.equals(model) && label.length() <= LENGTH && taken.add(label)) {
      return label;
    }
    var crc = new CRC32();
    crc.update(model.getBytes(StandardCharsets.UTF_8));
    var sum = "%08x".formatted(crc.getValue());
    int room = LENGTH - sum.length() - 1;
    var head = label.length() > room ? label.substring(0, room).replaceAll("-+$", "") : label;
    var name = head.isEmpty() ? sum : head + "-" + sum;
    for (int i = 2; !taken.add(name); i++) {
      name = (head.isEmpty() ? sum : head + "-" + sum) + "-" + i;
    }
    return name;
  }
}
