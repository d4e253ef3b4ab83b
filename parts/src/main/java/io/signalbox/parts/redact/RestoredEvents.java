package io.signalbox.parts.redact;

import io.signalbox.chat.Fault;
import io.signalbox.chat.ReplyBody;
import io.signalbox.chat.RouterException;
import io.signalbox.parts.protocol.Json;
import io.signalbox.parts.protocol.JsonTree;
import io.signalbox.parts.protocol.Splices;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * A stream of server-sent events in which placeholders become values, however the events and the
 * texts in them are cut. Events that hold none pass byte for byte.
 *
 * <p>A text that ends in what may be the beginning of a placeholder lacks that end until its next
 * fragment; where none comes, an event of its own carries it. In a format that numbers its events
 * the numbers behind it grow by one.
 */
final class RestoredEvents implements ReplyBody {
  /** Holds an image in base64; an event that is longer breaks the reply off. */
  private static final int MAX_EVENT = 32 << 20;

  private static final String NUMBER = "sequence_number";

  /** A text that is not whole yet. */
  private record Open(Restorer restorer, Function<String, ObjectNode> alone) {}

  private final ReplyBody source;
  private final TokenIndex tokens;
  private final RestoredJson whole;
  private final Map<String, Open> open = new LinkedHashMap<>();
  private final EventLines lines = new EventLines(MAX_EVENT);
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private long lastNumber;
  private int added;
  private boolean done;
  private @Nullable RouterException broken;

  RestoredEvents(ReplyBody source, TokenIndex tokens) {
    this.source = source;
    this.tokens = tokens;
    this.whole = new RestoredJson(tokens);
  }

  @Override
  public byte @Nullable [] next() {
    while (out.size() == 0) {
      if (broken != null) {
        throw broken;
      }
      if (done) {
        return null;
      }
      advance();
    }
    var bytes = out.toByteArray();
    out.reset();
    return bytes;
  }

  private void advance() {
    try {
      var chunk = source.next();
      if (chunk == null) {
        done = true;
        boolean unended = lines.end(this::event);
        int before = out.size();
        flush("", Set.of());
        if (unended && out.size() > before) {
          end(before);
        }
      } else {
        lines.feed(chunk, this::event);
      }
    } catch (RouterException failed) {
      broken = failed;
      flush("", Set.of());
    }
    if (lines.overflowed() && broken == null) {
      broken = new RouterException(Fault.UPSTREAM, "an event of the backend is over 32 MiB");
    }
  }

  /** Ends an event that the backend did not end, for others follow it. */
  private void end(int at) {
    var bytes = out.toByteArray();
    out.reset();
    out.write(bytes, 0, at);
    out.write('\n');
    out.write('\n');
    out.write(bytes, at, bytes.length - at);
  }

  private void event(EventLines.Event event) {
    var data = event.data();
    if (new String(data, StandardCharsets.UTF_8).strip().equals("[DONE]")) {
      flush("", Set.of());
    }
    if (JsonTree.of(data) instanceof JsonTree.Members members) {
      var splices = new Splices();
      restore(members, data, splices);
      out.writeBytes(splices.isEmpty() ? event.raw() : event.with(splices.applyTo(data)));
    } else {
      out.writeBytes(event.raw());
    }
  }

  private void restore(JsonTree.Members members, byte[] data, Splices splices) {
    var told = Deltas.of(members, data);
    var fragments = new HashSet<JsonTree>();
    var channels = new HashSet<String>();
    for (var delta : told.deltas()) {
      fragments.add(delta.place());
      channels.add(delta.channel());
    }
    var number = members.get(NUMBER) instanceof JsonTree.Figure figure ? figure : null;
    if (number != null) {
      lastNumber = value(number) - 1;
    }
    told.ended().forEach(prefix -> flush(prefix, channels));
    if (number != null) {
      lastNumber = value(number);
      if (added > 0) {
        splices.replace(number.start(), number.end(), Long.toString(lastNumber + added));
      }
    }
    for (var delta : told.deltas()) {
      take(delta, told.ends(delta.channel()), splices);
    }
    whole.restore(members, "", fragments, splices);
  }

  private static long value(JsonTree.Figure figure) {
    try {
      return Long.parseLong(figure.text());
    } catch (NumberFormatException none) {
      return 0;
    }
  }

  private void take(Delta delta, boolean last, Splices splices) {
    var before = open.remove(delta.channel());
    var restorer = before == null ? new Restorer(tokens, delta.json()) : before.restorer();
    var text = delta.place().text();
    var restored = restorer.take(text, last);
    if (!restored.equals(text)) {
      splices.replace(delta.place().start(), delta.place().end(), Json.quoted(restored));
    }
    if (!last) {
      open.put(delta.channel(), new Open(restorer, delta.alone()));
    }
  }

  /** Tells what is kept back of texts that do not go on, those of this event left out. */
  private void flush(String prefix, Set<String> others) {
    var ended = new ArrayList<String>();
    for (var channel : open.keySet()) {
      if (channel.startsWith(prefix) && !others.contains(channel)) {
        ended.add(channel);
      }
    }
    for (var channel : ended) {
      var text = open.remove(channel);
      if (text != null && !text.restorer().held().isEmpty()) {
        var event = text.alone().apply(text.restorer().take("", true));
        if (event.has(NUMBER)) {
          added++;
          event.put(NUMBER, lastNumber + added);
        }
        out.writeBytes(Deltas.written(event));
      }
    }
  }

  @Override
  public boolean readableBeforeHead() {
    return source.readableBeforeHead();
  }

  @Override
  public void close() {
    done = true;
    source.close();
  }
}
