/**
 * The custom resources of vllm.ai/v1alpha1 as records. Start at {@link
 * io.signalbox.kubernetes.resource.SemanticRouter}. The CRD files are made from these records. An
 * absent field is null. Nothing here knows the router or a client of Kubernetes.
 */
@NullMarked
package io.signalbox.kubernetes.resource;

import org.jspecify.annotations.NullMarked;
