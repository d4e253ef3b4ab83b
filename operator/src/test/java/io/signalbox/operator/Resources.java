package io.signalbox.operator;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import io.signalbox.kubernetes.resource.SemanticRouter;

/** Resources from YAML. */
public final class Resources {
  private static final KubernetesSerialization YAML = new KubernetesSerialization();

  private Resources() {}

  /** A resource called {@code sr} in namespace {@code ns} with a spec. */
  public static SemanticRouter router(String spec) {
    return YAML.unmarshal(
        """
        apiVersion: vllm.ai/v1alpha1
        kind: SemanticRouter
        metadata: {name: sr, namespace: ns}
        spec:
        """
            + spec.indent(2),
        SemanticRouter.class);
  }

  public static Service service(String yaml) {
    return YAML.unmarshal("apiVersion: v1\nkind: Service\n" + yaml, Service.class);
  }

  public static GenericKubernetesResource inference(String yaml) {
    return YAML.unmarshal(
        "apiVersion: serving.kserve.io/v1beta1\nkind: InferenceService\n" + yaml,
        GenericKubernetesResource.class);
  }

  public static String json(Object value) {
    return YAML.asJson(value);
  }
}
