package io.signalbox.parts.protocol;

import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Writes JSON in the one form that all ways of writing the same share: no blanks, no needless
 * escapes. Numbers stay as they are written, and members in their order, since models are shown
 * schemas and arguments as they come; only where an object is known to be read by its keys are they
 * sorted. A question mark stands for one text that is cut out; no JSON begins so.
 */
final class CanonicalJson {
  private final byte[] source;
  private final JsonTree.@Nullable Text hole;
  private final StringBuilder out = new StringBuilder();

  /**
   * @param source the bytes that all values were read from
   * @param hole the text that is cut out
   */
  CanonicalJson(byte[] source, JsonTree.@Nullable Text hole) {
    this.source = source;
    this.hole = hole;
  }

  /** Writes members in the order of their keys. */
  void sorted(List<JsonTree.Member> members, Consumer<JsonTree.Member> value) {
    members(members.stream().sorted(Comparator.comparing(one -> one.key().text())).toList(), value);
  }

  void items(List<JsonTree> items, Consumer<JsonTree> value) {
    out.append('[');
    var between = "";
    for (var item : items) {
      out.append(between);
      value.accept(item);
      between = ",";
    }
    out.append(']');
  }

  void value(JsonTree value) {
    switch (value) {
      case JsonTree.Text text when hole != null && text.start() == hole.start() -> out.append('?');
      case JsonTree.Text text -> out.append(Json.quoted(text.text()));
      case JsonTree.Figure figure -> out.append(figure.text());
      case JsonTree.Word(int start, int end) ->
          out.append(new String(source, start, end - start, StandardCharsets.US_ASCII));
      case JsonTree.Items items -> items(items.items(), this::value);
      case JsonTree.Members object -> members(object.members(), one -> value(one.value()));
    }
  }

  private void members(List<JsonTree.Member> members, Consumer<JsonTree.Member> value) {
    out.append('{');
    var between = "";
    for (var member : members) {
      out.append(between).append(Json.quoted(member.key().text())).append(':');
      value.accept(member);
      between = ",";
    }
    out.append('}');
  }

  @Override
  public String toString() {
    return out.toString();
  }
}
