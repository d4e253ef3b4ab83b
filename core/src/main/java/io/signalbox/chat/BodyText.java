package io.signalbox.chat;

/**
 * A text in a request's body that a model, or whoever serves it, may read.
 *
 * @param voice whose words it is
 * @param group texts of one group stand together, in order, and are read as one
 * @param lead what stands between the text before it in its group and this one
 * @param text without escapes
 * @param form what may be written in its place
 */
public record BodyText(Voice voice, int group, String lead, String text, Form form) {
  /** Whose words a text is. */
  public enum Voice {
    /** Whoever instructs the model. */
    SYSTEM,
    USER,
    /** The model; the arguments of its calls as well. */
    ASSISTANT,
    /** What came of calls. */
    TOOL,
    /** What the request says of itself: metadata, users, whatever no protocol knows. */
    FIELD,
    /** What describes tools and the form of the answer. */
    OFFER
  }

  /** What may be written in a text's place. */
  public enum Form {
    TEXT,
    /** Letters, digits and underscores. */
    WORD,
    /** A number; another text takes its place as a whole. */
    NUMBER
  }
}
