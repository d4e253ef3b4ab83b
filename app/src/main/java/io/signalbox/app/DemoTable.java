package io.signalbox.app;

import java.util.ArrayList;
import java.util.List;

/** Rows of the demo as text, at most {@value #MAX_WIDTH} columns wide. */
final class DemoTable {
  static final int MAX_WIDTH = 118;

  private static final String GAP = "  ";
  private static final List<String> HEAD = List.of("prompt", "decision", "model", "why", "ms");
  private static final int PROMPT = 0;
  private static final int MILLIS = 4;

  private DemoTable() {}

  /** The table's lines: a head, a rule, a line for each row. */
  static List<String> lines(List<DemoRow> rows) {
    var cells = new ArrayList<List<String>>();
    cells.add(HEAD);
    rows.forEach(row -> cells.add(cells(row)));
    var widths = widths(cells);
    var lines = new ArrayList<String>();
    cells.forEach(line -> lines.add(line(line, widths)));
    var rule = widths.stream().map("─"::repeat).toList();
    lines.add(1, String.join(GAP, rule));
    return lines;
  }

  private static List<String> cells(DemoRow row) {
    return List.of(
        row.prompt().text(),
        DemoRow.shown(row.decision()),
        row.model() + (row.asExpected() ? "" : " !"),
        row.why(),
        Long.toString(row.millis()));
  }

  /** As wide as the widest cell; the prompt gives way where the line would be too long. */
  private static List<Integer> widths(List<List<String>> cells) {
    var widths = new ArrayList<Integer>();
    for (int column = 0; column < HEAD.size(); column++) {
      int at = column;
      widths.add(cells.stream().mapToInt(line -> line.get(at).length()).max().orElse(0));
    }
    int others = widths.stream().skip(1).mapToInt(width -> width + GAP.length()).sum();
    widths.set(PROMPT, Math.clamp(MAX_WIDTH - others, 10, widths.getFirst()));
    return widths;
  }

  private static String line(List<String> cells, List<Integer> widths) {
    var line = new StringBuilder();
    for (int column = 0; column < cells.size(); column++) {
      int width = widths.get(column);
      var cell = cut(cells.get(column), width);
      var padding = " ".repeat(width - cell.length());
      line.append(column == 0 ? "" : GAP);
      line.append(column == MILLIS ? padding + cell : cell + padding);
    }
    return line.toString().stripTrailing();
  }

  private static String cut(String text, int width) {
    return text.length() <= width ? text : text.substring(0, width - 1) + "…";
  }
}
