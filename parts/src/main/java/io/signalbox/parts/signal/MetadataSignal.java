package io.signalbox.parts.signal;

import io.signalbox.catalog.Findings;
import io.signalbox.catalog.SignalPart;
import io.signalbox.chat.Call;
import io.signalbox.chat.ChatRequest;
import io.signalbox.config.Default;
import io.signalbox.config.Doc;
import io.signalbox.config.Key;
import io.signalbox.config.NotBlank;
import io.signalbox.signal.Cost;
import io.signalbox.signal.Reading;
import io.signalbox.signal.Signal;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Fires by what the caller says about its request in {@code metadata}. Anybody can say anything
 * there, so it is a hint and no proof.
 *
 * @param name what rule leaves call it
 * @param key of the metadata that is looked at
 * @param predicate what must be there
 */
public record MetadataSignal(String name, String key, Predicate predicate) implements Signal {
  public static final SignalPart<Config> PART =
      new SignalPart<>(
          "metadata",
          "metadata",
          Config.class,
          false,
          (configs, setting, findings) -> {
            var signals = new ArrayList<Signal>();
            configs.forEach(config -> signals.add(of(config, findings)));
            return signals;
          });

  /** One entry of {@code routing.signals.metadata}. */
  public record Config(
      @Doc("What rule leaves call it.") @NotBlank String name,
      @Doc("For people.") @Default("") String description,
      @Doc("The key of the request's metadata.") @NotBlank String key,
      @Doc("What must be there.") Predicate predicate) {}

  /** What must be there; exactly one of its components is given. */
  public record Predicate(
      @Doc("Exactly this text.") @Key("equals") @Nullable String same,
      @Doc("One of these texts.") @Key("in") @Default("[]") List<String> among,
      @Doc("Anything at all, or nothing for false.") @Nullable Boolean exists) {}

  static MetadataSignal of(Config config, Findings findings) {
    var predicate = config.predicate();
    long given =
        Stream.of(
                predicate.same() != null, !predicate.among().isEmpty(), predicate.exists() != null)
            .filter(is -> is)
            .count();
    if (given != 1) {
      findings.refuse(config, "predicate", given + " given", "exactly one of equals, in, exists");
    }
    if (!config.key().strip().equals(config.key())) {
      findings.refuse(config, "key", "'" + config.key() + "'", "no blanks around it");
    }
    return new MetadataSignal(config.name(), config.key(), predicate);
  }

  @Override
  public String type() {
    return PART.leafType();
  }

  @Override
  public Set<String> names() {
    return Set.of(name);
  }

  @Override
  public Cost cost() {
    return Cost.FREE;
  }

  @Override
  public Reading read(Call call, ChatRequest request) {
    var value = request.shape().metadata().get(key);
    return holds(value) ? Reading.hit(name, 1.0) : Reading.miss();
  }

  private boolean holds(@Nullable String value) {
    if (predicate.exists() != null) {
      return predicate.exists() == (value != null);
    }
    return value != null && (value.equals(predicate.same()) || predicate.among().contains(value));
  }
}
