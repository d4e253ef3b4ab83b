package io.signalbox.config;

import io.signalbox.config.tree.ConfigNode;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Models, signals and decisions of one routing graph.
 *
 * @param signals the configured signals by the key of their list; each is bound by the signal
 */
public record Routing(
    @Key("modelCards") @Doc("The models.") @Default("[]") List<ModelCard> modelCards,
    @Doc("What is read from a request, one list a signal type.") @Default("{}")
        Map<String, List<ConfigNode.Mapping>> signals,
    @Doc("What is computed from signals before rules are asked.") @Default("{}")
        ProjectionsConfig projections,
    @Doc("Which models serve which requests.") @Default("[]") List<DecisionConfig> decisions,
    @Doc("How one of several matching decisions is picked; global.router.strategy when absent.")
        @Nullable Strategy strategy) {

  /** How one decision is picked from several that match. */
  public enum Strategy {
    /** The highest priority; confidence breaks ties. */
    PRIORITY,
    /** The highest confidence; priority breaks ties. */
    CONFIDENCE
  }
}
