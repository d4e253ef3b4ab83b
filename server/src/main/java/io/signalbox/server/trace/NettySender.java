package io.signalbox.server.trace;

import io.grpc.CallOptions;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.Status;
import io.grpc.netty.NettyChannelBuilder;
import io.grpc.stub.ClientCalls;
import io.grpc.stub.MetadataUtils;
import io.grpc.stub.StreamObserver;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.common.export.GrpcResponse;
import io.opentelemetry.sdk.common.export.GrpcSender;
import io.opentelemetry.sdk.common.export.GrpcSenderConfig;
import io.opentelemetry.sdk.common.export.GrpcStatusCode;
import io.opentelemetry.sdk.common.export.MessageWriter;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** Sends messages that are bytes already by one method of a gRPC server. */
final class NettySender implements GrpcSender {
  private static final int DEFAULT_PORT = 4317;

  private final ManagedChannel channel;
  private final MethodDescriptor<byte[], byte[]> method;
  private final GrpcSenderConfig config;

  NettySender(GrpcSenderConfig config) {
    this.config = config;
    var endpoint = config.getEndpoint();
    int port = endpoint.getPort() < 0 ? DEFAULT_PORT : endpoint.getPort();
    var builder = NettyChannelBuilder.forAddress(endpoint.getHost(), port).directExecutor();
    this.channel = ("http".equals(endpoint.getScheme()) ? builder.usePlaintext() : builder).build();
    this.method =
        MethodDescriptor.<byte[], byte[]>newBuilder()
            .setType(MethodDescriptor.MethodType.UNARY)
            .setFullMethodName(config.getFullMethodName())
            .setRequestMarshaller(new Bytes())
            .setResponseMarshaller(new Bytes())
            .build();
  }

  /** Messages as they go over the wire. */
  private static final class Bytes implements MethodDescriptor.Marshaller<byte[]> {
    @Override
    public InputStream stream(byte[] value) {
      return new ByteArrayInputStream(value);
    }

    @Override
    public byte[] parse(InputStream stream) {
      try {
        return stream.readAllBytes();
      } catch (IOException broken) {
        throw new UncheckedIOException(broken);
      }
    }
  }

  /** What came of a message. */
  private record Response(GrpcStatusCode status, String description, byte[] message)
      implements GrpcResponse {
    @Override
    public GrpcStatusCode getStatusCode() {
      return status;
    }

    @Override
    public String getStatusDescription() {
      return description;
    }

    @Override
    public byte[] getResponseMessage() {
      return message;
    }
  }

  @Override
  public void send(
      MessageWriter writer, Consumer<GrpcResponse> onResponse, Consumer<Throwable> onError) {
    var bytes = new ByteArrayOutputStream(writer.getContentLength());
    try {
      writer.writeMessage(bytes);
    } catch (IOException broken) {
      onError.accept(broken);
      return;
    }
    var options =
        CallOptions.DEFAULT.withDeadlineAfter(
            config.getTimeout().toMillis(), TimeUnit.MILLISECONDS);
    var headers = new Metadata();
    config
        .getHeadersSupplier()
        .get()
        .forEach((name, values) ->
            values.forEach(value ->
                headers.put(Metadata.Key.of(name, Metadata.ASCII_STRING_MARSHALLER), value)));
    var call =
        MetadataUtils.newAttachHeadersInterceptor(headers).interceptCall(method, options, channel);
    ClientCalls.asyncUnaryCall(call, bytes.toByteArray(), new Answer(onResponse));
  }

  /** Waits for the answer to a message. */
  private static final class Answer implements StreamObserver<byte[]> {
    private final Consumer<GrpcResponse> onResponse;
    private byte[] message = new byte[0];

    Answer(Consumer<GrpcResponse> onResponse) {
      this.onResponse = onResponse;
    }

    @Override
    public void onNext(byte[] value) {
      message = value;
    }

    @Override
    public void onError(Throwable failed) {
      var status = Status.fromThrowable(failed);
      var description = status.getDescription();
      onResponse.accept(
          new Response(
              GrpcStatusCode.fromValue(status.getCode().value()),
              description == null ? "" : description,
              message));
    }

    @Override
    public void onCompleted() {
      onResponse.accept(new Response(GrpcStatusCode.OK, "", message));
    }
  }

  @Override
  public CompletableResultCode shutdown() {
    channel.shutdownNow();
    return CompletableResultCode.ofSuccess();
  }
}
