package io.signalbox.kubernetes.resource;

import io.fabric8.crd.generator.annotation.AdditionalPrinterColumn;
import io.fabric8.crd.generator.annotation.AdditionalPrinterColumn.Type;
import io.fabric8.kubernetes.api.model.Namespaced;
import io.fabric8.kubernetes.client.CustomResource;
import io.fabric8.kubernetes.model.annotation.Group;
import io.fabric8.kubernetes.model.annotation.ShortNames;
import io.fabric8.kubernetes.model.annotation.Version;

/** Signals, and the decisions that are taken on them. */
@Group("vllm.ai")
@Version("v1alpha1")
@ShortNames("iroute")
@AdditionalPrinterColumn(
    name = "Decisions",
    jsonPath = ".status.statistics.decisions",
    type = Type.INTEGER)
@AdditionalPrinterColumn(
    name = "Keywords",
    jsonPath = ".status.statistics.keywords",
    type = Type.INTEGER)
@AdditionalPrinterColumn(
    name = "Embeddings",
    jsonPath = ".status.statistics.embeddings",
    type = Type.INTEGER)
@AdditionalPrinterColumn(
    name = "Domains",
    jsonPath = ".status.statistics.domains",
    type = Type.INTEGER)
@AdditionalPrinterColumn(
    name = "Status",
    jsonPath = ".status.conditions[?(@.type=='Ready')].status",
    type = Type.STRING)
@AdditionalPrinterColumn(
    name = "Age",
    jsonPath = ".metadata.creationTimestamp",
    type = Type.DATE)
public final class IntelligentRoute extends CustomResource<IntelligentRouteSpec, IntelligentRouteStatus>
    implements Namespaced {
  private static final long serialVersionUID = 1L;
}
