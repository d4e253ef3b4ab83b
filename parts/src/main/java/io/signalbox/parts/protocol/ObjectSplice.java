package io.signalbox.parts.protocol;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/**
 * A JSON object as bytes, of which members and elements of arrays can be removed, replaced and
 * added. What is not touched stays byte for byte.
 */
public final class ObjectSplice {
  /**
   * Where a member stands.
   *
   * @param key offset of its key
   * @param start offset of its value
   * @param end offset behind its value
   * @param elements where the elements of its value stand; null where it is no array
   */
  private record Member(int key, int start, int end, @Nullable List<JsonMembers.Span> elements) {}

  private final byte[] bytes;
  private final Map<String, Member> members = new LinkedHashMap<>();

  /** New values by key; null for a member that is removed. */
  private final Map<String, @Nullable String> changes = new LinkedHashMap<>();

  /**
   * @param bytes an object that was read before
   */
  public ObjectSplice(byte[] bytes) {
    this.bytes = bytes;
    try (var json = Json.lenient(bytes)) {
      json.nextToken();
      while (json.nextToken() == JsonToken.PROPERTY_NAME) {
        int key = here(json);
        var name = json.currentName();
        var value = json.nextToken();
        int start = here(json);
        var elements = value == JsonToken.START_ARRAY ? elements(json) : null;
        members.put(name, new Member(key, start, behind(json), elements));
      }
    }
  }

  private static List<JsonMembers.Span> elements(JsonParser json) {
    List<JsonMembers.Span> elements = new ArrayList<>();
    while (json.nextToken() != JsonToken.END_ARRAY) {
      int start = here(json);
      elements.add(new JsonMembers.Span(start, behind(json)));
    }
    return elements;
  }

  private static int here(JsonParser json) {
    return Math.toIntExact(json.currentTokenLocation().getByteOffset());
  }

  private static int behind(JsonParser json) {
    json.skipChildren();
    json.finishToken();
    return Math.toIntExact(json.currentLocation().getByteOffset());
  }

  /** The keys that are left, in their order. */
  public List<String> keys() {
    return members.keySet().stream().filter(this::has).toList();
  }

  public boolean has(String key) {
    return changes.containsKey(key) ? changes.get(key) != null : members.containsKey(key);
  }

  /** The JSON of a member, or null. */
  public @Nullable String json(String key) {
    if (changes.containsKey(key)) {
      return changes.get(key);
    }
    var member = members.get(key);
    return member == null ? null : text(member.start(), member.end());
  }

  /** The text that a member is, or null. */
  public @Nullable String text(String key) {
    var json = json(key);
    return json == null || !json.startsWith("\"") ? null : Json.unquoted(json);
  }

  /** The JSON of each element of a member; null where it is no array. */
  public @Nullable List<String> elements(String key) {
    if (changes.containsKey(key)) {
      var json = changes.get(key);
      return json == null || !json.startsWith("[") ? null : ofArray(json);
    }
    var member = members.get(key);
    if (member == null || member.elements() == null) {
      return null;
    }
    return member.elements().stream().map(span -> text(span.start(), span.end())).toList();
  }

  private static @Nullable List<String> ofArray(String json) {
    var wrapped = "{\"a\":" + json + "}";
    return new ObjectSplice(wrapped.getBytes(StandardCharsets.UTF_8)).elements("a");
  }

  private String text(int start, int end) {
    return new String(bytes, start, end - start, StandardCharsets.UTF_8);
  }

  public void remove(String key) {
    if (has(key)) {
      changes.put(key, null);
    }
  }

  public void set(String key, String json) {
    if (!json.equals(json(key))) {
      changes.put(key, json);
    }
  }

  public void set(String key, List<String> elements) {
    if (!elements.equals(elements(key))) {
      changes.put(key, "[" + String.join(",", elements) + "]");
    }
  }

  public boolean changed() {
    return !changes.isEmpty();
  }

  /** The object with all changes; the array itself when there is none. */
  public byte[] bytes() {
    var splices = new Splices();
    for (var change : changes.entrySet()) {
      var member = members.get(change.getKey());
      if (member != null && change.getValue() != null) {
        splices.replace(member.start(), member.end(), change.getValue());
      }
    }
    int end = removeMembers(splices);
    boolean first = keys().isEmpty();
    for (var change : changes.entrySet()) {
      if (change.getValue() != null && !members.containsKey(change.getKey())) {
        var added = Json.quoted(change.getKey()) + ":" + change.getValue();
        splices.insert(end, first ? added : "," + added);
        first = false;
      }
    }
    return splices.applyTo(bytes);
  }

  /** Cuts out what is removed, commas included; tells where more members can be put. */
  private int removeMembers(Splices splices) {
    var all = new ArrayList<>(members.entrySet());
    int lastKept = -1;
    for (int i = 0; i < all.size(); i++) {
      if (has(all.get(i).getKey())) {
        lastKept = i;
      }
    }
    for (int i = 0; i < lastKept; i++) {
      if (!has(all.get(i).getKey())) {
        splices.replace(all.get(i).getValue().key(), all.get(i + 1).getValue().key(), "");
      }
    }
    if (all.isEmpty()) {
      return new String(bytes, StandardCharsets.ISO_8859_1).indexOf('{') + 1;
    }
    int behind = all.getLast().getValue().end();
    if (lastKept == all.size() - 1) {
      return behind;
    }
    int from = lastKept < 0 ? all.getFirst().getValue().key() : all.get(lastKept).getValue().end();
    splices.replace(from, behind, "");
    return behind;
  }

  @Override
  public String toString() {
    return new String(bytes(), StandardCharsets.UTF_8);
  }
}
