package io.signalbox.parts.plugin;

import io.signalbox.catalog.Findings;
import io.signalbox.chat.BodyEditor;
import io.signalbox.chat.OfferedTool;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Tools that the operator offers to models, as a file lists them: a JSON array of {@code {tool,
 * description, category, tags}}.
 */
final class ToolShelf {
  private static final int MAX_BYTES = 16 << 20;
  private static final int MAX_TOOLS = 10_000;

  /**
   * A tool.
   *
   * @param function OpenAI's function object
   */
  private record Entry(String name, String function) {}

  private final List<Entry> entries;
  private final Relevance relevance;

  private ToolShelf(List<Entry> entries, List<String> texts) {
    this.entries = List.copyOf(entries);
    this.relevance = new Relevance(texts);
  }

  /**
   * Reads a file.
   *
   * @param config the record that names it, by {@code component}
   * @return null when it is refused
   */
  static @Nullable ToolShelf read(Path file, Record config, String component, Findings findings) {
    var expectation = "a file with a JSON array of {tool, description, category, tags}";
    try {
      if (!Files.isRegularFile(file)) {
        findings.refuse(config, component, file + ": no such file", expectation);
        return null;
      }
      if (Files.size(file) > MAX_BYTES) {
        findings.refuse(config, component, file + ": too large", "at most 16 MiB");
        return null;
      }
      var entries = new ArrayList<Entry>();
      var texts = new ArrayList<String>();
      var wrong = fill(JsonMapper.shared().readTree(Files.readAllBytes(file)), entries, texts);
      if (wrong != null) {
        findings.refuse(config, component, file + ": " + wrong, expectation);
        return null;
      }
      return new ToolShelf(entries, texts);
    } catch (IOException unreadable) {
      findings.refuse(config, component, file + ": cannot be read", expectation);
    } catch (JacksonException broken) {
      var at = broken.getLocation();
      var where = at == null ? "" : " in line " + at.getLineNr();
      findings.refuse(config, component, file + ": no JSON" + where, expectation);
    }
    return null;
  }

  /** What is wrong, or null. */
  private static @Nullable String fill(JsonNode root, List<Entry> entries, List<String> texts) {
    if (!root.isArray()) {
      return "no array";
    }
    if (root.size() > MAX_TOOLS) {
      return root.size() + " tools, more than " + MAX_TOOLS;
    }
    var names = new HashSet<String>();
    int index = 0;
    for (var item : root) {
      var function = item.path("tool").path("function");
      var name = function.path("name").isString() ? function.path("name").stringValue() : "";
      if (name.isBlank()) {
        return "[%d].tool.function.name: missing".formatted(index);
      }
      if (!names.add(name)) {
        return "[%d].tool.function.name: %s again".formatted(index, name);
      }
      entries.add(new Entry(name, function.toString()));
      texts.add(text(item, function, name));
      index++;
    }
    return null;
  }

  private static String text(JsonNode item, JsonNode function, String name) {
    var text = new StringBuilder(name);
    for (var part : List.of(item.path("description"), function.path("description"))) {
      text.append(' ').append(part.asString(""));
    }
    text.append(' ').append(item.path("category").asString(""));
    item.path("tags").forEach(tag -> text.append(' ').append(tag.asString("")));
    return text.toString();
  }

  /**
   * The most relevant tools, best first.
   *
   * @param allowed whether a tool of that name may be offered
   */
  List<OfferedTool> best(
      String question, int most, double threshold, Predicate<String> allowed, BodyEditor editor) {
    var scores = relevance.to(question);
    return IntStream.range(0, scores.length)
        .boxed()
        .filter(i -> scores[i] >= threshold && scores[i] > 0)
        .filter(i -> allowed.test(entries.get(i).name()))
        .sorted(Comparator.comparingDouble(i -> -scores[i]))
        .limit(most)
        .map(i -> editor.adopt(entries.get(i).function()))
        .toList();
  }
}
