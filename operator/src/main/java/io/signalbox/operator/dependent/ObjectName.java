package io.signalbox.operator.dependent;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.UUID;
import java.util.regex.Pattern;

/**
 * What the objects of a router are called. A resource may be called what no Service, and no value
 * of a label, may be: longer than 63 characters, with dots, with a digit in front (RFC 1035). Then
 * a mark of the whole name stands behind what fits of it, the same for ever.
 */
public final class ObjectName {
  private static final Pattern SERVICE = Pattern.compile("[a-z]([a-z0-9-]{0,61}[a-z0-9])?");
  private static final int MARK = 8;
  private static final int LONGEST_STEM = 63 - MARK - 1;

  private ObjectName() {}

  /** The name for objects of a resource of this name; mostly the same. */
  public static String of(String resource) {
    if (SERVICE.matcher(resource).matches()) {
      return resource;
    }
    var letters = Character.isDigit(resource.charAt(0)) ? "r-" + resource : resource;
    var plain = letters.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9-]", "-");
    var stem = plain.length() > LONGEST_STEM ? plain.substring(0, LONGEST_STEM) : plain;
    var mark = UUID.nameUUIDFromBytes(resource.getBytes(StandardCharsets.UTF_8)).toString();
    return stem.replaceAll("-+$", "") + "-" + mark.substring(0, MARK);
  }
}
