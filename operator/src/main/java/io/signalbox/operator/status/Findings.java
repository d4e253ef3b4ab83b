package io.signalbox.operator.status;

import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.signalbox.operator.adapter.AdapterReport;
import io.signalbox.operator.apply.Outcome;
import io.signalbox.operator.apply.Refusal;
import io.signalbox.operator.backend.Resolution;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * All that was found about one router in one look.
 *
 * @param problems why its configuration is not used; empty when it is
 * @param problemReason one word for them
 * @param warnings what is better said otherwise
 * @param endpoints how many endpoints the resource names
 * @param resolution where they are
 * @param lastKept whether the router goes on with the configuration it had
 * @param missing what the resource names and the cluster does not have
 * @param outcome what applying came to
 * @param deployment the Deployment, if there is one
 * @param adapters what the backends serve, or null while nobody has asked them
 * @param gatewayProblem what is wrong with the Gateway of the resource, or null
 * @param gatewayAttached whether a Gateway is named and there
 * @param routeAsked whether an OpenShift Route is wanted and the cluster is OpenShift
 * @param routeHost the host that the Route was given, if it is known
 */
public record Findings(
    List<String> problems,
    String problemReason,
    List<String> warnings,
    int endpoints,
    Resolution resolution,
    boolean lastKept,
    List<Refusal> missing,
    Outcome outcome,
    Optional<Deployment> deployment,
    @Nullable AdapterReport adapters,
    @Nullable String gatewayProblem,
    boolean gatewayAttached,
    boolean routeAsked,
    @Nullable String routeHost) {}
