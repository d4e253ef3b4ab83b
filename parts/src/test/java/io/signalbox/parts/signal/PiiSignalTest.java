package io.signalbox.parts.signal;

import static org.assertj.core.api.Assertions.assertThat;

import io.signalbox.catalog.Settings;
import io.signalbox.chat.Calls;
import io.signalbox.chat.ChatRequest;
import io.signalbox.chat.Fault;
import io.signalbox.chat.Requests;
import io.signalbox.chat.Role;
import io.signalbox.chat.RouterException;
import io.signalbox.infer.Coverage;
import io.signalbox.infer.Entity;
import io.signalbox.infer.Insight;
import io.signalbox.infer.SignalEncoder;
import io.signalbox.parts.ExampleDocument;
import io.signalbox.parts.RecordingFindings;
import io.signalbox.parts.protocol.anthropic.AnthropicMessagesProtocol;
import io.signalbox.parts.protocol.openai.OpenAiChatProtocol;
import io.signalbox.parts.protocol.responses.ResponsesProtocol;
import io.signalbox.parts.signal.PiiSignal.Config;
import io.signalbox.signal.Reading;
import io.signalbox.signal.Signal;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class PiiSignalTest {
  private static final SignalEncoder BROKEN =
      (text, deadline) -> {
        throw new RouterException(Fault.OVERLOADED, "full");
      };

  private static SignalEncoder seeing(Coverage coverage) {
    return (text, deadline) -> {
      int name = text.indexOf("Mia");
      return new Insight(
          Map.of(),
          name < 0 ? List.of() : List.of(new Entity("PERSON", name, name + 3, 0.8)),
          coverage);
    };
  }

  private static Config config(@Nullable Double threshold, List<String> allowed, boolean history) {
    return new Config("private", "", threshold, allowed, List.of(), history);
  }

  private static Signal signal(SignalEncoder encoder, Config config) {
    var findings = new RecordingFindings();
    var built =
        PiiSignal.PART.factory().build(List.of(config), Settings.of(() -> encoder), findings);
    assertThat(findings.refused()).isEmpty();
    return built.getFirst();
  }

  private static Reading read(SignalEncoder encoder, Config config, ChatRequest request) {
    return signal(encoder, config).read(Calls.with(), request);
  }

  private static boolean holds(ChatRequest request, boolean history) {
    return read(seeing(Coverage.COMPLETE), config(null, List.of(), history), request)
        instanceof Reading.Hit;
  }

  @Test
  void aTypeThatIsNotAllowedHolds() {
    var reading =
        read(
            seeing(Coverage.COMPLETE),
            config(null, List.of("email", "PERSON"), false),
            Requests.saying("Mia, a@acme.io, ssn 536-22-8726"));
    assertThat(reading)
        .isEqualTo(
            new Reading.Hit(
                Map.of("private", 0.99),
                Map.of("private", 0.99, "private:US_SSN", 0.99, "private:coverage", 1.0)));
  }

  @Test
  void theThresholdIsInclusiveAndTheModelsProbabilityCounts() {
    var request = Requests.saying("Ask Mia");
    assertThat(read(seeing(Coverage.COMPLETE), config(0.8, List.of(), false), request))
        .isInstanceOf(Reading.Hit.class);
    assertThat(read(seeing(Coverage.COMPLETE), config(0.81, List.of(), false), request))
        .isEqualTo(
            new Reading.Miss(
                Map.of("private", 0.8, "private:PERSON", 0.8, "private:coverage", 1.0)));
  }

  @Test
  void onlyTheTypesThatAreLookedForCount() {
    var config = new Config("private", "", null, List.of(), List.of("CREDIT_CARD"), false);
    assertThat(read(BROKEN, config, Requests.saying("Mia a@acme.io")))
        .isEqualTo(new Reading.Miss(Map.of("private", 0.0, "private:coverage", 1.0)));
  }

  @Test
  void withoutTheModelWhatRulesFindHoldsAndTheRestIsUnknown() {
    var config = config(null, List.of(), false);
    assertThat(read(BROKEN, config, Requests.saying("a@acme.io"))).isInstanceOf(Reading.Hit.class);
    assertThat(read(BROKEN, config, Requests.saying("hello")))
        .isEqualTo(new Reading.Failed("full"));
  }

  @Test
  void aTextThatWasNotReadToItsEndHoldsByDefault() {
    var reading =
        read(seeing(new Coverage(1, 2)), config(null, List.of(), false), Requests.saying("hello"));
    assertThat(reading)
        .isEqualTo(
            new Reading.Hit(
                Map.of("private", 1.0), Map.of("private", 0.0, "private:coverage", 0.5)));
  }

  @Test
  void historyIsReadWhereItIsAskedFor() {
    var request =
        Requests.of(
            "auto",
            Requests.message(Role.SYSTEM, "reach us at a@acme.io"),
            Requests.message(Role.USER, "hello"));
    assertThat(holds(request, false)).isFalse();
    assertThat(holds(request, true)).isTrue();
  }

  @Test
  void toolsAreReadInEveryProtocol() {
    var calls =
        """
        {"model":"m","messages":[{"role":"user","content":"send it"},{"role":"assistant","content":null,\
        "tool_calls":[{"id":"1","type":"function","function":{"name":"f","arguments":"{\\"to\\":\\"a@acme.io\\"}"}}]}]}
        """;
    var results =
        """
        {"model":"m","messages":[{"role":"user","content":"look"},{"role":"tool","tool_call_id":"1",\
        "content":"{\\"mail\\":\\"a@acme.io\\"}"}]}
        """;
    assertThat(holds(openAi(calls), false)).isTrue();
    assertThat(holds(openAi(results), false)).isTrue();
    var uses =
        """
        {"model":"m","max_tokens":9,"messages":[{"role":"user","content":"send it"},{"role":"assistant",\
        "content":[{"type":"text","text":"yes"},{"type":"tool_use","id":"1","name":"f","input":{"to":"a@acme.io"}}]}]}
        """;
    var given =
        """
        {"model":"m","max_tokens":9,"messages":[{"role":"user","content":"look"},{"role":"user",\
        "content":[{"type":"tool_result","tool_use_id":"1","content":[{"type":"text","text":"a@acme.io"}]}]}]}
        """;
    assertThat(holds(new AnthropicMessagesProtocol().decode(bytes(uses)), false)).isTrue();
    assertThat(holds(new AnthropicMessagesProtocol().decode(bytes(given)), false)).isTrue();
    var items =
        """
        {"model":"m","input":[{"role":"user","content":"x"},{"type":"function_call_output","call_id":"1",\
        "output":"a@acme.io"}]}
        """;
    var asked =
        """
        {"model":"m","input":[{"role":"user","content":"x"},{"type":"function_call","call_id":"1","name":"f",\
        "arguments":"{\\"to\\":\\"a@acme.io\\"}"}]}
        """;
    assertThat(holds(new ResponsesProtocol().decode(bytes(items)), false)).isTrue();
    assertThat(holds(new ResponsesProtocol().decode(bytes(asked)), false)).isTrue();
  }

  private static ChatRequest openAi(String body) {
    return new OpenAiChatProtocol().decode(bytes(body));
  }

  private static byte[] bytes(String body) {
    return body.getBytes(StandardCharsets.UTF_8);
  }

  @Test
  void unknownTypesAreRefusedWithWhatWasMeant() {
    assertThat(
            ExampleDocument.problems(
                "signals: {pii: [{name: p, pii_types_allowed: [EMIAL, PERSON]}]}"))
        .singleElement()
        .asString()
        .contains("pii_types_allowed", "EMIAL", "did you mean EMAIL?");
  }

  @Test
  void itGuards() {
    assertThat(PiiSignal.PART.safety()).isTrue();
  }
}
