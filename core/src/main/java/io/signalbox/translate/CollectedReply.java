package io.signalbox.translate;

import io.signalbox.translate.ReplyEvent.Counted;
import io.signalbox.translate.ReplyEvent.Failed;
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
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The events of a reply put together, for writers of plain replies. Parts stand in the order they
 * began in. For one reply, on one thread.
 */
public final class CollectedReply {
  private final Map<Integer, Choice> choices = new TreeMap<>();
  private Started started = new Started("", "", 0);
  private Tokens tokens = Tokens.ZERO;
  private @Nullable ProviderError failure;

  /** One of the answers. */
  public static final class Choice {
    private final List<Open> open = new ArrayList<>();
    private StopReason reason = StopReason.UNKNOWN;
    private @Nullable String stopSequence;

    /** What was said, thought and called. */
    public List<Part> parts() {
      return open.stream().map(Open::part).toList();
    }

    public StopReason reason() {
      return reason;
    }

    /** The text that ended it, or null. */
    public @Nullable String stopSequence() {
      return stopSequence;
    }

    private Open last(Class<? extends Part> kind) {
      if (open.isEmpty() || !open.getLast().kind.equals(kind)) {
        open.add(new Open(kind, -1, "", ""));
      }
      return open.getLast();
    }

    private @Nullable Open call(int number) {
      for (var part : open) {
        if (part.call == number) {
          return part;
        }
      }
      return null;
    }
  }

  /** A part that may still grow. */
  private static final class Open {
    private final Class<? extends Part> kind;
    private final int call;
    private final String id;
    private final String name;
    private final StringBuilder text = new StringBuilder();
    private @Nullable String signature;

    private Open(Class<? extends Part> kind, int call, String id, String name) {
      this.kind = kind;
      this.call = call;
      this.id = id;
      this.name = name;
    }

    private Part part() {
      var whole = text.toString();
      if (kind.equals(Part.ToolCall.class)) {
        return new Part.ToolCall(id, name, whole);
      }
      if (kind.equals(Part.Thinking.class)) {
        return new Part.Thinking(whole, signature);
      }
      return kind.equals(Part.Refusal.class) ? new Part.Refusal(whole) : new Part.Text(whole);
    }
  }

  /** Takes in the next event. */
  public void add(ReplyEvent event) {
    switch (event) {
      case Started start -> started = start;
      case TextDelta(int choice, String text) -> last(choice, Part.Text.class).text.append(text);
      case ThinkingDelta(int choice, String text) ->
          last(choice, Part.Thinking.class).text.append(text);
      case ThinkingSigned(int choice, String signature) ->
          last(choice, Part.Thinking.class).signature = signature;
      case RefusalDelta(int choice, String text) ->
          last(choice, Part.Refusal.class).text.append(text);
      case ToolCallStarted(int choice, int call, String id, String name) ->
          choice(choice).open.add(new Open(Part.ToolCall.class, call, id, name));
      case ToolArgumentsDelta(int choice, int call, String json) -> {
        var open = choice(choice).call(call);
        if (open != null) {
          open.text.append(json);
        }
      }
      case Finished(int choice, StopReason reason, var stopSequence) -> {
        choice(choice).reason = reason;
        choice(choice).stopSequence = stopSequence;
      }
      case Counted(Tokens counted) -> tokens = counted;
      case Failed(ProviderError error) -> failure = error;
    }
  }

  private Open last(int choice, Class<? extends Part> kind) {
    return choice(choice).last(kind);
  }

  private Choice choice(int number) {
    return choices.computeIfAbsent(number, first -> new Choice());
  }

  public Started started() {
    return started;
  }

  /** The answers by their numbers. */
  public Map<Integer, Choice> choices() {
    return Collections.unmodifiableMap(choices);
  }

  /** The counts told last, or zeros. */
  public Tokens tokens() {
    return tokens;
  }

  /** What broke the reply off, or null. */
  public @Nullable ProviderError failure() {
    return failure;
  }
}
