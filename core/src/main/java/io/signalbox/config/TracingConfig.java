package io.signalbox.config;

/** Spans of calls, for OpenTelemetry; none are made unless it is said where they go. */
public record TracingConfig(
    @Doc("Whether spans are made, where an exporter is configured.") @Default("true")
        boolean enabled,
    @Doc("What makes them.") @Default("opentelemetry") Provider provider,
    @Doc("Where they go.") @Default("{}") Exporter exporter,
    @Doc("Which calls are traced, where the caller did not decide.") @Default("{}")
        Sampling sampling,
    @Doc("What the spans say of the router.") @Default("{}") Resource resource) {

  /** Whether there is somewhere for spans to go. */
  public boolean active() {
    return enabled && (exporter.type == ExporterType.STDOUT || !exporter.endpoint.isBlank());
  }

  /** What makes spans. */
  public enum Provider {
    OPENTELEMETRY
  }

  /** Where spans go. */
  public record Exporter(
      @Doc("The form they go in.") @Default("otlp") ExporterType type,
      @Doc("host:port of a collector that speaks OTLP over gRPC.") @Default("") String endpoint,
      @Doc("Whether to do without TLS.") @Default("false") boolean insecure) {}

  /** The form spans go in. */
  public enum ExporterType {
    /** OTLP over gRPC. */
    OTLP,
    /** JSON lines on standard output. */
    STDOUT
  }

  /** Which calls are traced. */
  public record Sampling(
      @Doc("How it is decided.") @Default("always_on") SamplingType type,
      @Doc("The share of calls, where that decides.") @Default("1") @Range(min = 0, max = 1)
          double rate) {}

  /** How it is decided which calls are traced. */
  public enum SamplingType {
    ALWAYS_ON,
    ALWAYS_OFF,
    PROBABILISTIC
  }

  /** What spans say of the router. */
  public record Resource(
      @Doc("service.name of the spans.") @Default("signalbox") @NotBlank String serviceName,
      @Doc("service.version of the spans; our own when empty.") @Default("") String serviceVersion,
      @Doc("deployment.environment.name of the spans.") @Default("")
          String deploymentEnvironment) {}
}
