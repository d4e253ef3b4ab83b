package io.signalbox.config;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** How it is told from words whether a text or a picture is wanted. */
public record ModalityDetector(
    @Doc("Whether words are looked at.") @Default("false") boolean enabled,
    @Doc("How words are looked at: keyword.") @Nullable Method method,
    @Doc("Parts of a text that ask for a picture; letter case does not matter.") @Default("[]")
        List<String> keywords,
    @Doc("Parts of a text that ask for a text beside the picture.") @Default("[]")
        List<String> bothKeywords) {
  /** The ways the contract knows. */
  public enum Method {
    KEYWORD,
    CLASSIFIER,
    HYBRID;

    /** As it is written. */
    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }
}
