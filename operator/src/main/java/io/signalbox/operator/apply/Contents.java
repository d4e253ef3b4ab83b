package io.signalbox.operator.apply;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Tells objects of a cluster apart by what they say, not by how they were written. */
final class Contents {
  /** Maps whose values are quantities: {@code 1000m} and {@code 1} are one. */
  private static final Set<String> QUANTITIES = Set.of("requests", "limits");

  private final KubernetesSerialization serialization;

  Contents(KubernetesSerialization serialization) {
    this.serialization = serialization;
  }

  /** SHA-256 in hex of an object; the order of keys counts for nothing. */
  String hash(HasMetadata object) {
    try {
      var canonical = new StringBuilder();
      write(tree(object), canonical);
      var digest = MessageDigest.getInstance("SHA-256");
      return HexFormat.of()
          .formatHex(digest.digest(canonical.toString().getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  /**
   * Whether an object says all that is wanted of it. What others added, and what the API server
   * filled in, counts for nothing.
   */
  boolean says(HasMetadata actual, HasMetadata wanted) {
    return covers(tree(actual), tree(wanted), false);
  }

  private Map<?, ?> tree(HasMetadata object) {
    return serialization.convertValue(object, Map.class);
  }

  private static boolean covers(
      @Nullable Object actual, @Nullable Object wanted, boolean quantity) {
    return switch (wanted) {
      case null -> true;
      case Map<?, ?> map ->
          map.isEmpty() || (actual instanceof Map<?, ?> other && covers(other, map));
      case List<?> list ->
          list.isEmpty() || (actual instanceof List<?> other && covers(other, list));
      default -> same(actual, wanted, quantity);
    };
  }

  private static boolean covers(Map<?, ?> actual, Map<?, ?> wanted) {
    return wanted.entrySet().stream()
        .allMatch(entry -> {
          var key = entry.getKey();
          if (entry.getValue() instanceof Map<?, ?> values && QUANTITIES.contains(key)) {
            return actual.get(key) instanceof Map<?, ?> others
                && values.entrySet().stream()
                    .allMatch(one -> covers(others.get(one.getKey()), one.getValue(), true));
          }
          return covers(actual.get(key), entry.getValue(), false);
        });
  }

  /** Lists of objects may have grown by others' entries; lists of plain values belong to one. */
  private static boolean covers(List<?> actual, List<?> wanted) {
    if (wanted.stream().allMatch(Map.class::isInstance)) {
      return wanted.stream()
          .allMatch(one -> actual.stream().anyMatch(other -> covers(other, one, false)));
    }
    return actual.equals(wanted);
  }

  private static boolean same(@Nullable Object actual, Object wanted, boolean quantity) {
    if (actual == null) {
      return false;
    }
    if (actual instanceof Number one && wanted instanceof Number other) {
      return one.doubleValue() == other.doubleValue();
    }
    if (actual.equals(wanted)) {
      return true;
    }
    return quantity && sameQuantity(actual.toString(), wanted.toString());
  }

  private static boolean sameQuantity(String one, String other) {
    try {
      return Quantity.getAmountInBytes(Quantity.parse(one))
              .compareTo(Quantity.getAmountInBytes(Quantity.parse(other)))
          == 0;
    } catch (IllegalArgumentException | ArithmeticException e) {
      // Not a quantity: then two texts that differ are different.
      return false;
    }
  }

  private static void write(@Nullable Object value, StringBuilder to) {
    switch (value) {
      case Map<?, ?> map -> {
        var sorted = new TreeMap<String, Object>();
        map.forEach((key, entry) -> sorted.put(key.toString(), entry == null ? "" : entry));
        to.append('{');
        sorted.forEach((key, entry) -> {
          write(key, to);
          write(entry, to);
        });
        to.append('}');
      }
      case List<?> list -> {
        to.append('[');
        list.forEach(entry -> write(entry, to));
        to.append(']');
      }
      case null -> to.append("null;");
      // The length keeps neighbours from flowing into each other.
      default -> to.append(value.toString().length()).append(':').append(value).append(';');
    }
  }
}
