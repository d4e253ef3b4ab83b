package io.signalbox.server.trace;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.exporter.otlp.trace.OtlpGrpcSpanExporter;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.SpanLimits;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import io.signalbox.config.TracingConfig;
import io.signalbox.config.TracingConfig.Exporter;
import io.signalbox.config.TracingConfig.ExporterType;
import io.signalbox.config.TracingConfig.Sampling;
import io.signalbox.engine.RouterEvents;
import io.signalbox.engine.Upstream;
import io.signalbox.server.observe.Category;
import java.time.Duration;

/** Makes spans of calls and sends them to a collector, which no call waits for. */
public final class Tracing implements AutoCloseable {
  private static final int MOST_ATTRIBUTE_CHARS = 256;
  private static final Duration TIMEOUT = Duration.ofSeconds(10);

  private final SdkTracerProvider provider;
  private final SpanQueue queue;
  private final TraceListener listener;

  private Tracing(TracingConfig config, String version, Category category, SpanExporter exporter) {
    this.queue = new SpanQueue(exporter);
    this.provider =
        SdkTracerProvider.builder()
            .setResource(resource(config.resource(), version))
            .setSampler(Sampler.parentBased(sampler(config.sampling())))
            .setSpanLimits(
                SpanLimits.builder().setMaxAttributeValueLength(MOST_ATTRIBUTE_CHARS).build())
            .addSpanProcessor(queue)
            .build();
    this.listener = new TraceListener(provider.get("signalbox"), category);
  }

  /**
   * Starts it; a collector that is not there is no error.
   *
   * @param version of this router
   */
  public static Tracing start(TracingConfig config, String version, Category category) {
    return start(config, version, category, exporter(config.exporter()));
  }

  /** Starts it with spans that go elsewhere. */
  static Tracing start(
      TracingConfig config, String version, Category category, SpanExporter exporter) {
    return new Tracing(config, version, category, exporter);
  }

  private static SpanExporter exporter(Exporter config) {
    if (config.type() == ExporterType.STDOUT) {
      return new SpanLines(System.out);
    }
    var endpoint = config.endpoint().strip();
    var scheme = config.insecure() ? "http://" : "https://";
    return OtlpGrpcSpanExporter.builder()
        .setEndpoint(endpoint.contains("://") ? endpoint : scheme + endpoint)
        .setTimeout(TIMEOUT)
        .build();
  }

  private static Resource resource(TracingConfig.Resource config, String version) {
    var attributes =
        Attributes.builder()
            .put("service.name", config.serviceName())
            .put(
                "service.version",
                config.serviceVersion().isBlank() ? version : config.serviceVersion());
    if (!config.deploymentEnvironment().isBlank()) {
      attributes.put(
          AttributeKey.stringKey("deployment.environment.name"), config.deploymentEnvironment());
    }
    return Resource.getDefault().merge(Resource.create(attributes.build()));
  }

  private static Sampler sampler(Sampling config) {
    return switch (config.type()) {
      case ALWAYS_ON -> Sampler.alwaysOn();
      case ALWAYS_OFF -> Sampler.alwaysOff();
      case PROBABILISTIC -> Sampler.traceIdRatioBased(config.rate());
    };
  }

  /** What makes the spans. */
  public RouterEvents listener() {
    return listener;
  }

  /** Wraps an upstream so that backends learn of the trace. */
  public Upstream around(Upstream upstream) {
    return new TracedUpstream(upstream, listener);
  }

  /** How many spans never got to the collector. */
  public long dropped() {
    return queue.dropped();
  }

  @Override
  public void close() {
    provider.close();
  }
}
