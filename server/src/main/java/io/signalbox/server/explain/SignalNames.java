package io.signalbox.server.explain;

import io.signalbox.catalog.Catalog;
import io.signalbox.signal.Fact;
import io.signalbox.signal.Readings;
import io.signalbox.signal.SignalName;
import java.util.function.Predicate;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Names of signals as answers group them: by kind, as the matched-signal headers name kinds. */
public final class SignalNames {
  private final Catalog catalog;

  public SignalNames(Catalog catalog) {
    this.catalog = catalog;
  }

  /** The names whose fact is of interest. */
  public ObjectNode of(Readings readings, Predicate<Fact> interest) {
    var json = JsonMapper.shared().createObjectNode();
    readings
        .facts()
        .forEach((name, fact) -> {
          if (interest.test(fact)) {
            add(json, name);
          }
        });
    return json;
  }

  /** Adds a name to its group. */
  void add(ObjectNode json, SignalName name) {
    json.withArrayProperty(group(name.type())).add(name.name());
  }

  private String group(String leafType) {
    return catalog
        .signalByLeaf(leafType)
        .map(part -> part.told().matched().replace('-', '_'))
        .orElse(leafType);
  }
}
