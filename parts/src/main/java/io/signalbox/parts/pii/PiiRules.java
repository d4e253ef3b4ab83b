package io.signalbox.parts.pii;

import io.signalbox.infer.Entity;
import java.util.ArrayList;
import java.util.List;

/**
 * Everything that rules find in a text. Each rule passes over the text once; what they find
 * overlaps, and {@link Merge} settles it.
 */
public final class PiiRules {
  private final Cues cues = new Cues();
  private final List<Rule> rules =
      List.of(
          new EmailRule(),
          new UrlRule(),
          new KeyRule(),
          new CardRule(),
          new IbanRule(),
          new SsnRule(),
          new NationalIdRule(),
          new LetteredIdRule(),
          new PhoneRule(),
          new NetworkRule(),
          new WalletRule(),
          new LabelRule(),
          new DateRule(),
          new AgeRule(),
          new StreetRule(),
          new DomainRule());

  /** What the rules find, in the order of the text and without overlap. */
  public List<Entity> find(String text) {
    return Merge.settled(findings(page(text)));
  }

  Page page(String text) {
    var folded = Chars.fold(text);
    return new Page(text, folded, new Numbers(folded), cues.index(text, folded));
  }

  List<Finding> findings(Page page) {
    var found = new ArrayList<Finding>();
    for (var rule : rules) {
      rule.scan(
          page,
          (type, start, end, score) -> {
            if (score > 0 && start < end) {
              found.add(new Finding(type.name(), start, end, score, true));
            }
          });
    }
    return found;
  }
}
