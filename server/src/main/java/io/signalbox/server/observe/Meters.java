package io.signalbox.server.observe;

import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.Histogram;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.util.Arrays;
import java.util.stream.DoubleStream;

/** Makes meters with the buckets that the dashboards of the replaced router expect. */
record Meters(PrometheusRegistry registry) {
  /** Seconds: 5 ms to 10 s, the default of Prometheus clients. */
  static final double[] FAST = Histogram.Builder.DEFAULT_CLASSIC_UPPER_BOUNDS.clone();

  /** Seconds: the same and on to 5 min, since answers of language models take that long. */
  static final double[] SLOW =
      DoubleStream.concat(Arrays.stream(FAST), DoubleStream.of(15, 30, 60, 120, 300)).toArray();

  /** Tokens: 0 and the powers of two from 8 to 16384. */
  static final double[] TOKENS = {0, 8, 16, 32, 64, 128, 256, 512, 1024, 2048, 4096, 8192, 16384};

  /** Tokens of whole conversations. */
  static final double[] CONTEXTS = {100, 500, 1000, 2000, 4000, 8000, 16000, 32000, 64000, 128000};

  /** Shares of one. */
  static final double[] SHARES = {0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1};

  Counter counter(String name, String help, String... labels) {
    return Counter.builder().name(name).help(help).labelNames(labels).register(registry);
  }

  Histogram histogram(String name, String help, double[] bounds, String... labels) {
    return Histogram.builder()
        .name(name)
        .help(help)
        .classicOnly()
        .classicUpperBounds(bounds)
        .labelNames(labels)
        .register(registry);
  }
}
