package io.signalbox.parts.signal;

import io.signalbox.catalog.Findings;
import io.signalbox.catalog.SignalPart;
import io.signalbox.chat.Call;
import io.signalbox.chat.ChatRequest;
import io.signalbox.config.Default;
import io.signalbox.config.Doc;
import io.signalbox.config.NotBlank;
import io.signalbox.signal.Cost;
import io.signalbox.signal.Reading;
import io.signalbox.signal.Signal;
import java.util.ArrayList;
import java.util.OptionalLong;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Fires when the estimated tokens of a call lie in a range.
 *
 * @param name what rule leaves call it
 * @param least tokens, inclusive
 * @param most tokens, inclusive
 */
public record ContextSignal(String name, long least, long most) implements Signal {
  public static final SignalPart<Config> PART =
      new SignalPart<>(
          "context",
          "context",
          Config.class,
          false,
          (configs, setting, findings) -> {
            var signals = new ArrayList<Signal>();
            configs.forEach(config -> signals.add(of(config, findings)));
            return signals;
          });

  private static final Pattern COUNT = Pattern.compile("(\\d{1,15})(\\.\\d{1,6})?([KkMm]?)");

  /** One entry of {@code routing.signals.context}. */
  public record Config(
      @Doc("What rule leaves call it.") @NotBlank String name,
      @Doc("For people.") @Default("") String description,
      @Doc("Least tokens, with K for thousands or M for millions; none when left out.") @Default("")
          String minTokens,
      @Doc("Most tokens, likewise; unbounded when left out.") @Default("") String maxTokens) {}

  static ContextSignal of(Config config, Findings findings) {
    long least = bound(config, "minTokens", config.minTokens(), 0, findings);
    long most = bound(config, "maxTokens", config.maxTokens(), Long.MAX_VALUE, findings);
    if (least > most) {
      findings.refuse(config, "maxTokens", config.maxTokens(), "at least min_tokens");
    }
    return new ContextSignal(config.name(), least, most);
  }

  private static long bound(
      Config config, String component, String text, long absent, Findings findings) {
    if (text.isBlank()) {
      return absent;
    }
    var count = tokens(text.strip());
    if (count.isEmpty()) {
      findings.refuse(config, component, text, "a number of tokens such as 500, 8K or 1.5M");
    }
    return count.orElse(absent);
  }

  /** A count such as {@code 1.5K}, or nothing when it is not one. */
  static OptionalLong tokens(String text) {
    var matcher = COUNT.matcher(text);
    if (!matcher.matches()) {
      return OptionalLong.empty();
    }
    var fraction = matcher.group(2) == null ? "" : matcher.group(2);
    double number = Double.parseDouble(matcher.group(1) + fraction);
    double unit =
        switch (matcher.group(3)) {
          case "K", "k" -> 1_000;
          case "M", "m" -> 1_000_000;
          default -> 1;
        };
    return OptionalLong.of(Math.round(number * unit));
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
    long tokens = request.estimatedTokens();
    return Reading.measured(name, (double) tokens, tokens >= least && tokens <= most, 1.0);
  }
}
