package io.signalbox.parts.protocol;

import io.signalbox.chat.Role;
import io.signalbox.parts.protocol.anthropic.AnthropicMessagesProtocol;
import io.signalbox.parts.protocol.openai.OpenAiChatProtocol;
import io.signalbox.translate.BackendSide;
import io.signalbox.translate.ClientSide;
import io.signalbox.translate.Conversation;
import io.signalbox.translate.Media;
import io.signalbox.translate.Part;
import io.signalbox.translate.ReplyEvent;
import io.signalbox.translate.ReplyEvent.Counted;
import io.signalbox.translate.ReplyEvent.Finished;
import io.signalbox.translate.ReplyEvent.RefusalDelta;
import io.signalbox.translate.ReplyEvent.Started;
import io.signalbox.translate.ReplyEvent.StopReason;
import io.signalbox.translate.ReplyEvent.TextDelta;
import io.signalbox.translate.ReplyEvent.ThinkingDelta;
import io.signalbox.translate.ReplyEvent.ThinkingSigned;
import io.signalbox.translate.ReplyEvent.Tokens;
import io.signalbox.translate.ReplyEvent.ToolArgumentsDelta;
import io.signalbox.translate.ReplyEvent.ToolCallStarted;
import io.signalbox.translate.Sampling;
import io.signalbox.translate.Tools;
import io.signalbox.translate.TranslationContract;
import io.signalbox.translate.Turn;
import io.signalbox.translate.Wishes;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Nested;
import tools.jackson.databind.JsonNode;

final class TranslationContractsTest {
  private static final JsonNode SCHEMA =
      Json.object()
          .put("type", "object")
          .set("properties", Json.object().set("city", Json.object().put("type", "string")));

  private static final Media.Inline PNG = new Media.Inline("image/png", "iVBORw0KGgo=");

  private static final List<ReplyEvent> TEXT =
      List.of(
          new Started("id-1", "model-a", 1_700_000_000),
          new TextDelta(0, "größe "),
          new TextDelta(0, "😀 \"\\\n\ud800"),
          new Finished(0, StopReason.LENGTH, null),
          new Counted(new Tokens(31, 4, 0, 17, 0)));

  private static final List<ReplyEvent> TOOLS =
      List.of(
          new Started("id-2", "model-a", 1_700_000_000),
          new ThinkingDelta(0, "let me "),
          new ThinkingDelta(0, "see"),
          new TextDelta(0, "I look."),
          new ToolCallStarted(0, 0, "call_1", "weather"),
          new ToolArgumentsDelta(0, 0, "{\"city\":"),
          new ToolArgumentsDelta(0, 0, "\"Köln\"}"),
          new ToolCallStarted(0, 1, "call_2", "time"),
          new ToolArgumentsDelta(0, 1, "{}"),
          new Finished(0, StopReason.TOOL_CALLS, null),
          new Counted(new Tokens(9, 0, 0, 3, 0)));

  private static Conversation conversation(boolean stream, Tools tools, Turn... turns) {
    return new Conversation("m", List.of(turns), tools, sampling(), wishes(stream));
  }

  private static Sampling sampling() {
    return new Sampling(77L, 0.5, 0.25, null, List.of("END"), null, null, null);
  }

  private static Wishes wishes(boolean stream) {
    return new Wishes(stream, stream, 1, null, null, "somebody");
  }

  private static Turn user(Part... parts) {
    return new Turn(Role.USER, List.of(parts));
  }

  private static Turn assistant(Part... parts) {
    return new Turn(Role.ASSISTANT, List.of(parts));
  }

  private static List<Conversation> common(boolean alwaysUsage) {
    var system = new Turn(Role.SYSTEM, List.of(new Part.Text("Be \"kind\".")));
    var hello = user(new Part.Text("größe \ud83d\ude00 \ud800"));
    var offered = List.of(new Tools.Tool("weather", "tells it", SCHEMA, null));
    var all = new ArrayList<Conversation>();
    all.add(conversation(true, Tools.NONE, system, hello));
    for (var choice :
        List.of(
            new Tools.Choice.Auto(),
            new Tools.Choice.Required(),
            new Tools.Choice.Named("weather"))) {
      for (boolean parallel : new boolean[] {true, false}) {
        all.add(conversation(true, new Tools(offered, choice, parallel), hello));
      }
    }
    all.add(
        conversation(
            true,
            new Tools(offered, new Tools.Choice.None(), null),
            hello,
            assistant(
                new Part.Text("I look."),
                new Part.ToolCall("call_1", "weather", "{\"city\":\"Köln\"}"),
                new Part.ToolCall("call_2", "weather", "{}")),
            user(
                new Part.ToolResult("call_1", List.of(new Part.Text("rain")), false),
                new Part.ToolResult("call_2", List.of(new Part.Text("sun")), false),
                new Part.Text("and now?"))));
    all.add(
        conversation(
            true,
            Tools.NONE,
            user(
                new Part.Text("look"),
                new Part.Image(PNG, null),
                new Part.Image(new Media.Url("https://a.example/b.png"), null),
                new Part.Document(new Media.Inline("application/pdf", "JVBERi0="), "a.pdf"))));
    if (!alwaysUsage) {
      all.add(conversation(false, Tools.NONE, hello));
    }
    return all;
  }

  @Nested
  final class OpenAi extends TranslationContract {
    @Override
    protected ClientSide client() {
      return new OpenAiChatProtocol();
    }

    @Override
    protected BackendSide backend() {
      return new OpenAiChatProtocol();
    }

    @Override
    protected List<Conversation> conversations() {
      var all = new ArrayList<>(common(false));
      all.add(
          new Conversation(
              "m",
              List.of(
                  new Turn(Role.DEVELOPER, List.of(new Part.Text("do"))),
                  user(
                      new Part.Audio(new Media.Inline("audio/wav", "UklGRg==")),
                      new Part.Image(PNG, "low"))),
              new Tools(List.of(new Tools.Tool("f", null, null, true)), null, null),
              new Sampling(5L, 1.5, 1.0, null, List.of(), 7L, 0.5, -0.5),
              new Wishes(
                  false,
                  false,
                  3,
                  new Wishes.Format.Schema("s", SCHEMA, true),
                  new Wishes.Thinking(true, "high", null),
                  null)));
      all.add(
          new Conversation(
              "m",
              List.of(user(new Part.Text("json"))),
              Tools.NONE,
              Sampling.UNSAID,
              new Wishes(false, false, 1, new Wishes.Format.Json(), null, null)));
      return all;
    }

    @Override
    protected List<List<ReplyEvent>> replies() {
      return List.of(
          TEXT,
          TOOLS,
          List.of(
              new Started("id-3", "model-a", 1),
              new TextDelta(0, "one"),
              new TextDelta(1, "two"),
              new RefusalDelta(2, "no"),
              new Finished(0, StopReason.STOP, null),
              new Finished(1, StopReason.LENGTH, null),
              new Finished(2, StopReason.REFUSAL, null),
              new Counted(new Tokens(9, 1, 0, 3, 2))));
    }
  }

  @Nested
  final class Anthropic extends TranslationContract {
    @Override
    protected ClientSide client() {
      return new AnthropicMessagesProtocol();
    }

    @Override
    protected BackendSide backend() {
      return new AnthropicMessagesProtocol();
    }

    @Override
    protected List<Conversation> conversations() {
      var all = new ArrayList<>(common(true));
      all.add(
          new Conversation(
              "m",
              List.of(
                  user(new Part.Text("think")),
                  assistant(new Part.Thinking("hm", "c2ln"), new Part.Text("so")),
                  user(
                      new Part.ToolResult(
                          "t", List.of(new Part.Text("x"), new Part.Image(PNG, null)), true),
                      new Part.Document(new Media.Inline("text/plain", "YWI="), null))),
              Tools.NONE,
              new Sampling(4000L, null, null, null, List.of(), null, null, null),
              new Wishes(false, true, 1, null, new Wishes.Thinking(true, null, 2000L), null)));
      return all;
    }

    @Override
    protected List<List<ReplyEvent>> replies() {
      return List.of(
          TEXT,
          TOOLS.stream().map(event -> signed(event)).toList(),
          List.of(
              new Started("id-3", "model-a", 0),
              new ThinkingDelta(0, "hm"),
              new ThinkingSigned(0, "c2ln"),
              new TextDelta(0, "so"),
              new Finished(0, StopReason.STOP_SEQUENCE, "END"),
              new Counted(new Tokens(30, 10, 5, 3, 0))));
    }

    /** The protocol has no thoughts without a signature. */
    private static ReplyEvent signed(ReplyEvent event) {
      return event instanceof ThinkingDelta(int choice, String text) && text.equals("see")
          ? new ThinkingSigned(choice, "c2ln")
          : event;
    }
  }
}
