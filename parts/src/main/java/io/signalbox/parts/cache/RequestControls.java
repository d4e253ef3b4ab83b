package io.signalbox.parts.cache;

import io.signalbox.config.Default;
import io.signalbox.config.Doc;
import io.signalbox.config.NotBlank;
import io.signalbox.config.Range;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a client may ask of the cache. */
public record RequestControls(
    @Doc("Whether clients may ask for anything.") @Default("false") boolean enabled,
    @Doc("The header they ask in.") @Default("x-vsr-cache-control") @NotBlank String header,
    @Doc(
            "What they may ask for: no-cache, no-store, bypass, max-age, ttl; the first three when"
                + " left out.")
        @Nullable List<String> allowed,
    @Doc("Most seconds that a client may ask to keep an answer.") @Range(min = 0, max = 315_360_000)
        @Nullable Long maxTtlSeconds) {
  private static final List<String> USUAL = List.of("no-cache", "no-store", "bypass");

  /** What they may ask for. */
  public List<String> words() {
    return allowed == null ? USUAL : allowed;
  }
}
