package io.signalbox.config.load;

import io.signalbox.config.RouterSettings.ConfigSource;
import io.signalbox.config.tree.ConfigNode;
import io.signalbox.config.tree.ConfigNode.Mapping;
import io.signalbox.config.tree.ConfigNode.Mark;
import io.signalbox.config.tree.ConfigNode.Scalar;
import io.signalbox.config.tree.ConfigNode.Sequence;
import io.signalbox.config.tree.ConfigNode.Style;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * The models that a document names without a card, where cards come from a cluster. Such a document
 * must serve before the cluster has answered, so each of its models gets a card of that name.
 */
final class ModelsToCome {
  private ModelsToCome() {}

  /** The document with the cards; as it is when its models do not come from a cluster. */
  static Mapping in(Mapping root) {
    if (!fromCluster(root) || !takesCards(root)) {
      return root;
    }
    var routing = root.mapping("routing");
    var missing = named(root);
    missing.removeAll(carded(routing));
    if (missing.isEmpty()) {
      return root;
    }
    var cards = new ArrayList<>(routing.items("modelCards"));
    missing.forEach(name -> cards.add(card(name)));
    return root.with("routing", routing.with("modelCards", new Sequence(cards, routing.mark())));
  }

  private static boolean fromCluster(Mapping root) {
    return root.mapping("global").mapping("router").value("config_source") instanceof Scalar source
        && source
            .text()
            .strip()
            .toLowerCase(Locale.ROOT)
            .equals(ConfigSource.KUBERNETES.name().toLowerCase(Locale.ROOT));
  }

  /** Whether cards can be added without hiding a value that is wrong. */
  private static boolean takesCards(Mapping root) {
    var routing = root.value("routing");
    var cards = root.mapping("routing").value("modelCards");
    return (routing == null || routing.isNull() || routing instanceof Mapping)
        && (cards == null || cards.isNull() || cards instanceof Sequence);
  }

  private static Set<String> named(Mapping root) {
    var providers = root.mapping("providers");
    var names = new LinkedHashSet<String>();
    add(names, providers.mapping("defaults"), "default_model");
    providers.items("models").forEach(model -> add(names, model, "name"));
    for (var decision : root.mapping("routing").items("decisions")) {
      if (decision instanceof Mapping mapping) {
        mapping.items("modelRefs").forEach(ref -> add(names, ref, "model"));
      }
    }
    return names;
  }

  /** The names of cards and of their adapters. */
  private static Set<String> carded(Mapping routing) {
    var names = new LinkedHashSet<String>();
    for (var card : routing.items("modelCards")) {
      add(names, card, "name");
      if (card instanceof Mapping mapping) {
        mapping.items("loras").forEach(lora -> add(names, lora, "name"));
      }
    }
    return names;
  }

  private static void add(Set<String> names, ConfigNode node, String key) {
    if (node instanceof Mapping mapping
        && mapping.value(key) instanceof Scalar name
        && !name.text().isBlank()) {
      names.add(name.text());
    }
  }

  private static Mapping card(String name) {
    var text = new Scalar(name, name, Style.QUOTED, Mark.NOWHERE);
    return new Mapping(List.of(new ConfigNode.Entry("name", Mark.NOWHERE, text)), Mark.NOWHERE);
  }
}
