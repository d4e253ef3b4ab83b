package io.signalbox.kubernetes.intelligent;

import static io.signalbox.kubernetes.intelligent.Nodes.entry;

import io.signalbox.config.tree.ConfigNode;
import io.signalbox.config.tree.ConfigNode.Entry;
import io.signalbox.config.tree.ConfigNode.Mapping;
import io.signalbox.config.tree.ConfigNode.Mark;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** The models of pools, as the document writes them. */
final class Models {
  private static final int MILLION_DIGITS = 6;

  /** What a pool says by the token and the document by the million. */
  private static final List<Price> PRICES =
      List.of(
          new Price("inputTokenPrice", "prompt_per_1m"),
          new Price("outputTokenPrice", "completion_per_1m"),
          new Price("cachedInputTokenPrice", "cached_input_per_1m"),
          new Price("cacheWriteTokenPrice", "cache_write_per_1m"));

  private record Price(String inPool, String inDocument) {}

  private Models() {}

  /**
   * The card of a model: its name and adapters from the pool, what a pool cannot say from the file.
   *
   * @param inFile the card of that name in the file, if there is one
   */
  static Mapping card(Map<String, Object> model, @Nullable Mapping inFile) {
    var entries = new ArrayList<Entry>();
    entries.add(entry("name", Nodes.of(model.get("name"))));
    if (model.get("loras") != null) {
      entries.add(entry("loras", Nodes.snake(model.get("loras"))));
    }
    if (inFile != null) {
      inFile.entries().stream()
          .filter(other -> !other.key().equals("name") && !other.key().equals("loras"))
          .forEach(entries::add);
    }
    return new Mapping(entries, Mark.NOWHERE);
  }

  /** What a path beneath the provider's entry of a model is called in the pool. */
  static UnaryOperator<String> inPool() {
    return beneath -> {
      for (var price : PRICES) {
        if (beneath.endsWith(price.inDocument())) {
          return beneath.replace(price.inDocument(), price.inPool());
        }
      }
      return Nodes.toCamel(beneath);
    };
  }

  /** What the provider's entry of a model says instead of the file's, by its keys. */
  static List<Entry> metadata(Map<String, Object> model) {
    var entries = new ArrayList<Entry>();
    var family = RoutingResource.text(model, "reasoningFamily");
    if (!family.isBlank()) {
      entries.add(entry("reasoning_family", Nodes.text(family)));
    }
    if (model.get("pricing") instanceof Map<?, ?> pricing) {
      entries.add(entry("pricing", pricing(RoutingResource.mapping(pricing))));
    }
    return entries;
  }

  private static Mapping pricing(Map<String, Object> pricing) {
    var entries = new ArrayList<Entry>();
    if (pricing.get("currency") != null) {
      entries.add(entry("currency", Nodes.of(pricing.get("currency"))));
    }
    for (var price : PRICES) {
      var value = pricing.get(price.inPool());
      if (value != null) {
        entries.add(entry(price.inDocument(), perMillion(value)));
      }
    }
    return new Mapping(entries, Mark.NOWHERE);
  }

  private static ConfigNode perMillion(Object price) {
    if (!(price instanceof Number number)) {
      return Nodes.of(price);
    }
    var exact = Nodes.decimal(number).movePointRight(MILLION_DIGITS).stripTrailingZeros();
    return Nodes.bare(exact.toPlainString());
  }
}
