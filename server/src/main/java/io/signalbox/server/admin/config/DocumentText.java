package io.signalbox.server.admin.config;

import io.signalbox.config.tree.ConfigNode;
import io.signalbox.config.tree.ConfigNode.Mark;
import io.signalbox.config.tree.ConfigNode.Scalar;
import io.signalbox.config.tree.YamlWriter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** Puts secrets back into a text, leaving its comments and its form. */
final class DocumentText {
  private static final List<String> WRITTEN =
      List.of("\"" + Redaction.WORD + "\"", "'" + Redaction.WORD + "'");

  private DocumentText() {}

  private record Splice(int start, int end, String text) {}

  /** The text with its secrets; written anew where one cannot be put in its place. */
  static String restored(String yaml, Restoration.Restored restored) {
    if (restored.replaced().isEmpty()) {
      return yaml;
    }
    var splices = new ArrayList<Splice>();
    for (Map.Entry<Scalar, ConfigNode> one : restored.replaced().entrySet()) {
      var splice = splice(yaml, one.getKey(), one.getValue());
      if (splice == null) {
        return YamlWriter.write(restored.root());
      }
      splices.add(splice);
    }
    splices.sort(Comparator.comparingInt(Splice::start).reversed());
    var text = new StringBuilder(yaml);
    splices.forEach(splice -> text.replace(splice.start(), splice.end(), splice.text()));
    return text.toString();
  }

  private static @Nullable Splice splice(String yaml, Scalar hidden, ConfigNode secret) {
    int start = offset(yaml, hidden.mark());
    if (secret instanceof Scalar scalar) {
      for (var written : WRITTEN) {
        if (yaml.startsWith(written, start)) {
          // A JSON string is a double-quoted scalar of YAML 1.2.
          var text = JsonMapper.shared().writeValueAsString(scalar.text());
          return new Splice(start, start + written.length(), text);
        }
      }
    }
    return null;
  }

  /** Columns count code points. */
  private static int offset(String yaml, Mark mark) {
    int line = 1;
    int at = 0;
    while (line < mark.line() && at < yaml.length()) {
      line += yaml.charAt(at++) == '\n' ? 1 : 0;
    }
    int column = 1;
    while (column < mark.column() && at < yaml.length()) {
      at += Character.charCount(yaml.codePointAt(at));
      column++;
    }
    return at;
  }
}
