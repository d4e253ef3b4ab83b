package io.signalbox.operator.dependent;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import java.util.List;

/** The router's document and its tools. Secrets are named in it, never written. */
public final class RouterConfigMap implements Dependent {
  /** The key of the document, and its file name in the pod. */
  public static final String DOCUMENT = "config.yaml";

  /** The key of the tools. */
  public static final String TOOLS = "tools_db.json";

  @Override
  public List<Kind> kinds() {
    return List.of(Kind.of(ConfigMap.class));
  }

  @Override
  public List<ConfigMap> desired(Plan plan) {
    return List.of(
        new ConfigMapBuilder()
            .withMetadata(plan.metadata(plan.configName()))
            .addToData(DOCUMENT, plan.document().yaml())
            .addToData(TOOLS, plan.document().toolsJson())
            .build());
  }

  @Override
  public boolean pruned() {
    return false;
  }

  @Override
  public boolean carriesConfiguration() {
    return true;
  }
}
