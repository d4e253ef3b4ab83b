package io.signalbox.backends.cache;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * What a server tells of an index: lists of names and values, in lists. Redis and Valkey nest and
 * name them differently, so a field is looked for wherever it may stand.
 */
final class SearchFacts {
  private final List<List<String>> fields;
  private final List<String> vectors;

  SearchFacts(List<Object> info, String vectorField) {
    this.fields = fields(info);
    this.vectors =
        fields.stream().filter(field -> names(field, vectorField)).findFirst().orElse(List.of());
  }

  private static List<List<String>> fields(List<Object> info) {
    return IntStream.range(1, info.size())
        .filter(i -> text(info.get(i - 1)).equals("attributes"))
        .mapToObj(info::get)
        .flatMap(value -> value instanceof List<?> list ? list.stream() : Stream.empty())
        .map(field -> flat(field).toList())
        .toList();
  }

  private static Stream<String> flat(Object value) {
    return value instanceof List<?> list
        ? list.stream().flatMap(SearchFacts::flat)
        : Stream.of(text(value));
  }

  static String text(Object value) {
    return value instanceof byte[] bytes ? new String(bytes, UTF_8) : String.valueOf(value);
  }

  private static boolean names(List<String> field, String name) {
    return after(field, "identifier").equals(name) || after(field, "attribute").equals(name);
  }

  private static String after(List<String> field, String word) {
    for (int i = 1; i < field.size(); i++) {
      if (field.get(i - 1).toLowerCase(Locale.ROOT).equals(word)) {
        return field.get(i);
      }
    }
    return "";
  }

  boolean has(String name) {
    return fields.stream().anyMatch(field -> names(field, name));
  }

  /** The length of the vectors; 0 when it is not told. */
  int dimensions() {
    var told =
        after(vectors, "dim").isEmpty() ? after(vectors, "dimensions") : after(vectors, "dim");
    return told.matches("[0-9]{1,6}") ? Integer.parseInt(told) : 0;
  }

  String metric() {
    return after(vectors, "distance_metric").toUpperCase(Locale.ROOT);
  }
}
