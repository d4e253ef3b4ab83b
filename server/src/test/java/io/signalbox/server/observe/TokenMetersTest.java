package io.signalbox.server.observe;

import static org.assertj.core.api.Assertions.assertThat;

import io.prometheus.metrics.expositionformats.PrometheusTextFormatWriter;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.signalbox.chat.Usage;
import io.signalbox.engine.RouterEvents.Ending;
import io.signalbox.fleet.Model;
import io.signalbox.fleet.Pricing;
import io.signalbox.fleet.Traits;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TokenMetersTest {
  private static Model model(String name) {
    return new Model(name, null, null, null, Map.of(), List.of());
  }

  @Test
  void repliesOfModelsWithPricesCost() throws IOException {
    var registry = new PrometheusRegistry();
    var meters = new TokenMeters(new Meters(registry));
    var priced =
        model("priced")
            .withTraits(new Traits("", List.of(), 0, null, new Pricing("EUR", 2, 8, 0, null)));
    var ending =
        new Ending(200, new Usage(1_000_000, 500_000), null, Duration.ofSeconds(1), true, null);
    meters.finished(priced, ending);
    meters.finished(model("free"), ending);
    var out = new ByteArrayOutputStream();
    PrometheusTextFormatWriter.create().write(out, registry.scrape());
    assertThat(out.toString(StandardCharsets.UTF_8).lines())
        .contains("llm_model_cost_total{currency=\"EUR\",model=\"priced\"} 6.0")
        .noneMatch(line -> line.startsWith("llm_model_cost_total") && line.contains("free"));
  }
}
