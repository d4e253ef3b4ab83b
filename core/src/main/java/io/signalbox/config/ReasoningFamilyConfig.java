package io.signalbox.config;

/** How a family of models is told to reason. */
public record ReasoningFamilyConfig(
    @Doc("Where in the request the parameter goes.") Type type,
    @Doc("Name of the parameter.") @NotBlank String parameter) {

  /** Where in the request the parameter goes. */
  public enum Type {
    CHAT_TEMPLATE_KWARGS,
    REASONING_EFFORT,
    TOP_LEVEL_REASONING_EFFORT
  }
}
