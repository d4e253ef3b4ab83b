package io.signalbox.config;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A model as the router knows it, wherever it is served. */
public record ModelCard(
    @Doc("Name that decisions refer to.") @NotBlank String name,
    @Doc("Number of parameters, such as 7B.") @Nullable String paramSize,
    @Doc("Longest context in tokens.") @Range(min = 0) @Nullable Integer contextWindowSize,
    @Doc("What the model is good at, in prose.") @Nullable String description,
    @Doc("What the model is good at, in words.") @Default("[]") List<String> capabilities,
    @Doc("Adapters that can be addressed like models.") @Default("[]") List<Lora> loras,
    @Doc("Quality relative to the other models.") @Nullable Double qualityScore,
    @Doc("What the model produces: ar, diffusion, omni.") @Nullable String modality,
    @Doc("Free labels.") @Default("[]") List<String> tags) {

  /** A LoRA adapter of a model. */
  public record Lora(
      @Doc("Name that decisions and requests refer to.") @NotBlank String name,
      @Doc("What the adapter is good at.") @Nullable String description) {}
}
