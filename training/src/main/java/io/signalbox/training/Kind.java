package io.signalbox.training;

/** How the texts of a source were made, and how much one of them counts in training. */
enum Kind {
  /** Exam questions with gold labels. */
  EXAM("exam-style", 1),
  /** Natural chat prompts, most of them English. */
  CHAT("natural chat", 3),
  /** Natural chat prompts in 14 languages. */
  MULTILINGUAL("multilingual chat", 3),
  /** Rows of other sets whose domain follows from the set. Never measured. */
  EXTRA("extra", 1);

  private final String title;
  private final float weight;

  Kind(String title, float weight) {
    this.title = title;
    this.weight = weight;
  }

  String title() {
    return title;
  }

  float weight() {
    return weight;
  }
}
