package io.signalbox.server.trace;

import io.opentelemetry.sdk.common.export.GrpcSender;
import io.opentelemetry.sdk.common.export.GrpcSenderConfig;
import io.opentelemetry.sdk.common.export.GrpcSenderProvider;

/** Lets the SDK send by the gRPC that is here anyway; it finds this by its service file. */
public final class NettySenderProvider implements GrpcSenderProvider {
  @Override
  public GrpcSender createSender(GrpcSenderConfig config) {
    return new NettySender(config);
  }
}
