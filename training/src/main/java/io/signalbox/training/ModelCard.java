package io.signalbox.training;

/** The model card of a domain head, in Markdown. */
record ModelCard(Corpus corpus, Validation validation, Recipe recipe, long seed, long headBytes) {
  String text() {
    return "# Domain head\n";
  }
}
