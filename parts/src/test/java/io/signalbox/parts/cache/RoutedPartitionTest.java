package io.signalbox.parts.cache;

import static org.assertj.core.api.Assertions.assertThat;

import io.signalbox.plugin.Routed;
import io.signalbox.plugin.RoutedCalls;
import io.signalbox.select.Candidate;
import io.signalbox.select.Selection;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class RoutedPartitionTest {
  private static Routed thinking(Candidate.@Nullable Thinking thinking) {
    var routed = RoutedCalls.to("m");
    var selection = new Selection(new Candidate(RoutedCalls.model("m"), thinking), "static", "");
    return new Routed(
        routed.call(), "default", "auto", routed.readings(), routed.verdict(), selection);
  }

  @Test
  void oneModelToldToThinkAndToldNotToHasTwoPartitions() {
    var question = new Question("q", Question.PLAIN, "f", null, null);
    assertThat(
            Stream.of(
                    thinking(null),
                    thinking(new Candidate.Thinking(true, "low")),
                    thinking(new Candidate.Thinking(true, "high")),
                    thinking(new Candidate.Thinking(false, "low")))
                .map(routed -> Partition.of(routed, "p", "r", "v", Identity.NOBODY, question)))
        .doesNotHaveDuplicates()
        .allMatch(partition -> partition.path().startsWith("default//m/"));
  }
}
