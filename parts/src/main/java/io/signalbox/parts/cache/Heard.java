package io.signalbox.parts.cache;

import io.signalbox.chat.RouterException;
import io.signalbox.chat.Usage;
import io.signalbox.translate.Listening;
import io.signalbox.translate.ReplyEvent;
import io.signalbox.translate.ReplyEvent.Counted;
import io.signalbox.translate.ReplyEvent.Failed;
import io.signalbox.translate.ReplyEvent.Finished;
import io.signalbox.translate.ReplyEvent.RefusalDelta;
import io.signalbox.translate.ReplyEvent.StopReason;
import io.signalbox.translate.ReplyEvent.TextDelta;
import io.signalbox.translate.ReplyEvent.ToolArgumentsDelta;
import io.signalbox.translate.ReplyEvent.ToolCallStarted;
import io.signalbox.translate.Warnings;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What the bytes of a reply say. */
public sealed interface Heard {
  /** What events have no place for, and no reader tells of in a stream. */
  Pattern UNTOLD =
      Pattern.compile(
          "\"(?:logprobs|audio)\"\\s*:\\s*\\{|\"(?:annotations|citations)\"\\s*:\\s*\\[\\s*[^\\s\\]]");

  /**
   * An answer that is whole: one text that ended by itself.
   *
   * @param usage what it cost, or null when not told
   * @param portable whether the events tell all that the bytes do
   */
  record Answer(String text, @Nullable Usage usage, boolean portable) implements Heard {}

  /** Anything else; the reason is one of few words. */
  record Nothing(String reason) implements Heard {}

  /** Listens to the body of a successful reply. */
  static Heard of(Listening protocol, boolean stream, byte[] body) {
    var warnings = new Warnings();
    try {
      var reader = protocol.reader(stream, warnings);
      var events = new ArrayList<>(reader.read(body));
      boolean ended = !stream || reader.done();
      events.addAll(reader.end());
      var heard = ended ? judged(events) : new Nothing("incomplete");
      return heard instanceof Answer answer && !plain(warnings, body)
          ? new Answer(answer.text(), answer.usage(), false)
          : heard;
    } catch (RouterException unreadable) {
      return new Nothing("unreadable");
    }
  }

  /** Whether nothing of a body gets lost when it is told by events. */
  private static boolean plain(Warnings warnings, byte[] body) {
    return warnings.isEmpty()
        && !UNTOLD.matcher(new String(body, StandardCharsets.ISO_8859_1)).find();
  }

  private static Heard judged(List<ReplyEvent> events) {
    var text = new StringBuilder();
    Usage usage = null;
    boolean finished = false;
    for (var event : events) {
      var objection = objection(event);
      if (objection != null) {
        return new Nothing(objection);
      }
      if (event instanceof TextDelta(int choice, String more) && choice == 0) {
        text.append(more);
      }
      if (event instanceof Counted(var tokens) && tokens.output() > 0) {
        usage = new Usage(tokens.input(), tokens.output());
      }
      finished |= event instanceof Finished;
    }
    if (!finished) {
      return new Nothing("incomplete");
    }
    return text.toString().isBlank()
        ? new Nothing("empty")
        : new Answer(text.toString(), usage, true);
  }

  private static @Nullable String objection(ReplyEvent event) {
    return switch (event) {
      case Failed failed -> "failed";
      case ToolCallStarted call -> "tool_calls";
      case ToolArgumentsDelta call -> "tool_calls";
      case RefusalDelta refusal -> "refusal";
      case TextDelta(int choice, String more) when choice != 0 -> "choices";
      case Finished(int choice, StopReason reason, String stopSequence) ->
          choice != 0
              ? "choices"
              : switch (reason) {
                case STOP -> null;
                case LENGTH -> "length";
                case TOOL_CALLS -> "tool_calls";
                case REFUSAL -> "refusal";
                default -> "finish";
              };
      default -> null;
    };
  }
}
