package io.signalbox.server.admin.config;

import io.signalbox.catalog.Catalog;
import io.signalbox.config.Permission;
import io.signalbox.server.admin.Operation;
import io.signalbox.server.admin.Operation.Answer;
import io.signalbox.server.admin.Operation.Question;
import io.signalbox.server.admin.Operation.Shape;
import java.util.List;
import tools.jackson.databind.json.JsonMapper;

/** What the configuration holds, in the words of the contract's other views of it. */
final class ConfigFacts {
  private static final JsonMapper JSON = JsonMapper.shared();

  private final ConfigFile file;
  private final Catalog catalog;

  ConfigFacts(ConfigFile file, Catalog catalog) {
    this.file = file;
    this.catalog = catalog;
  }

  List<Operation> all() {
    return List.of(
        new Operation("GET", "/info/classifier", "The configuration, secrets hidden", this::view)
            .needing(Permission.CONFIG_READ)
            .shaped(Shape.answering("ClassifierView")),
        new Operation(
                "GET", "/metrics/classification", "How much is configured of what", this::counts)
            .needing(Permission.METRICS_READ)
            .shaped(Shape.answering("ClassificationCounts")));
  }

  private Answer view(Question question) {
    var json = JSON.createObjectNode();
    var revision = file.read();
    if (revision.isEmpty()) {
      return Answer.of(200, json.put("status", "no_config"));
    }
    var tree = revision.tree();
    boolean open = question.caller().may(Permission.SECRET_VIEW);
    json.put("status", "config_loaded")
        .set("config", NodeJson.of(open ? tree : Redaction.of(tree)));
    return Answer.of(200, json);
  }

  /** Detectors that this router does not have are not there, whatever is configured. */
  private Answer counts(Question question) {
    var tree = ConfigOperations.present(file).tree();
    var routing = Edits.mapping(tree, "routing");
    var projections = Edits.mapping(routing, "projections");
    var json =
        JSON.createObjectNode()
            .put("unified_classifier", false)
            .put("fact_check_classifier", false)
            .put("hallucination_detector", false)
            .put("hallucination_explainer", false)
            .put("feedback_detector", false)
            .put("decision_count", Edits.items(routing, "decisions").size());
    var counts = JSON.createObjectNode();
    var signals = Edits.mapping(routing, "signals");
    for (var signal : catalog.signals()) {
      counts.put(signal.listKey(), Edits.items(signals, signal.listKey()).size());
    }
    for (var kind : List.of("partition", "score", "mapping")) {
      int count = Edits.items(projections, kind + "s").size();
      json.put("projection_%s_count".formatted(kind), count);
      counts.put("projection_%ss".formatted(kind), count);
    }
    var models = Edits.items(Edits.mapping(tree, "providers"), "models");
    counts.put("routing_models", models.size());
    json.set("signal_counts", counts);
    return Answer.of(200, json.put("router_config_api", true));
  }
}
