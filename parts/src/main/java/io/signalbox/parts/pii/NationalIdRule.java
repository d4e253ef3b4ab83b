package io.signalbox.parts.pii;

import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/**
 * National numbers of digits alone: identity, tax, insurance. Where the check digit and the way it
 * is grouped leave doubt, a word in the language of the country has to stand beside it.
 */
final class NationalIdRule implements Rule {
  private static final int REACH = 48;
  private static final int MOST_GROUPS = 7;
  private static final int LONGEST = 15;

  /**
   * A kind of number.
   *
   * @param cues words for it
   * @param shapes how it is grouped; bare digits are always taken
   * @param links what may stand between groups
   * @param grouped score of one that is grouped, without a word for it; 0 for none
   * @param bare score of bare digits without a word for them; 0 for none
   */
  private record Plan(
      long cues,
      int length,
      Predicate<String> check,
      Set<String> shapes,
      String links,
      double grouped,
      double bare) {}

  private static Plan plan(
      Cue cue, int length, Predicate<String> check, double grouped, double bare, String... shapes) {
    return new Plan(cue.bit(), length, check, Set.of(shapes), "- ./", grouped, bare);
  }

  private static final List<Plan> PLANS =
      List.of(
          plan(Cue.NHS, 10, NationalChecks::nhs, 0, 0, "3-3-4"),
          plan(
              Cue.NIR,
              15,
              NationalChecks::nir,
              Scores.FORM,
              Scores.LIKELY,
              "1-2-2-2-3-3-2",
              "13-2"),
          plan(Cue.STEUER, 11, NationalChecks::steuer, Scores.LIKELY, 0, "2-3-3-3"),
          plan(Cue.BSN, 9, NationalChecks::bsn, 0, 0, "4-2-3", "3-3-3", "4-3-2"),
          plan(Cue.PESEL, 11, NationalChecks::pesel, 0, 0),
          plan(Cue.PESEL, 10, NationalChecks::nip, Scores.LIKELY, 0, "3-3-2-2", "3-2-2-3"),
          plan(Cue.NIF, 9, NationalChecks::nif, 0, 0, "3-3-3"),
          plan(Cue.CPF, 11, NationalChecks::cpf, Scores.PROVEN, 0, "3-3-3-2"),
          plan(Cue.CNPJ, 14, NationalChecks::cnpj, Scores.PROVEN, 0, "2-3-3-4-2"),
          plan(Cue.AADHAAR, 12, NationalChecks::aadhaar, Scores.RESERVED, 0, "4-4-4"),
          plan(Cue.MYNUMBER, 12, NationalChecks::myNumber, 0, 0, "4-4-4"),
          plan(Cue.RRN, 13, NationalChecks::rrn, Scores.FORM, 0, "6-7"),
          plan(Cue.PERSONNUMMER, 10, NationalChecks::personnummer, Scores.FORM, 0, "6-4"),
          plan(
              Cue.PERSONNUMMER,
              12,
              d -> NationalChecks.personnummer(d.substring(2)),
              Scores.FORM,
              0,
              "8-4"),
          plan(Cue.PERSONNUMMER, 11, NationalChecks::norway, Scores.LIKELY, Scores.LIKELY, "6-5"),
          plan(Cue.SIN, 9, NationalChecks::sin, Scores.WEAK, 0, "3-3-3"),
          plan(Cue.TFN, 9, NationalChecks::tfn, 0, 0, "3-3-3"),
          plan(Cue.MEDICARE, 10, NationalChecks::medicare, Scores.LIKELY, 0, "4-5-1"),
          plan(Cue.MEDICARE, 11, NationalChecks::medicare, Scores.LIKELY, 0, "4-5-1-1", "4-5-2"),
          plan(Cue.KIMLIK, 11, NationalChecks::kimlik, 0, Scores.LIKELY),
          plan(Cue.SNILS, 11, NationalChecks::snils, Scores.FORM, 0, "3-3-3-2"),
          plan(Cue.INN, 10, NationalChecks::inn, 0, 0),
          plan(Cue.INN, 12, NationalChecks::inn, 0, 0),
          plan(
              Cue.ZAID,
              13,
              NationalChecks::southAfrica,
              Scores.LIKELY,
              Scores.LIKELY,
              "6-4-2-1",
              "6-4-3"),
          plan(Cue.BIRTHNUMBER, 10, NationalChecks::birthNumber, Scores.WEAK, 0, "6-4"),
          plan(Cue.BIRTHNUMBER, 9, NationalChecks::birthNumber, 0, 0, "6-3"),
          plan(Cue.BIRTHNUMBER, 11, NationalChecks::oib, 0, 0),
          plan(Cue.CPR, 10, NationalChecks::cpr, Scores.WEAK, 0, "6-4"),
          plan(Cue.CNP, 13, NationalChecks::cnp, 0, Scores.LIKELY),
          plan(Cue.RIJKSREGISTER, 11, NationalChecks::belgium, Scores.FORM, 0, "2-2-2-3-2"),
          plan(Cue.AHV, 13, NationalChecks::ahv, Scores.PROVEN, Scores.LIKELY, "3-4-4-2"),
          plan(
              Cue.EIN,
              9,
              digits -> digits.charAt(0) != '0' || digits.charAt(1) != '0',
              0,
              0,
              "2-7"));

  @Override
  public void scan(Page page, Sink sink) {
    var numbers = page.numbers();
    for (int i = 0; i < numbers.count(); i++) {
      int length = 0;
      for (int to = i; to < numbers.count() && to < i + MOST_GROUPS; to++) {
        length += numbers.length(to);
        if (length > LONGEST) {
          break;
        }
        if (length >= 9) {
          read(page, i, to, length, sink);
        }
        char link = numbers.link(to);
        if (link == Numbers.NONE || link == Numbers.BRACKET || !numbers.tight(to)) {
          break;
        }
      }
    }
  }

  private static void read(Page page, int from, int to, int length, Sink sink) {
    var numbers = page.numbers();
    if (!numbers.whole(from, to) || page.at(numbers.start(from) - 1) == '+') {
      return;
    }
    int start = numbers.start(from);
    int end = numbers.end(to);
    var digits = numbers.digits(from, to);
    var shape = numbers.shape(from, to);
    // A part of a longer row of digits needs a word for it.
    boolean linked = numbers.link(from - 1) != Numbers.NONE || numbers.link(to) != Numbers.NONE;
    double best = 0;
    for (var plan : PLANS) {
      if (plan.length == length
          && (from == to || plan.shapes.contains(shape))
          && plan.check.test(digits)) {
        best = Math.max(best, score(page, plan, start, end, from == to, linked));
      }
    }
    if (best > 0) {
      sink.found(PiiType.NATIONAL_ID, start, end, best);
    }
  }

  private static double score(
      Page page, Plan plan, int start, int end, boolean bare, boolean linked) {
    long told =
        page.cues().nearest(plan.cues | Cue.bits(Cue.ID, Cue.ORDER, Cue.PHONE), start, REACH);
    if ((told & plan.cues) != 0) {
      return Scores.PROVEN;
    }
    if (page.cues().after(plan.cues, end, REACH / 4)) {
      return Scores.TOLD;
    }
    double form = linked ? 0 : bare ? plan.bare : plan.grouped;
    if ((told & Cue.ID.bit()) != 0) {
      return linked ? 0 : Math.max(form, Scores.LIKELY);
    }
    return (told & Cue.bits(Cue.ORDER, Cue.PHONE)) != 0 ? 0 : form;
  }
}
