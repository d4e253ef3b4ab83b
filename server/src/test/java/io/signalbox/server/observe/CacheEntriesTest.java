package io.signalbox.server.observe;

import static org.assertj.core.api.Assertions.assertThat;

import io.prometheus.metrics.expositionformats.PrometheusTextFormatWriter;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.signalbox.server.MapStore;
import io.signalbox.store.StoreException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class CacheEntriesTest {
  private final PrometheusRegistry registry = new PrometheusRegistry();
  private final MapStore memory = new MapStore("memory", false);
  private final MapStore redis = new MapStore("redis", true);
  private final CacheEntries entries =
      new CacheEntries(registry, () -> List.of(memory, redis), System::nanoTime);

  private String scrape() throws IOException {
    var out = new ByteArrayOutputStream();
    PrometheusTextFormatWriter.create().write(out, registry.scrape());
    return out.toString(StandardCharsets.UTF_8);
  }

  @Test
  void storesAreCountedAndOneThatFailsKeepsItsCount() throws IOException {
    memory.keep("a/b/c/d", "1");
    redis.keep("a/b/c/d", "1");
    redis.keep("a/b/c/d", "2");
    entries.count();
    redis.failure = new StoreException("unreachable");
    memory.keep("a/b/c/d", "2");
    entries.count();
    assertThat(scrape())
        .contains(
            "# TYPE llm_cache_entries_total gauge",
            "llm_cache_entries_total{backend=\"memory\"} 2.0",
            "llm_cache_entries_total{backend=\"redis\"} 2.0");
  }
}
