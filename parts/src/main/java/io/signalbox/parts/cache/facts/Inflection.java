package io.signalbox.parts.cache.facts;

import java.util.LinkedHashSet;
import java.util.Set;

/** The forms of an English verb or noun, more rather than fewer. */
final class Inflection {
  private Inflection() {}

  /** All forms of a phrase whose first word changes. */
  static Set<String> of(String phrase) {
    int space = phrase.indexOf(' ');
    var base = space < 0 ? phrase : phrase.substring(0, space);
    var rest = space < 0 ? "" : phrase.substring(space);
    var forms = new LinkedHashSet<String>();
    forms.add(base);
    if (base.endsWith("e")) {
      var stem = base.substring(0, base.length() - 1);
      add(forms, base + "s", base + "d", stem + "ing");
    } else if (base.endsWith("y") && !vowel(base.charAt(base.length() - 2))) {
      var stem = base.substring(0, base.length() - 1);
      add(forms, stem + "ies", stem + "ied", base + "ing");
    } else {
      boolean hiss = base.endsWith("s") || base.endsWith("x") || base.endsWith("h");
      add(forms, base + (hiss ? "es" : "s"), base + "ed", base + "ing");
      var doubled = base + base.charAt(base.length() - 1);
      add(forms, doubled + "ed", doubled + "ing");
    }
    var all = new LinkedHashSet<String>();
    forms.forEach(form -> all.add(form + rest));
    return all;
  }

  private static void add(Set<String> forms, String... more) {
    forms.addAll(java.util.List.of(more));
  }

  private static boolean vowel(char c) {
    return "aeiou".indexOf(c) >= 0;
  }
}
