package io.signalbox.server.extproc;

import io.signalbox.chat.HeaderEdits;
import io.signalbox.chat.Headers;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What has to be changed about one set of headers to make it another. */
final class HeaderDifference {
  private HeaderDifference() {}

  static HeaderEdits between(Headers from, Headers to) {
    var edits = HeaderEdits.NONE;
    if (from.equals(to)) {
      return edits;
    }
    var had = byName(from);
    var wanted = byName(to);
    for (var name : had.keySet()) {
      if (!wanted.containsKey(name)) {
        edits = edits.remove(name);
      }
    }
    for (var entry : wanted.entrySet()) {
      var values = entry.getValue();
      if (!values.equals(had.get(entry.getKey()))) {
        edits = edits.overwrite(entry.getKey(), values.getFirst());
        for (var more : values.subList(1, values.size())) {
          edits = edits.append(entry.getKey(), more);
        }
      }
    }
    return edits;
  }

  private static Map<String, List<String>> byName(Headers headers) {
    var values = new LinkedHashMap<String, List<String>>();
    for (var field : headers.fields()) {
      values.computeIfAbsent(field.name(), name -> new ArrayList<>()).add(field.value());
    }
    return values;
  }
}
