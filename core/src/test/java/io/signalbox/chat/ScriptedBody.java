package io.signalbox.chat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/** A reply body that gives the chunks it was made of, and remembers whether it was closed. */
public final class ScriptedBody implements ReplyBody {
  private final Queue<byte[]> chunks = new ArrayDeque<>();
  private final @Nullable RouterException end;
  private int closed;

  public ScriptedBody(String... texts) {
    this(null, List.of(texts));
  }

  private ScriptedBody(@Nullable RouterException end, List<String> texts) {
    this.end = end;
    texts.forEach(text -> chunks.add(text.getBytes(StandardCharsets.UTF_8)));
  }

  /** A body that breaks off behind these chunks. */
  public static ScriptedBody breaking(RouterException end, String... texts) {
    return new ScriptedBody(end, List.of(texts));
  }

  @Override
  public byte @Nullable [] next() {
    var chunk = chunks.poll();
    if (chunk == null && end != null) {
      throw end;
    }
    return chunk;
  }

  @Override
  public void close() {
    closed++;
  }

  /** Whether somebody let go of it. */
  public boolean isClosed() {
    return closed > 0;
  }
}
