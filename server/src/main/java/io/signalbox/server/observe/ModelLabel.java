package io.signalbox.server.observe;

import io.signalbox.fleet.Fleet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Turns names of clients into label values: what the catalog does not know is {@code unknown}, so
 * that a client cannot make series.
 */
final class ModelLabel {
  static final String UNKNOWN = "unknown";

  private volatile @Nullable Fleet fleet;

  void follow(Fleet current) {
    fleet = current;
  }

  /** The name when it is an auto name or a model of the catalog. */
  String of(@Nullable String name) {
    var known = fleet;
    if (name == null || known == null) {
      return UNKNOWN;
    }
    var stripped = name.strip();
    return known.auto(stripped) || known.find(stripped) != null ? stripped : UNKNOWN;
  }

  /** The models of the catalog. */
  Set<String> models() {
    var known = fleet;
    return known == null ? Set.of() : known.models().keySet();
  }

  /** Whether the name asks the router to choose. */
  boolean auto(@Nullable String name) {
    var known = fleet;
    return name != null && known != null && known.auto(name);
  }
}
