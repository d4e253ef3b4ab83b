package io.signalbox.config;

/** What is done against answers that make facts up. */
public record HallucinationConfig(
    @Doc("Whether answers are checked: false.") @Default("false") boolean enabled,
    @Doc("The classifier that tells whether an answer needs facts.") @Default("{}")
        FactCheck factCheck) {

  /** Settings of the classifier that tells whether an answer needs facts. */
  public record FactCheck(
      @Doc("Least probability of a prompt whose answer needs them.")
          @Default("0.6")
          @Range(min = 0, max = 1)
          double threshold,
      @Inline HeadBackend backend) {}
}
