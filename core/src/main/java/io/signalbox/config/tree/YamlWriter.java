package io.signalbox.config.tree;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.snakeyaml.engine.v2.api.DumpSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Present;
import org.snakeyaml.engine.v2.common.FlowStyle;
import org.snakeyaml.engine.v2.common.ScalarStyle;
import org.snakeyaml.engine.v2.events.DocumentEndEvent;
import org.snakeyaml.engine.v2.events.DocumentStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.ImplicitTuple;
import org.snakeyaml.engine.v2.events.MappingEndEvent;
import org.snakeyaml.engine.v2.events.MappingStartEvent;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.events.SequenceEndEvent;
import org.snakeyaml.engine.v2.events.SequenceStartEvent;
import org.snakeyaml.engine.v2.events.StreamEndEvent;
import org.snakeyaml.engine.v2.events.StreamStartEvent;

/**
 * Writes nodes as YAML that reads as the same nodes again. What was bare stays bare and what was
 * quoted stays quoted; comments, anchors and the kind of quotes are not kept.
 */
public final class YamlWriter {
  private static final DumpSettings SETTINGS =
      DumpSettings.builder().setIndent(2).setWidth(100).setSplitLines(false).build();

  /** Keys that every reader of YAML takes for texts. */
  private static final Pattern BARE_KEY = Pattern.compile("[A-Za-z_][A-Za-z0-9_./-]*");

  private static final Pattern WORD =
      Pattern.compile("true|false|yes|no|on|off|y|n|null", Pattern.CASE_INSENSITIVE);

  private final List<Event> events = new ArrayList<>();

  private YamlWriter() {}

  /** The text of a document. */
  public static String write(ConfigNode root) {
    var writer = new YamlWriter();
    writer.events.add(new StreamStartEvent());
    writer.events.add(new DocumentStartEvent(false, Optional.empty(), Map.of()));
    writer.add(root);
    writer.events.add(new DocumentEndEvent(false));
    writer.events.add(new StreamEndEvent());
    return new Present(SETTINGS).emitToString(writer.events.iterator());
  }

  private void add(ConfigNode node) {
    switch (node) {
      case ConfigNode.Mapping mapping -> {
        events.add(
            new MappingStartEvent(Optional.empty(), Optional.empty(), true, FlowStyle.BLOCK));
        for (var entry : mapping.entries()) {
          scalar(entry.key(), bare(entry.key()) ? ScalarStyle.PLAIN : ScalarStyle.DOUBLE_QUOTED);
          add(entry.value());
        }
        events.add(new MappingEndEvent());
      }
      case ConfigNode.Sequence sequence -> {
        events.add(
            new SequenceStartEvent(Optional.empty(), Optional.empty(), true, FlowStyle.BLOCK));
        sequence.items().forEach(this::add);
        events.add(new SequenceEndEvent());
      }
      case ConfigNode.Scalar scalar -> scalar(scalar);
    }
  }

  private void scalar(ConfigNode.Scalar scalar) {
    switch (scalar.style()) {
      case NULL -> scalar("null", ScalarStyle.PLAIN);
      case PLAIN -> scalar(scalar.text(), ScalarStyle.PLAIN);
      case QUOTED ->
          scalar(
              scalar.text(),
              scalar.text().indexOf('\n') < 0 ? ScalarStyle.DOUBLE_QUOTED : ScalarStyle.LITERAL);
    }
  }

  private void scalar(String text, ScalarStyle style) {
    events.add(
        new ScalarEvent(
            Optional.empty(), Optional.empty(), new ImplicitTuple(true, true), text, style));
  }

  private static boolean bare(String key) {
    return BARE_KEY.matcher(key).matches() && !WORD.matcher(key).matches();
  }
}
