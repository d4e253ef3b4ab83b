package io.signalbox.server.audit;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.signalbox.chat.Fault;
import io.signalbox.chat.HeaderEdits;
import io.signalbox.chat.RouterException;
import io.signalbox.config.GlobalConfig;
import io.signalbox.decide.Verdict;
import io.signalbox.engine.RouterEvents;
import io.signalbox.plugin.CacheEvent;
import io.signalbox.plugin.Deed;
import io.signalbox.plugin.RoutedCalls;
import io.signalbox.server.reload.Documents;
import io.signalbox.server.story.StoryListener;
import io.signalbox.server.story.Talk;
import io.signalbox.signal.Fact;
import io.signalbox.signal.Readings;
import io.signalbox.signal.SignalName;
import io.signalbox.store.CallRecorder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

final class AuditTrailTest {
  private static final String GLOBAL =
      """
      global:
        services:
          authz: {identity: {user_id_header: x-user}}
          router_replay: {enabled: true}
          observability:
            audit: {enabled: true, path: audit.jsonl%s}
      """;

  @TempDir Path directory;

  private List<JsonNode> events(String more, java.util.function.Consumer<Talk> talking)
      throws IOException {
    var yaml = Documents.YAML + GLOBAL.formatted(more);
    try (var trail = AuditTrail.open(global(yaml), directory)) {
      talking.accept(
          new Talk(
              yaml,
              List.of(new StoryListener(List.of(trail), InstantSource.system(), () -> true)),
              UnaryOperator.identity(),
              CallRecorder.NONE));
    }
    var lines = Files.readAllLines(directory.resolve("audit.jsonl"));
    var schema = schema();
    for (var line : lines) {
      assertThat(schema.validate(line, InputFormat.JSON)).as(line).isEmpty();
    }
    return lines.stream().map(line -> JsonMapper.shared().readTree(line)).toList();
  }

  private static GlobalConfig global(String yaml) {
    return Objects.requireNonNull(Documents.load(yaml).document()).global();
  }

  private static Schema schema() throws IOException {
    var text = Files.readString(Path.of("../docs/audit-event.schema.json"));
    return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12).getSchema(text);
  }

  @Test
  void aCallIsOneEvent() throws IOException {
    var call = Talk.call("id-1", "x-user", "ann");
    var events =
        events(
            ", user_hash_key: k1",
            talk -> talk.say(call, "auto", "the derivative", Talk.answering(200, "2x")));
    assertThat(events).hasSize(1);
    var event = events.getFirst();
    assertThat(event.get("call_id").stringValue()).isEqualTo(call.key());
    assertThat(event.get("replay_id").stringValue()).isEqualTo(call.key());
    assertThat(event.get("request_id").stringValue()).isEqualTo("id-1");
    assertThat(event.get("requested_model").stringValue()).isEqualTo("auto");
    assertThat(event.get("decision").stringValue()).isEqualTo("math_decision");
    assertThat(event.get("selected_model").stringValue()).isEqualTo("math-expert");
    assertThat(event.get("reason_code").stringValue()).isEqualTo("auto_routing");
    assertThat(event.get("response_path").stringValue()).isEqualTo("upstream");
    assertThat(event.get("status").intValue()).isEqualTo(200);
    assertThat(event.get("complete").booleanValue()).isTrue();
    assertThat(event.get("tokens").get("prompt").intValue()).isEqualTo(7);
    assertThat(event.get("plugins").get(0).get("type").stringValue()).isEqualTo("system_prompt");
    assertThat(event.get("signals").findValuesAsString("name")).contains("sums", "math", "short");
    assertThat(event.get("user").stringValue()).matches("[0-9a-f]{32}");
  }

  @Test
  void whatWasRefusedRedactedAndReadIsTold() throws IOException {
    var events = new java.util.ArrayList<JsonNode>();
    var yaml = Documents.YAML + GLOBAL.formatted("");
    try (var trail = AuditTrail.open(global(yaml), directory)) {
      var listener = new StoryListener(List.of(trail), InstantSource.system(), () -> true);
      var call = Talk.call("a");
      var name = new SignalName("keyword", "k");
      var readings =
          new Readings(
              Map.of(name, new Fact.Holds(1.0)),
              Map.of(
                  new SignalName("keyword", "k:coverage"), 0.25,
                  new SignalName("domain", "d:coverage"), 1.0,
                  new SignalName("domain", "d"), 0.1),
              Map.of());
      var routed = RoutedCalls.of(call, readings, Verdict.NONE, "m");
      listener.asked(call, new RouterEvents.Asked("m", "openai", false, 0, 1));
      listener.routed(routed, Duration.ZERO);
      listener.pluginActed("redact", routed, Deed.REDACTED, "PERSON");
      listener.pluginActed("redact", routed, Deed.REDACTED, "PERSON");
      listener.pluginActed("redact", routed, Deed.REDACTED, "IBAN_CODE");
      listener.pluginActed("block", routed, Deed.BLOCKED, "policy");
      listener.failed(call, "m", new RouterException(Fault.BLOCKED, "no", HeaderEdits.NONE, 451));
    }
    for (var line : Files.readAllLines(directory.resolve("audit.jsonl"))) {
      assertThat(schema().validate(line, InputFormat.JSON)).as(line).isEmpty();
      events.add(JsonMapper.shared().readTree(line));
    }
    var event = events.getFirst();
    assertThat(event.get("read_coverage").doubleValue()).isEqualTo(0.25);
    assertThat(event.get("blocked").toString()).isEqualTo("[\"policy\"]");
    assertThat(event.get("redacted").toString()).isEqualTo("{\"IBAN_CODE\":1,\"PERSON\":2}");
    assertThat(event.get("response_path").stringValue()).isEqualTo("blocked");
    assertThat(event.get("status").intValue()).isEqualTo(451);
  }

  @Test
  void whatAKeptAnswerServedIsTold() throws IOException {
    var yaml = Documents.YAML + GLOBAL.formatted("");
    try (var trail = AuditTrail.open(global(yaml), directory)) {
      var listener = new StoryListener(List.of(trail), InstantSource.system(), () -> true);
      var call = Talk.call("a");
      var routed = RoutedCalls.of(call, Readings.NONE, Verdict.NONE, "m");
      listener.asked(call, new RouterEvents.Asked("m", "openai", false, 0, 1));
      listener.routed(routed, Duration.ZERO);
      var age = Duration.ofSeconds(90);
      listener.cached(
          "keeper",
          routed,
          new CacheEvent.Hit("memory", CacheEvent.Tier.SEMANTIC, 0.93, age, null, Duration.ZERO));
      listener.served(call, new RouterEvents.Served(200, "cache", Duration.ZERO, true, null));
    }
    var line = Files.readString(directory.resolve("audit.jsonl")).strip();
    assertThat(schema().validate(line, InputFormat.JSON)).as(line).isEmpty();
    assertThat(JsonMapper.shared().readTree(line).get("cache").toString())
        .isEqualTo(
            "{\"tier\":\"semantic\",\"backend\":\"memory\",\"age_seconds\":90,"
                + "\"similarity\":0.93}");
  }

  @Test
  void usersAreLeftOutWithoutAKeyAndDifferWithAnother() throws IOException {
    assertThat(user("").has("user")).isFalse();
    Files.delete(directory.resolve("audit.jsonl"));
    var one = user(", user_hash_key: k1").get("user");
    Files.delete(directory.resolve("audit.jsonl"));
    var other = user(", user_hash_key: k2").get("user");
    assertThat(one).isNotEqualTo(other);
  }

  private JsonNode user(String key) throws IOException {
    return events(
            key,
            talk ->
                talk.say(Talk.call("i", "x-user", "ann"), "auto", "hi", Talk.answering(200, "a")))
        .getFirst();
  }

  @Test
  void whatFailsIsAnEventAsWell() throws IOException {
    var events =
        events(
            "",
            talk -> {
              talk.say(Talk.call("a"), "nobody", "hi", Talk.answering(200, "a"));
              talk.say(
                  Talk.call("b"),
                  "auto",
                  "hi",
                  (routed, request) -> {
                    throw new RouterException(Fault.TIMEOUT, "too late");
                  });
              talk.say(Talk.call("c"), "base-model", "hi", Talk.answering(500, "a"));
            });
    assertThat(events).hasSize(3);
    assertThat(events.get(0).get("fault").stringValue()).isEqualTo("no_model");
    assertThat(events.get(0).get("status").intValue()).isEqualTo(400);
    assertThat(events.get(0).get("response_path").stringValue()).isEqualTo("error");
    assertThat(events.get(0).has("selected_model")).isFalse();
    assertThat(events.get(1).get("fault").stringValue()).isEqualTo("timeout");
    assertThat(events.get(1).get("selected_model").stringValue()).isEqualTo("base-model");
    assertThat(events.get(2).get("reason_code").stringValue()).isEqualTo("model_specified");
    assertThat(events.get(2).get("status").intValue()).isEqualTo(500);
  }

  @Test
  void goesOnInANewFileWhenTheOldOneIsMoved() throws IOException {
    var events =
        events(
            "",
            talk -> {
              talk.say(Talk.call("a"), "auto", "hi", Talk.answering(200, "a"));
              waitFor(directory.resolve("audit.jsonl"));
              move(directory.resolve("audit.jsonl"), directory.resolve("audit.1"));
              talk.say(Talk.call("b"), "auto", "hi", Talk.answering(200, "a"));
            });
    assertThat(events).hasSize(1);
    assertThat(events.getFirst().get("request_id").stringValue()).isEqualTo("b");
    assertThat(Files.readAllLines(directory.resolve("audit.1"))).hasSize(1);
  }

  private static void waitFor(Path file) {
    try {
      while (Files.size(file) == 0) {
        Thread.onSpinWait();
      }
    } catch (IOException broken) {
      throw new java.io.UncheckedIOException(broken);
    }
  }

  private static void move(Path from, Path to) {
    try {
      Files.move(from, to);
    } catch (IOException broken) {
      throw new java.io.UncheckedIOException(broken);
    }
  }

  @Test
  void aFullDiskCostsEventsAndNoCall() throws IOException {
    var full = Path.of("/dev/full");
    org.junit.jupiter.api.Assumptions.assumeTrue(Files.exists(full));
    Files.createSymbolicLink(directory.resolve("audit.jsonl"), full);
    var yaml = Documents.YAML + GLOBAL.formatted("");
    var trail = AuditTrail.open(global(yaml), directory);
    var talk =
        new Talk(
            yaml,
            List.of(new StoryListener(List.of(trail), InstantSource.system(), () -> true)),
            UnaryOperator.identity(),
            CallRecorder.NONE);
    for (int i = 0; i < 3; i++) {
      assertThat(talk.say(Talk.call("i" + i), "auto", "hi", Talk.answering(200, "a"))).isNotNull();
    }
    trail.close();
    assertThat(trail.dropped()).isEqualTo(3);
  }
}
