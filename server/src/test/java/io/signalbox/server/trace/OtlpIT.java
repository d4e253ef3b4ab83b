package io.signalbox.server.trace;

import static org.assertj.core.api.Assertions.assertThat;

import io.grpc.Server;
import io.grpc.netty.NettyServerBuilder;
import io.grpc.stub.StreamObserver;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceResponse;
import io.opentelemetry.proto.collector.trace.v1.TraceServiceGrpc;
import io.signalbox.server.observe.Category;
import io.signalbox.server.reload.Documents;
import io.signalbox.server.story.Talk;
import io.signalbox.store.CallRecorder;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Against a collector that speaks OTLP over gRPC. */
final class OtlpIT {
  private final BlockingQueue<ExportTraceServiceRequest> received = new LinkedBlockingQueue<>();

  private Server collector() throws IOException {
    return NettyServerBuilder.forAddress(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
        .addService(
            new TraceServiceGrpc.TraceServiceImplBase() {
              @Override
              public void export(
                  ExportTraceServiceRequest request,
                  StreamObserver<ExportTraceServiceResponse> answer) {
                received.add(request);
                answer.onNext(ExportTraceServiceResponse.getDefaultInstance());
                answer.onCompleted();
              }
            })
        .build()
        .start();
  }

  private static Tracing tracing(String endpoint) {
    var yaml =
        Documents.YAML
            + """
            global:
              services:
                observability:
                  tracing:
                    enabled: true
                    provider: opentelemetry
                    exporter: {type: otlp, endpoint: "%s", insecure: true}
                    sampling: {type: always_on}
                    resource: {service_name: edge, service_version: "7", deployment_environment: lab}
            """
                .formatted(endpoint);
    var config =
        Objects.requireNonNull(Documents.load(yaml).document())
            .global()
            .services()
            .observability()
            .tracing();
    assertThat(config.active()).isTrue();
    return Tracing.start(config, "1", Category.of(Documents.CATALOG));
  }

  @Test
  void spansArrive() throws Exception {
    var collector = collector();
    try (var tracing = tracing("127.0.0.1:" + collector.getPort())) {
      new Talk(Documents.YAML, List.of(tracing.listener()), tracing::around, CallRecorder.NONE)
          .say(Talk.call("i"), "auto", "the derivative", Talk.answering(200, "2x"));
      var request = received.poll(20, TimeUnit.SECONDS);
      assertThat(request).isNotNull();
      var spans = Objects.requireNonNull(request).getResourceSpans(0);
      var resource = spans.getResource().getAttributesList().toString();
      assertThat(resource).contains("edge").contains("lab").contains("service.version");
      assertThat(spans.getScopeSpans(0).getSpansList())
          .anyMatch(span -> span.getName().startsWith("semantic_router."));
      assertThat(tracing.dropped()).isZero();
    } finally {
      collector.shutdownNow();
    }
  }

  @Test
  void aCollectorThatIsNotThereCostsSpansAndNoCall() {
    var tracing = tracing("127.0.0.1:1");
    var talk =
        new Talk(Documents.YAML, List.of(tracing.listener()), tracing::around, CallRecorder.NONE);
    long start = System.nanoTime();
    assertThat(talk.say(Talk.call("i"), "auto", "hi", Talk.answering(200, "a"))).isNotNull();
    assertThat(System.nanoTime() - start).isLessThan(TimeUnit.SECONDS.toNanos(5));
    tracing.close();
  }
}
