package io.signalbox.parts.cache.facts;

import io.signalbox.parts.cache.facts.Asking.Extent;
import io.signalbox.parts.cache.facts.Asking.Reason;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads the form of a question off its words. */
record Form(List<String> words) {
  /** In more words, "which" and "one" say other things too. */
  private static final int BRIEF = 16;

  static final Set<String> ASKED = Set.of("who", "whom", "what", "which");
  private static final Set<String> OPENING =
      Set.of("who", "whom", "what", "which", "when", "where", "why", "how");
  private static final Set<String> AUXILIARY =
      Set.of(
          "is", "are", "was", "were", "do", "does", "did", "can", "could", "may", "might", "must",
          "should", "will", "would", "has", "have", "had", "be", "'s", "to", "shall");
  private static final Set<String> DOES = Set.of("do", "does", "did");
  private static final Set<String> PAST = Set.of("was", "were", "did");
  private static final Set<String> PRESENT = Set.of("is", "are", "do", "does");
  private static final Set<String> CAUSES =
      Set.of("cause", "lead", "make", "trigger", "reduce", "increase", "produce", "provoke");
  private static final Set<String> SELF = Set.of("i", "we");
  private static final Set<String> OWNERS =
      Set.of("my", "the", "our", "a", "an", "his", "her", "your", "their");
  private static final Set<String> MEASURES =
      Set.of("much", "many", "long", "often", "far", "old", "big", "large", "fast", "tall", "high");
  private static final Set<String> LEARN =
      Set.of("know", "tell", "learn", "find", "see", "give", "explain", "show", "limit", "fee");
  private static final Set<String> SINGLES = Set.of("most", "best", "first", "last");

  /** Words that end like superlatives. */
  private static final Set<String> POSITIVE =
      Set.of(
          "guest",
          "interest",
          "forest",
          "request",
          "honest",
          "harvest",
          "invest",
          "digest",
          "protest",
          "contest",
          "suggest",
          "arrest",
          "chest",
          "quest",
          "manifest",
          "midwest");

  /** Those who act on their own. */
  private static final Set<String> ACTING =
      Set.of(
          "landlord",
          "tenant",
          "bank",
          "provider",
          "admin",
          "administrator",
          "manager",
          "bos",
          "employer",
          "employee",
          "company",
          "seller",
          "buyer",
          "doctor",
          "patient",
          "teacher",
          "student",
          "son",
          "daughter",
          "wife",
          "husband",
          "partner",
          "neighbour",
          "neighbor",
          "insurer",
          "customer",
          "guest",
          "owner",
          "supplier",
          "dealer",
          "police",
          "school",
          "child",
          "kid",
          "parent",
          "mother",
          "father",
          "friend",
          "host",
          "lender",
          "creditor",
          "agent",
          "airline",
          "shop",
          "lawyer",
          "government",
          "member",
          "colleague",
          "team",
          "server",
          "people");

  Asking asking() {
    return new Asking(reason(), extent(), past(), doer(), done(), subject(), amount());
  }

  private String at(int index) {
    return index >= 0 && index < words.size() ? words.get(index) : "";
  }

  private boolean follows(int index, String... those) {
    for (int i = 0; i < those.length; i++) {
      if (!at(index + i).equals(those[i])) {
        return false;
      }
    }
    return true;
  }

  private @Nullable Reason reason() {
    for (int i = 0; i < words.size(); i++) {
      if (follows(i, "what", "happens", "if")
          || follows(i, "what", "happens", "when")
          || follows(i, "consequences", "of")
          || follows(i, "effects", "of")
          || follows(i, "result", "of")
          || follows(i, "effect", "of")) {
        return Reason.EFFECT;
      }
      if (at(i).equals("what") && DOES.contains(at(i + 1))) {
        boolean acts =
            words.contains("cause")
                || follows(words.indexOf("lead"), "lead", "to")
                || follows(words.lastIndexOf("do"), "do", "to");
        return acts ? Reason.EFFECT : null;
      }
      if (at(i).equals("why")
          || follows(i, "causes", "of")
          || follows(i, "cause", "of")
          || follows(i, "reason", "for")
          || follows(i, "reasons", "for")
          || (at(i).equals("what") && causes(at(i + 1)))) {
        return Reason.CAUSE;
      }
    }
    return null;
  }

  private static boolean causes(String verb) {
    var base =
        verb.endsWith("s") || verb.endsWith("d") ? verb.substring(0, verb.length() - 1) : verb;
    return CAUSES.contains(base)
        || verb.equals("led")
        || verb.equals("made")
        || verb.equals("triggered");
  }

  private @Nullable Extent extent() {
    if (words.size() > BRIEF) {
      return null;
    }
    for (int i = 0; i < words.size(); i++) {
      if (at(i).equals("name") || at(i).equals("list") || at(i).equals("give")) {
        boolean all = at(i + 1).equals("all") || follows(i + 1, "me", "all");
        boolean one = at(i + 1).equals("one") || follows(i + 1, "me", "one");
        return all ? Extent.MANY : one ? Extent.ONE : null;
      }
      if (follows(i, "the", "names", "of")) {
        return Extent.MANY;
      }
      if (follows(i, "the", "name", "of")) {
        return Extent.ONE;
      }
      if (ASKED.contains(at(i))) {
        return extent(i);
      }
    }
    return null;
  }

  private @Nullable Extent extent(int at) {
    var next = at(at + 1);
    if (next.equals("are") || next.equals("were") || (at(at).equals("which") && plural(next))) {
      return Extent.MANY;
    }
    return singles() ? Extent.ONE : null;
  }

  private static boolean plural(String noun) {
    return (noun.endsWith("s") && !noun.endsWith("ss") && !noun.endsWith("us") && noun.length() > 3)
        || noun.equals("people")
        || noun.equals("children");
  }

  /** Whether one is to be singled out. */
  private boolean singles() {
    for (var word : words) {
      boolean superlative = word.length() > 4 && word.endsWith("est") && !POSITIVE.contains(word);
      if (superlative || SINGLES.contains(word) || word.startsWith("bestsell")) {
        return true;
      }
    }
    return false;
  }

  private @Nullable Boolean amount() {
    for (int i = 0; i + 1 < words.size(); i++) {
      if (at(i).equals("how") && MEASURES.contains(at(i + 1))) {
        return true;
      }
    }
    // "Could you tell me the price" asks for more than a yes.
    boolean whether =
        words.size() <= BRIEF
            && AUXILIARY.contains(at(0))
            && !at(1).equals("you")
            && words.stream().noneMatch(word -> OPENING.contains(word) || LEARN.contains(word));
    return whether ? false : null;
  }

  private @Nullable Boolean past() {
    if (!OPENING.contains(at(0)) && !AUXILIARY.contains(at(0))) {
      return null;
    }
    for (int i = 0; i < Math.min(words.size(), 5); i++) {
      if (PAST.contains(at(i))) {
        // "Was killed by" may be told as of today.
        return words.contains("by") ? null : Boolean.TRUE;
      }
      if (PRESENT.contains(at(i))) {
        return false;
      }
    }
    return null;
  }

  private Set<String> doer() {
    int asked = asked();
    if (asked < 0) {
      return Set.of();
    }
    if (by(asked)) {
      return verbs(asked + 1);
    }
    int verb = at(asked).equals("which") ? asked + 2 : asked + 1;
    for (int i = verb; i < verb + 4; i++) {
      // "What drill bit do I need": no verb yet.
      if (AUXILIARY.contains(at(i)) && !at(i).equals("to")) {
        return Set.of();
      }
    }
    return telling(at(verb)) ? Set.of(stem(at(verb))) : Set.of();
  }

  private Set<String> done() {
    int asked = asked();
    if (asked < 0 || by(asked)) {
      return Set.of();
    }
    int verb = at(asked).equals("which") ? asked + 2 : asked + 1;
    boolean suffers = AUXILIARY.contains(at(verb)) && words.lastIndexOf("by") > verb;
    return DOES.contains(at(verb)) || suffers ? verbs(verb + 1) : Set.of();
  }

  /** By whom was it done, who was it done by. */
  private boolean by(int asked) {
    return at(asked - 1).equals("by") || (words.size() <= BRIEF && words.getLast().equals("by"));
  }

  /** Where who, what or which stands; -1 for nowhere. */
  private int asked() {
    for (int i = 0; i < words.size(); i++) {
      if (ASKED.contains(at(i))) {
        return i;
      }
    }
    return -1;
  }

  private static boolean telling(String word) {
    return word.length() > 2 && !Synonyms.filler(word);
  }

  private Set<String> verbs(int from) {
    var verbs = new HashSet<String>();
    for (int i = from; i < words.size() && !at(i).equals("to"); i++) {
      if (telling(at(i))) {
        verbs.add(stem(at(i)));
      }
    }
    return verbs;
  }

  private static String stem(String verb) {
    var stem = Names.stem(verb);
    for (var ending : List.of("ing", "ed", "en", "e")) {
      if (stem.length() > ending.length() + 2 && stem.endsWith(ending)) {
        return stem.substring(0, stem.length() - ending.length());
      }
    }
    return stem;
  }

  /** Can I, how does my boss. */
  private @Nullable Boolean subject() {
    int modal = 0;
    while (modal < Math.min(words.size(), 4) && !AUXILIARY.contains(at(modal))) {
      modal++;
    }
    if (modal == Math.min(words.size(), 4) || at(modal).equals("to")) {
      return null;
    }
    if (SELF.contains(at(modal + 1))) {
      return true;
    }
    // "Must tenants" is often "must I".
    boolean another = OWNERS.contains(at(modal + 1)) && ACTING.contains(Names.stem(at(modal + 2)));
    return (another && !words.contains("be")) ? false : null;
  }
}
