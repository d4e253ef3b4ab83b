package io.signalbox.bench;

import io.grpc.netty.NettyServerBuilder;
import io.grpc.stub.StreamObserver;
import io.signalbox.extproc.wire.BodyMutation;
import io.signalbox.extproc.wire.BodyResponse;
import io.signalbox.extproc.wire.CommonResponse;
import io.signalbox.extproc.wire.ExternalProcessorGrpc;
import io.signalbox.extproc.wire.HeadersResponse;
import io.signalbox.extproc.wire.ProcessingRequest;
import io.signalbox.extproc.wire.ProcessingResponse;
import io.signalbox.extproc.wire.StreamedBodyResponse;
import java.io.IOException;

/**
 * An ExtProc server that does nothing: the floor. It answers every message at once, and sends a
 * streamed body back as it came.
 */
final class Echo extends ExternalProcessorGrpc.ExternalProcessorImplBase {
  private static final CommonResponse GO_ON = CommonResponse.getDefaultInstance();

  /** Takes the port as its argument. */
  public static void main(String[] arguments) throws IOException, InterruptedException {
    NettyServerBuilder.forPort(Integer.parseInt(arguments[0]))
        .directExecutor()
        .addService(new Echo())
        .build()
        .start()
        .awaitTermination();
  }

  @Override
  public StreamObserver<ProcessingRequest> process(StreamObserver<ProcessingResponse> out) {
    return new StreamObserver<>() {
      private boolean duplex;

      @Override
      public void onNext(ProcessingRequest message) {
        duplex |= message.hasProtocolConfig() && Operation.streamed(message.getProtocolConfig());
        out.onNext(answer(message, duplex));
      }

      @Override
      public void onError(Throwable broken) {}

      @Override
      public void onCompleted() {
        out.onCompleted();
      }
    };
  }

  private static ProcessingResponse answer(ProcessingRequest message, boolean duplex) {
    var answer = ProcessingResponse.newBuilder();
    if (message.hasRequestHeaders()) {
      return answer.setRequestHeaders(HeadersResponse.newBuilder().setResponse(GO_ON)).build();
    }
    if (!duplex) {
      return answer.setRequestBody(BodyResponse.newBuilder().setResponse(GO_ON)).build();
    }
    var piece =
        StreamedBodyResponse.newBuilder()
            .setBody(message.getRequestBody().getBody())
            .setEndOfStream(message.getRequestBody().getEndOfStream());
    var common =
        CommonResponse.newBuilder()
            .setBodyMutation(BodyMutation.newBuilder().setStreamedResponse(piece));
    return answer.setRequestBody(BodyResponse.newBuilder().setResponse(common)).build();
  }
}
