package io.signalbox.operator.dependent;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.HasMetadata;
import java.util.List;
import java.util.Map;

/** The router's document and its tools. Secrets are named in it, never written. */
public final class RouterConfigMap implements Dependent {
  /** The key of the document, and its file name in the pod. */
  public static final String DOCUMENT = "config.yaml";

  /** The key of the tools. */
  public static final String TOOLS = "tools_db.json";

  /** The annotation that tells how many servers of models the document leads to. */
  public static final String ADDRESSES = "signalbox.io/addresses";

  @Override
  public List<Kind> kinds() {
    return List.of(Kind.of(ConfigMap.class));
  }

  @Override
  public List<ConfigMap> desired(Plan plan) {
    var metadata = plan.metadata(plan.configName());
    metadata.setAnnotations(Map.of(ADDRESSES, Integer.toString(plan.addresses())));
    return List.of(
        new ConfigMapBuilder()
            .withMetadata(metadata)
            .addToData(DOCUMENT, plan.document().yaml())
            .addToData(TOOLS, plan.document().toolsJson())
            .build());
  }

  /** Whether a ConfigMap leads to a server of a model. */
  public static boolean hasAddresses(HasMetadata configMap) {
    var count = configMap.getMetadata().getAnnotations().get(ADDRESSES);
    return count != null && !count.equals("0");
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
