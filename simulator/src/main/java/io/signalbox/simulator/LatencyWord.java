package io.signalbox.simulator;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads a latency: milliseconds, or a number with its unit ({@code 100ms}, {@code 1.5s}). */
final class LatencyWord implements ITypeConverter<Duration> {
  private static final Pattern FORM =
      Pattern.compile("(?<number>\\d{1,9}(\\.\\d{1,6})?)(?<unit>us|ms|s|m)?");

  @Override
  public Duration convert(String word) {
    Matcher matcher = FORM.matcher(word);
    if (!matcher.matches()) {
      throw new TypeConversionException(
          word + " (expected: milliseconds or a duration like 100ms or 1s)");
    }
    long nanosPerUnit =
        switch (matcher.group("unit")) {
          case "us" -> 1_000L;
          case "s" -> 1_000_000_000L;
          case "m" -> 60_000_000_000L;
          case null, default -> 1_000_000L;
        };
    BigDecimal number = new BigDecimal(matcher.group("number"));
    return Duration.ofNanos(number.multiply(BigDecimal.valueOf(nanosPerUnit)).longValue());
  }
}
