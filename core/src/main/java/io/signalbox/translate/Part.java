package io.signalbox.translate;

import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A piece of a turn. */
public sealed interface Part {
  record Text(String text) implements Part {}

  /**
   * A picture.
   *
   * @param detail how closely it is looked at, as OpenAI names it, or null
   */
  record Image(Media media, @Nullable String detail) implements Part {}

  record Audio(Media media) implements Part {}

  /**
   * A file to be read.
   *
   * @param name of the file, or null
   */
  record Document(Media media, @Nullable String name) implements Part {}

  /**
   * A call the model made.
   *
   * @param arguments JSON as the model wrote it, whole or not
   */
  record ToolCall(String id, String name, String arguments) implements Part {}

  /**
   * What came of a call.
   *
   * @param parts text, images and documents
   * @param error whether the tool failed
   */
  record ToolResult(String callId, List<Part> parts, boolean error) implements Part {
    public ToolResult {
      parts = List.copyOf(parts);
    }
  }

  /**
   * What the model thought.
   *
   * @param text empty when the provider hides it
   * @param signature by which the provider knows its own thoughts again, or null
   */
  record Thinking(String text, @Nullable String signature) implements Part {}

  record Refusal(String text) implements Part {}

  /** The text of the text parts, joined by newlines. */
  static String text(List<Part> parts) {
    return parts.stream()
        .filter(Text.class::isInstance)
        .map(part -> ((Text) part).text())
        .collect(Collectors.joining("\n"));
  }
}
