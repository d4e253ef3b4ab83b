package io.signalbox.gateways.doctor;

import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the user says of where things are; what is not said is looked for.
 *
 * @param namespace of the gateway and the router
 * @param gateway name of the Gateway; null for the only one in the namespace
 * @param service name of the router's Service
 * @param config the router's document, where it is not to be taken from the cluster
 * @param gatewayUrl where clients reach the gateway
 * @param routerUrl the router's metrics port
 * @param backendUrls model servers, besides those that the document names
 */
record Targets(
    String namespace,
    @Nullable String gateway,
    String service,
    @Nullable Path config,
    @Nullable URI gatewayUrl,
    @Nullable URI routerUrl,
    List<URI> backendUrls) {}
