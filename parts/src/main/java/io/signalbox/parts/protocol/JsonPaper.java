package io.signalbox.parts.protocol;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A JSON document in which literals are rewritten, and those inside its texts. */
final class JsonPaper {
  private record Place(JsonPaper paper, int start, int end) {}

  private final byte[] bytes;
  private final Map<Integer, Place> places;
  private final Map<Place, String> written = new HashMap<>();
  private final List<JsonPaper> inner = new ArrayList<>();
  private final int outerStart;
  private final int outerEnd;

  JsonPaper(byte[] bytes) {
    this(bytes, new HashMap<>(), 0, 0);
  }

  private JsonPaper(byte[] bytes, Map<Integer, Place> places, int outerStart, int outerEnd) {
    this.bytes = bytes;
    this.places = places;
    this.outerStart = outerStart;
    this.outerEnd = outerEnd;
  }

  /** The document that a text of this one is. */
  JsonPaper inside(JsonTree.Text text) {
    var sheet =
        new JsonPaper(
            text.text().getBytes(StandardCharsets.UTF_8), places, text.start(), text.end());
    inner.add(sheet);
    return sheet;
  }

  /** Numbers a literal of this document. */
  void place(int number, int start, int end) {
    places.put(number, new Place(this, start, end));
  }

  /** Writes a text in a literal's place. */
  void write(int number, String text) {
    var place = places.get(number);
    if (place != null) {
      place.paper().written.put(place, text);
    }
  }

  boolean changed() {
    return !written.isEmpty() || inner.stream().anyMatch(JsonPaper::changed);
  }

  /** The document as it is now. */
  byte[] bytes() {
    var splices = new Splices();
    written.forEach(
        (place, text) -> splices.replace(place.start(), place.end(), Json.quoted(text)));
    for (var sheet : inner) {
      if (sheet.changed()) {
        var text = new String(sheet.bytes(), StandardCharsets.UTF_8);
        splices.replace(sheet.outerStart, sheet.outerEnd, Json.quoted(text));
      }
    }
    return splices.applyTo(bytes);
  }
}
