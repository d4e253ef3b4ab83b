package io.signalbox.bench;

import io.signalbox.bench.CacheQuality.Pair;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;

/** How often questions of pairs got the answer to the other one. */
final class Judgement {
  private final String name;
  private final List<Tried> tries = new ArrayList<>();

  private record Tried(Pair pair, boolean hit) {}

  Judgement(String name) {
    this.name = name;
  }

  void add(Pair pair, boolean hit) {
    tries.add(new Tried(pair, hit));
  }

  /** Hits among the pairs that are the same, or among the others. */
  String share(boolean same) {
    return share(tries.stream().filter(tried -> tried.pair().same() == same).toList());
  }

  private static String share(List<Tried> tries) {
    long hits = tries.stream().filter(Tried::hit).count();
    return String.format(
        Locale.ROOT, "%d of %d, %.1f %%", hits, tries.size(), 100.0 * hits / tries.size());
  }

  void printKinds() {
    var kinds = new TreeMap<String, List<Tried>>();
    for (var tried : tries) {
      var kind = (tried.pair().same() ? "same" : "different") + " | " + tried.pair().kind();
      kinds.computeIfAbsent(kind, any -> new ArrayList<>()).add(tried);
    }
    System.out.printf("%n%s%n%n| | kind | hits |%n|---|---|---|%n", name);
    kinds.forEach((kind, found) -> System.out.printf("| %s | %s |%n", kind, share(found)));
  }

  void printWrong() {
    System.out.printf("%n%s%n%n", name);
    tries.stream()
        .filter(tried -> tried.hit() != tried.pair().same())
        .map(Tried::pair)
        .distinct()
        .forEach(pair ->
            System.out.printf(
                "%s (%s): %s <> %s%n",
                pair.same() ? "missed" : "WRONG HIT", pair.kind(), pair.a(), pair.b()));
  }
}
