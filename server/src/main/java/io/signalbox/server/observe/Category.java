package io.signalbox.server.observe;

import io.signalbox.catalog.Catalog;
import io.signalbox.catalog.SignalPart;
import io.signalbox.plugin.Routed;
import java.util.List;

/**
 * Tells the category of a call: what the decision matched of a signal that categorises, else what
 * such a signal found.
 *
 * @param leafTypes the types of such signals
 */
public record Category(List<String> leafTypes) {
  /** The one for a catalog. */
  public static Category of(Catalog catalog) {
    return new Category(
        catalog.signals().stream().filter(SignalPart::category).map(SignalPart::leafType).toList());
  }

  /** The name, or the empty string. */
  public String name(Routed routed) {
    for (var type : leafTypes) {
      var matched = routed.verdict().firstMatched(type);
      if (matched != null) {
        return matched;
      }
      var holding = routed.readings().holding(type);
      if (!holding.isEmpty()) {
        return holding.getFirst();
      }
    }
    return "";
  }
}
