package io.signalbox.kubernetes.resource;

import io.fabric8.crd.generator.annotation.AdditionalPrinterColumn;
import io.fabric8.crd.generator.annotation.AdditionalPrinterColumn.Type;
import io.fabric8.kubernetes.api.model.Namespaced;
import io.fabric8.kubernetes.client.CustomResource;
import io.fabric8.kubernetes.model.annotation.Group;
import io.fabric8.kubernetes.model.annotation.ShortNames;
import io.fabric8.kubernetes.model.annotation.Version;

/** Models that routes can use. */
@Group("vllm.ai")
@Version("v1alpha1")
@ShortNames("ipool")
@AdditionalPrinterColumn(
    name = "Default Model",
    jsonPath = ".spec.defaultModel",
    type = Type.STRING)
@AdditionalPrinterColumn(
    name = "Models",
    jsonPath = ".status.modelCount",
    type = Type.INTEGER)
@AdditionalPrinterColumn(
    name = "Status",
    jsonPath = ".status.conditions[?(@.type=='Ready')].status",
    type = Type.STRING)
@AdditionalPrinterColumn(
    name = "Age",
    jsonPath = ".metadata.creationTimestamp",
    type = Type.DATE)
public final class IntelligentPool extends CustomResource<IntelligentPoolSpec, IntelligentPoolStatus>
    implements Namespaced {
  private static final long serialVersionUID = 1L;
}
