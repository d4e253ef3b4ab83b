package io.signalbox.parts.protocol;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** Results of tools that are elements of an array, each with its text in one member. */
public final class ElementResults implements ToolResults {
  private final ObjectSplice body;
  private final String list;
  private final String key;
  private final List<String> elements;
  private final List<Integer> places = new ArrayList<>();
  private final List<String> texts = new ArrayList<>();

  /**
   * @param list the array of the body
   * @param key the member of an element that holds the text
   * @param result tells whether an element is the result of a tool
   */
  public ElementResults(
      ObjectSplice body, String list, String key, Predicate<ObjectSplice> result) {
    this.body = body;
    this.list = list;
    this.key = key;
    var found = body.elements(list);
    this.elements = found == null ? List.of() : new ArrayList<>(found);
    for (int i = 0; i < elements.size(); i++) {
      var json = elements.get(i);
      var element = json.startsWith("{") ? splice(json) : null;
      var text = element == null || !result.test(element) ? null : element.text(key);
      if (text != null) {
        places.add(i);
        texts.add(text);
      }
    }
  }

  private static ObjectSplice splice(String json) {
    return new ObjectSplice(json.getBytes(StandardCharsets.UTF_8));
  }

  @Override
  public List<String> texts() {
    return texts;
  }

  @Override
  public void replace(int index, String text) {
    int place = places.get(index);
    var element = splice(elements.get(place));
    element.set(key, Json.quoted(text));
    elements.set(place, element.toString());
    texts.set(index, text);
    body.set(list, elements);
  }
}
