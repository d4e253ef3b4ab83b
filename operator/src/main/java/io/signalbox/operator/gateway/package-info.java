/**
 * What connects a gateway that exists to a router. Begin at {@link
 * io.signalbox.operator.gateway.GatewayAttachment}. Nothing here talks to a cluster.
 */
@NullMarked
package io.signalbox.operator.gateway;

import org.jspecify.annotations.NullMarked;
