package io.signalbox.config;

import org.jspecify.annotations.Nullable;

/** What a model costs, by the million tokens. */
public record PricingConfig(
    @Doc("Currency of the prices; USD when absent.") @Nullable String currency,
    @Key("prompt_per_1m") @Doc("A million tokens of prompt.") @Default("0") @Range(min = 0)
        double promptPer1m,
    @Key("completion_per_1m") @Doc("A million tokens of answer.") @Default("0") @Range(min = 0)
        double completionPer1m,
    @Key("cached_input_per_1m")
        @Doc("A million tokens of prompt that the provider still had.")
        @Default("0")
        @Range(min = 0)
        double cachedInputPer1m,
    @Key("cache_write_per_1m")
        @Doc("A million tokens of prompt that the provider keeps; as any prompt when absent.")
        @Range(min = 0)
        @Nullable Double cacheWritePer1m) {

  /** Whether it says anything: a price, or the currency of something free. */
  public boolean stated() {
    return currency != null
        || promptPer1m != 0
        || completionPer1m != 0
        || cachedInputPer1m != 0
        || cacheWritePer1m != null;
  }
}
