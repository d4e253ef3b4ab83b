package io.signalbox.parts.text;

/**
 * What is read of a long text by signals that look at its gist: the beginning, the middle and the
 * end.
 */
public final class TextWindow {
  /** Characters, by Unicode's count, that are read at most. */
  public static final int SIZE = 2048;

  /** Stands for what is left out; holds no word that a signal could find. */
  private static final String OMISSION = "\n…\n";

  private TextWindow() {}

  /** The text, or a third of the window each of its beginning, middle and end. */
  public static String of(String text) {
    if (text.length() <= SIZE) {
      return text;
    }
    int length = text.codePointCount(0, text.length());
    if (length <= SIZE) {
      return text;
    }
    int third = SIZE / 3;
    int middle = text.offsetByCodePoints(0, (length - third) / 2);
    return text.substring(0, text.offsetByCodePoints(0, third))
        + OMISSION
        + text.substring(middle, text.offsetByCodePoints(middle, third))
        + OMISSION
        + text.substring(text.offsetByCodePoints(text.length(), third + third - SIZE));
  }
}
