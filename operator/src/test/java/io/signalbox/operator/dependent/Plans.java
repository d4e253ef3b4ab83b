package io.signalbox.operator.dependent;

import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import io.signalbox.kubernetes.resource.SemanticRouter;
import io.signalbox.operator.backend.Resolution;
import io.signalbox.operator.config.RouterDocument;
import java.util.List;
import java.util.Optional;

/** Plans of resources that tests write down. */
final class Plans {
  static final KubernetesSerialization SERIALIZATION = new KubernetesSerialization();

  private Plans() {}

  static Plan of(String spec) {
    return of(spec, false);
  }

  static Plan of(String spec, boolean openshift) {
    var yaml =
        """
        apiVersion: vllm.ai/v1alpha1
        kind: SemanticRouter
        metadata: {name: r, namespace: n, uid: u-1}
        spec:
        %s\
        """
            .formatted(spec.indent(2));
    var router = SERIALIZATION.unmarshal(yaml, SemanticRouter.class);
    var document = RouterDocument.build(router, new Resolution(List.of(), List.of()));
    var image = RouterImage.of(router.getSpec().image(), Optional.empty());
    return new Plan(router, openshift, document, image.name(), 0, List.of());
  }
}
