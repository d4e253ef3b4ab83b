package io.signalbox.parts.protocol;

import io.signalbox.chat.Shape.Pictures;
import tools.jackson.core.JsonToken;

/**
 * Reads whether a request asks for pictures: by {@code modalities}, by a tool that makes pictures,
 * or by the choice of that tool.
 */
public final class PictureWish {
  private static final String TOOL = "image_generation";

  private final JsonMembers members;
  private boolean text;
  private boolean pictures;
  private boolean tool;
  private boolean chosen;

  public PictureWish(JsonMembers members) {
    this.members = members;
  }

  /** What was found. */
  public Pictures found() {
    if (chosen || (pictures && !text)) {
      return Pictures.ALONE;
    }
    return pictures || tool ? Pictures.BESIDE_TEXT : Pictures.UNSAID;
  }

  /** Reads the value of {@code modalities}. */
  public void modalities(JsonToken value) {
    if (value != JsonToken.START_ARRAY) {
      return;
    }
    var json = members.parser();
    while (json.nextToken() != JsonToken.END_ARRAY) {
      if (json.currentToken() == JsonToken.VALUE_STRING) {
        var modality = json.getString();
        text |= modality.equals("text");
        pictures |= modality.equals("image");
      } else {
        json.skipChildren();
      }
    }
  }

  /**
   * Reads the value of {@code tools}.
   *
   * @return how many there are
   */
  public int tools(JsonToken value) {
    int count = 0;
    if (value == JsonToken.START_ARRAY) {
      var json = members.parser();
      while (json.nextToken() != JsonToken.END_ARRAY) {
        count++;
        tool |= makesPictures(json.currentToken());
      }
    }
    return count;
  }

  /** Reads the value of {@code tool_choice}. */
  public void toolChoice(JsonToken value) {
    chosen |= makesPictures(value);
  }

  private boolean makesPictures(JsonToken value) {
    if (value != JsonToken.START_OBJECT) {
      members.parser().skipChildren();
      return false;
    }
    var json = members.parser();
    boolean found = false;
    while (json.nextToken() == JsonToken.PROPERTY_NAME) {
      boolean type = json.currentName().equals("type");
      if (json.nextToken() == JsonToken.VALUE_STRING && type) {
        found = json.getString().equals(TOOL);
      } else {
        json.skipChildren();
      }
    }
    return found;
  }
}
