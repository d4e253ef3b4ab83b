package io.signalbox.parts.signal;

import static org.assertj.core.api.Assertions.assertThat;

import io.signalbox.chat.Calls;
import io.signalbox.chat.ChatRequest;
import io.signalbox.chat.Requests;
import io.signalbox.chat.Role;
import io.signalbox.parts.ExampleDocument;
import io.signalbox.parts.RecordingFindings;
import io.signalbox.parts.protocol.openai.OpenAiChatProtocol;
import io.signalbox.parts.signal.ConversationSignal.Config;
import io.signalbox.parts.signal.ConversationSignal.Feature;
import io.signalbox.parts.signal.ConversationSignal.Kind;
import io.signalbox.parts.signal.ConversationSignal.Measure;
import io.signalbox.parts.signal.ConversationSignal.Predicate;
import io.signalbox.parts.signal.ConversationSignal.Source;
import io.signalbox.signal.Reading;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ConversationSignalTest {
  private static final String BODY =
      """
      {"model":"auto","messages":[
       {"role":"system","content":"a"},{"role":"developer","content":"b"},
       {"role":"developer","content":"c"},
       {"role":"user","content":[{"type":"text","text":"d"},{"type":"image_url","image_url":{"url":"data:,"}}]},
       {"role":"assistant","content":null,"tool_calls":[{"id":"1"},{"id":"2"}]},
       {"role":"tool","content":"e"},{"role":"tool","content":"f"},
       {"role":"assistant","content":"g"},{"role":"user","content":"h"}],
       "tools":[{"type":"function"},{"type":"function"},{"type":"function"}]}
      """;

  private static final ChatRequest REQUEST =
      new OpenAiChatProtocol().decode(BODY.getBytes(StandardCharsets.UTF_8));

  private static Config config(
      Measure measure, Kind kind, String role, @Nullable Predicate bounds) {
    return new Config("c", "", new Feature(measure, new Source(kind, role)), bounds);
  }

  private static ConversationSignal signal(Config config) {
    var findings = new RecordingFindings();
    var signal = ConversationSignal.of(config, findings);
    assertThat(findings.refused()).isEmpty();
    return signal;
  }

  private static Predicate bounds(
      @Nullable Double gt, @Nullable Double gte, @Nullable Double lt, @Nullable Double lte) {
    return new Predicate(gt, gte, lt, lte);
  }

  @ParameterizedTest
  @CsvSource({
    "MESSAGE, '', 8",
    "MESSAGE, user, 2",
    "MESSAGE, assistant, 2",
    "MESSAGE, system, 1",
    "MESSAGE, developer, 1",
    "MESSAGE, tool, 2",
    "MESSAGE, non_user, 6",
    "TOOL_DEFINITION, '', 3",
    "ASSISTANT_TOOL_CALL, '', 2",
    "ASSISTANT_TOOL_CYCLE, '', 2",
    "ACTIVE_TOOL_LOOP, '', 0",
    "IMAGE_CONTENT, '', 1"
  })
  void everySourceIsCounted(Kind kind, String role, double count) {
    var counted = signal(config(Measure.COUNT, kind, role, null)).read(Calls.with(), REQUEST);
    assertThat(counted).isEqualTo(new Reading.Hit(Map.of("c", 1.0), Map.of("c", count)));
    var exists = signal(config(Measure.EXISTS, kind, role, null)).read(Calls.with(), REQUEST);
    assertThat(exists)
        .isEqualTo(
            count > 0
                ? new Reading.Hit(Map.of("c", 1.0), Map.of("c", 1.0))
                : new Reading.Miss(Map.of("c", 0.0)));
  }

  @Test
  void aCountWithoutPredicateAlwaysFires() {
    var signal = signal(config(Measure.COUNT, Kind.IMAGE_CONTENT, "", null));
    assertThat(signal.read(Calls.with(), Requests.of("auto")))
        .isEqualTo(new Reading.Hit(Map.of("c", 1.0), Map.of("c", 0.0)));
  }

  @Test
  void aPredicateBoundsTheCount() {
    var request =
        Requests.of(
            "auto",
            Requests.message(Role.USER, "a"),
            Requests.message(Role.USER, "b"),
            Requests.message(Role.TOOL, "c"));
    assertThat(fires(bounds(2.0, null, null, null), request)).isFalse();
    assertThat(fires(bounds(null, 2.0, null, null), request)).isTrue();
    assertThat(fires(bounds(null, null, 2.0, null), request)).isFalse();
    assertThat(fires(bounds(null, null, null, 2.0), request)).isTrue();
    assertThat(fires(bounds(1.0, null, 3.0, null), request)).isTrue();
  }

  private static boolean fires(Predicate predicate, ChatRequest request) {
    var signal = signal(config(Measure.COUNT, Kind.MESSAGE, "user", predicate));
    return signal.read(Calls.with(), request) instanceof Reading.Hit;
  }

  private static void assertRefused(Config config, String refusal) {
    var findings = new RecordingFindings();
    ConversationSignal.of(config, findings);
    assertThat(findings.refused()).singleElement().asString().contains(refusal);
  }

  @Test
  void whatMakesNoSenseIsRefused() {
    assertRefused(
        config(Measure.COUNT, Kind.MESSAGE, "robot", null), "role: robot (expected: one of");
    assertRefused(
        config(Measure.COUNT, Kind.IMAGE_CONTENT, "user", null), "only messages have a role");
    assertRefused(
        config(Measure.EXISTS, Kind.MESSAGE, "", bounds(1.0, null, null, null)), "none for exists");
    var none = config(Measure.COUNT, Kind.MESSAGE, "", bounds(null, null, null, null));
    assertRefused(none, "at least one of gt, gte, lt, lte");
    assertRefused(
        config(Measure.COUNT, Kind.MESSAGE, "", bounds(1.0, 1.0, null, null)), "one bound a side");
    assertRefused(
        config(Measure.COUNT, Kind.MESSAGE, "", bounds(null, null, 1.0, 1.0)), "one bound a side");
    assertRefused(
        config(Measure.COUNT, Kind.MESSAGE, "", bounds(2.0, null, 2.0, null)), "a number between");
    assertRefused(
        config(Measure.COUNT, Kind.MESSAGE, "", bounds(null, 3.0, null, 2.0)), "a number between");
    assertRefused(
        config(Measure.COUNT, Kind.MESSAGE, "", bounds(Double.NaN, null, null, null)), "finite");
    signal(config(Measure.COUNT, Kind.MESSAGE, "", bounds(null, 2.0, null, 2.0)));
  }

  @Test
  void theConfigurationSaysWhatIsMissing() {
    assertThat(
            ExampleDocument.problems("signals: {conversation: [{name: c, feature: {type: sum}}]}"))
        .anyMatch(problem -> problem.contains("one of count, exists"))
        .anyMatch(problem -> problem.contains("feature.source: missing"));
  }
}
