package io.signalbox.config.tree;

import io.signalbox.config.tree.ConfigNode.Mark;
import io.signalbox.config.tree.ConfigNode.Style;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.common.Anchor;
import org.snakeyaml.engine.v2.events.AliasEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.MappingStartEvent;
import org.snakeyaml.engine.v2.events.NodeEvent;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.events.SequenceStartEvent;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.ReaderException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/**
 * Reads one YAML document into nodes.
 *
 * <p>Nodes are built from the parser's events, so that depth, aliases and duplicate keys are
 * bounded and reported while reading, before any memory is spent on them. Aliases share the node of
 * their anchor; what they would amount to when written out is bounded. Merge keys are resolved
 * here: an entry of the mapping itself wins over a merged one, an earlier merged one over a later.
 */
public final class YamlReader {
  private static final int MAX_CODE_POINTS = 3 * 1024 * 1024;
  private static final int MAX_DEPTH = 200;
  private static final int MAX_NODES = 1_000_000;
  private static final int MAX_ALIASED_NODES = 100_000;
  private static final String NULL_TAG = "tag:yaml.org,2002:null";
  private static final Set<String> NULLS = Set.of("", "~", "null", "Null", "NULL");

  private final Problems problems;

  /**
   * @param problems takes what is wrong with the text
   */
  public YamlReader(Problems problems) {
    this.problems = problems;
  }

  /** The document's root; null when the text is not one readable document. */
  public @Nullable ConfigNode read(String yaml) {
    var codePoints = yaml.codePointCount(0, yaml.length());
    if (codePoints > MAX_CODE_POINTS) {
      problems.error(
          1, "", codePoints + " characters", "at most " + MAX_CODE_POINTS + " in a document");
      return null;
    }
    var reading = new Composition(Collections.emptyIterator());
    try {
      var settings = LoadSettings.builder().setCodePointLimit(MAX_CODE_POINTS + 1).build();
      reading = new Composition(new Parse(settings).parseString(yaml).iterator());
      return reading.document();
    } catch (Refused refused) {
      problems.error(refused.mark.line(), "", refused.value, refused.expectation);
    } catch (MarkedYamlEngineException e) {
      var mark = e.getProblemMark().or(e::getContextMark);
      problems.error(mark(mark).line(), "", String.valueOf(e.getProblem()), "YAML");
    } catch (ReaderException e) {
      var before = yaml.codePoints().limit(e.getPosition()).filter(c -> c == '\n').count();
      problems.error((int) before + 1, "", "a character that text does not hold", "YAML");
    } catch (YamlEngineException e) {
      problems.error(reading.last.line(), "", String.valueOf(e.getMessage()), "YAML");
    } catch (IllegalArgumentException e) {
      // The parser leaves some impossible escapes, such as \\UFFFFFFFF, to Java's number parsing.
      problems.error(reading.last.line(), "", "after this value: an impossible escape", "YAML");
    }
    return null;
  }

  private static Mark mark(Optional<org.snakeyaml.engine.v2.exceptions.Mark> mark) {
    return mark.map(m -> new Mark(m.getLine() + 1, m.getColumn() + 1)).orElse(Mark.START);
  }

  private static Mark mark(Event event) {
    return mark(event.getStartMark());
  }

  /** Ends the reading of a document that goes beyond a limit. */
  private static final class Refused extends RuntimeException {
    private final transient Mark mark;
    private final String value;
    private final String expectation;

    Refused(Mark mark, String value, String expectation) {
      super(value, null, false, false);
      this.mark = mark;
      this.value = value;
      this.expectation = expectation;
    }
  }

  /** A node that aliases may name, and how many nodes it is when written out. */
  private record Anchored(ConfigNode node, int nodes) {}

  /** The reading of one document. */
  private final class Composition {
    private final Iterator<Event> events;
    private final Map<Anchor, Anchored> anchors = new HashMap<>();
    private Mark last = Mark.START;
    private int nodes;
    private int aliasedNodes;

    Composition(Iterator<Event> events) {
      this.events = events;
    }

    @Nullable ConfigNode document() {
      ConfigNode root = null;
      while (events.hasNext()) {
        var event = next();
        switch (event.getEventId()) {
          case StreamStart, DocumentStart, DocumentEnd, StreamEnd -> {}
          default -> {
            if (root != null) {
              throw new Refused(mark(event), "a second document", "one document in a file");
            }
            root = node(event, "", 0);
          }
        }
      }
      return root;
    }

    private ConfigNode node(Event event, String path, int depth) {
      if (depth > MAX_DEPTH) {
        throw new Refused(mark(event), "nested too deeply", "at most " + MAX_DEPTH + " levels");
      }
      if (event instanceof AliasEvent alias) {
        return aliased(alias);
      }
      var before = nodes++;
      if (nodes > MAX_NODES) {
        throw new Refused(mark(event), "too many values", "at most " + MAX_NODES);
      }
      var node =
          switch (event) {
            case ScalarEvent scalar -> scalar(scalar);
            case SequenceStartEvent start -> sequence(start, path, depth);
            case MappingStartEvent start -> mapping(start, path, depth);
            default -> throw new Refused(mark(event), event.toString(), "a value");
          };
      var size = nodes - before;
      ((NodeEvent) event).getAnchor().ifPresent(a -> anchors.put(a, new Anchored(node, size)));
      return node;
    }

    private ConfigNode aliased(AliasEvent alias) {
      var anchored = anchors.get(alias.getAlias());
      if (anchored == null) {
        throw new Refused(
            mark(alias), "*" + alias.getAlias(), "the name of an anchor that stands before it");
      }
      nodes += anchored.nodes();
      aliasedNodes += anchored.nodes();
      if (aliasedNodes > MAX_ALIASED_NODES) {
        throw new Refused(
            mark(alias), "aliases repeat too much", "at most " + MAX_ALIASED_NODES + " values");
      }
      return anchored.node();
    }

    private ConfigNode.Scalar scalar(ScalarEvent event) {
      var text = event.getValue();
      var tag = event.getTag().orElse("");
      var isNull =
          tag.equals(NULL_TAG) || (tag.isEmpty() && event.isPlain() && NULLS.contains(text));
      var style = isNull ? Style.NULL : event.isPlain() ? Style.PLAIN : Style.QUOTED;
      return new ConfigNode.Scalar(text, isNull ? "null" : text, style, mark(event));
    }

    private ConfigNode.Sequence sequence(SequenceStartEvent start, String path, int depth) {
      var items = new ArrayList<ConfigNode>();
      for (var next = next(); !ends(next, Event.ID.SequenceEnd); next = next()) {
        items.add(node(next, Places.item(path, items.size()), depth + 1));
      }
      return new ConfigNode.Sequence(items, mark(start));
    }

    private ConfigNode.Mapping mapping(MappingStartEvent start, String path, int depth) {
      var own = new LinkedHashMap<String, ConfigNode.Entry>();
      var merged = new ArrayList<ConfigNode.Mapping>();
      for (var next = next(); !ends(next, Event.ID.MappingEnd); next = next()) {
        var key = node(next, path, depth + 1);
        var keyPath = Places.join(path, key instanceof ConfigNode.Scalar s ? s.text() : "");
        var value = node(next(), keyPath, depth + 1);
        if (!(key instanceof ConfigNode.Scalar name)) {
          problems.error(mark(next).line(), path, key.written() + " as a key", "a text as key");
        } else if (name.style() == Style.PLAIN && name.text().equals("<<")) {
          merged.addAll(sources(value, keyPath));
        } else {
          enter(own, new ConfigNode.Entry(name.text(), mark(next), value), keyPath);
        }
      }
      for (var source : merged) {
        source.entries().forEach(entry -> own.putIfAbsent(entry.key(), entry));
      }
      return new ConfigNode.Mapping(List.copyOf(own.values()), mark(start));
    }

    private void enter(Map<String, ConfigNode.Entry> entries, ConfigNode.Entry entry, String path) {
      var first = entries.putIfAbsent(entry.key(), entry);
      if (first != null) {
        problems.error(
            entry.keyMark().line(),
            path,
            "duplicate key",
            "one entry; the first stands on line " + first.keyMark().line());
      }
    }

    private List<ConfigNode.Mapping> sources(ConfigNode value, String path) {
      var sources = new ArrayList<ConfigNode.Mapping>();
      var nodes = value instanceof ConfigNode.Sequence many ? many.items() : List.of(value);
      for (var node : nodes) {
        if (node instanceof ConfigNode.Mapping mapping) {
          sources.add(mapping);
        } else {
          problems.error(node.mark().line(), path, node.written(), "a mapping, or a list of them");
        }
      }
      return sources;
    }

    private Event next() {
      var event = events.next();
      last = mark(event);
      return event;
    }

    private boolean ends(Event event, Event.ID id) {
      return event.getEventId() == id;
    }
  }
}
