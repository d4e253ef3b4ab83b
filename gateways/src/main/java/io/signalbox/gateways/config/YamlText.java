package io.signalbox.gateways.config;

import java.util.List;
import java.util.Map;
import org.snakeyaml.engine.v2.api.Dump;
import org.snakeyaml.engine.v2.api.DumpSettings;
import org.snakeyaml.engine.v2.common.FlowStyle;

/** Writes trees as YAML: the same tree gives the same text. */
final class YamlText {
  private static final DumpSettings SETTINGS =
      DumpSettings.builder()
          .setDefaultFlowStyle(FlowStyle.BLOCK)
          .setIndent(2)
          .setIndicatorIndent(2)
          .setIndentWithIndicator(true)
          .setSplitLines(false)
          .setDereferenceAliases(true)
          .build();

  private YamlText() {}

  /**
   * One text of several documents.
   *
   * @param comment lines that stand at the head
   */
  static String of(List<String> comment, List<Map<String, Object>> documents) {
    var text = new StringBuilder();
    comment.forEach(line -> text.append(line.isEmpty() ? "#" : "# " + line).append('\n'));
    for (int i = 0; i < documents.size(); i++) {
      if (i > 0) {
        text.append("---\n");
      }
      text.append(new Dump(SETTINGS).dumpToString(documents.get(i)));
    }
    return text.toString();
  }
}
