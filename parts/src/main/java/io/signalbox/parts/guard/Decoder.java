package io.signalbox.parts.guard;

/** Finds text in some disguises, in time linear in the text's length. */
@FunctionalInterface
interface Decoder {
  void decode(String text, Found found);

  /** Takes what is found. */
  @FunctionalInterface
  interface Found {
    void add(Technique technique, String plain);
  }
}
