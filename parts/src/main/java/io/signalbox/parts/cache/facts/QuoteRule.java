package io.signalbox.parts.cache.facts;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What stands in quotes or as code stands in the other question too, up to white space. */
final class QuoteRule implements Rule {
  @Override
  public @Nullable Conflict between(Facts a, Facts b, Frame frame) {
    var conflict = lacking(a.quotes(), b);
    return conflict != null ? conflict : lacking(b.quotes(), a);
  }

  private static @Nullable Conflict lacking(List<Quotes.Quote> quotes, Facts other) {
    if (quotes.isEmpty()) {
      return null;
    }
    var exact = Quotes.squeeze(other.plain());
    var lower = exact.toLowerCase(Locale.ROOT);
    for (var quote : quotes) {
      boolean there =
          quote.code()
              ? exact.contains(quote.text())
              : lower.contains(quote.text().toLowerCase(Locale.ROOT));
      if (!there) {
        return quote.code() ? Conflict.CODE : Conflict.QUOTE;
      }
    }
    return null;
  }
}
