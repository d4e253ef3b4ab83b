package io.signalbox.parts.pii;

import java.util.Arrays;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Street addresses with a house number, in the orders in which languages write them: {@code 12 Mill
 * Road}, {@code Mühlenweg 12}, {@code rue du Moulin 12}. Streets without a number are the model's.
 */
final class StreetRule implements Rule {
  private static final int MOST_WORDS = 4;
  private static final int LONGEST_WORD = 40;
  private static final Pattern BLANK = Pattern.compile(" ");

  /** Behind the name, in English. */
  private static final Set<String> BEHIND =
      words(
          "street st avenue ave road rd boulevard blvd lane ln drive dr court ct place pl terrace ter"
              + " way close crescent cres square sq parkway pkwy highway hwy circle cir trail trl"
              + " expressway turnpike alley row mews grove gardens heights ridge loop mount crossing"
              + " plaza walk quay wharf rise vale gate freeway causeway estate estates");

  /** Taken in lower case as well: hardly words of anything else behind a number and a name. */
  private static final Set<String> STRONG =
      words("street avenue ave boulevard blvd road rd lane ln crescent parkway pkwy highway st");

  /** In front of the name; the number stands before or behind. */
  private static final Set<String> AHEAD =
      words(
          "rue avenue av allée chemin impasse quai boulevard bd place calle avda avenida paseo plaza"
              + " camino carrer carretera c/ via viale piazza corso vicolo strada largo rua travessa"
              + " alameda praça estrada ul al os ulica aleja osiedle ул улица пер проспект бул бульвар"
              + " callejón rambla cra pasaje privada calzada stretto contrada viela");

  /** The end of one word that is the whole name. */
  private static final String[] GLUED = {
    "straße", "strasse", "str", "weg", "platz", "allee", "gasse", "ring", "ufer", "damm", "straat",
    "laan", "gracht", "plein", "kade", "singel", "dijk", "steeg", "pad", "gatan", "vägen", "vej",
    "gade", "veien", "gata", "katu", "tie"
  };

  private static final Set<String> STOPS =
      words(
          "the a an of in on at to from per for and or with by is are was minutes minute hours hour"
              + " miles mile km meters days day weeks years year times percent people more down up my"
              + " your his her their our this that out about next one two three first second third"
              + " good long best only easy another every other same right wrong great any all get"
              + " mrn stat dob ssn id no");

  private static final Set<String> UNITS =
      words(
          "apt apartment suite ste unit flat floor fl room rm bldg building dept depto piso bloco"
              + " apto bâtiment bât etage piano int interno scala og m lok edif dock casa esc puerta");

  private static final Set<String> DIRECTIONS = words("n s e w nw ne sw se north south east west");

  private static Set<String> words(String words) {
    return Arrays.stream(BLANK.split(words)).collect(Collectors.toUnmodifiableSet());
  }

  @Override
  public void scan(Page page, Sink sink) {
    int at = 0;
    while (at < page.length()) {
      char c = page.at(at);
      if (Chars.unspaced(c)) {
        at = asian(page, at, sink);
        continue;
      }
      if (!Character.isLetter(c) || !Chars.opens(page.text(), at)) {
        at++;
        continue;
      }
      int end = wordEnd(page, at);
      if (end - at <= LONGEST_WORD) {
        word(page, at, end, sink);
      }
      at = end;
    }
  }

  private static void word(Page page, int start, int end, Sink sink) {
    var word = page.folded().substring(start, end);
    if (BEHIND.contains(word)) {
      english(page, start, end, word, sink);
    }
    if (AHEAD.contains(word)) {
      romance(page, start, end, sink);
    }
    if (glued(word)) {
      germanic(page, start, end, word, sink);
    }
    if (word.equals("box") || word.equals("postfach") || word.equals("apartado")) {
      box(page, start, end, sink);
    }
  }

  private static int wordEnd(Page page, int from) {
    int end = from;
    while (end < page.length()
        && (Character.isLetterOrDigit(page.at(end))
            || ("'’-".indexOf(page.at(end)) >= 0 && Character.isLetter(page.at(end + 1))))) {
      end++;
    }
    return Math.max(end, from + 1);
  }

  private static int wordStart(Page page, int end) {
    int start = end;
    while (start > 0
        && end - start <= LONGEST_WORD
        && (Character.isLetterOrDigit(page.at(start - 1))
            || "'’-".indexOf(page.at(start - 1)) >= 0)) {
      start--;
    }
    return start;
  }

  /** A house number: digits, perhaps a letter or a range. */
  private static boolean house(String word) {
    int digits = 0;
    while (digits < word.length() && Chars.digit(word.charAt(digits))) {
      digits++;
    }
    int rest = word.length() - digits;
    return digits >= 1
        && digits <= 6
        && (rest == 0
            || (rest == 1 && Character.isLetter(word.charAt(digits)))
            || (rest >= 2 && (word.charAt(digits) == '-' || word.charAt(digits) == '/')));
  }

  private static void english(Page page, int start, int end, String suffix, Sink sink) {
    boolean capital = Character.isUpperCase(page.text().charAt(start));
    if (!capital && !STRONG.contains(suffix)) {
      return;
    }
    int at = start;
    for (int words = 0; words <= MOST_WORDS; words++) {
      int before = at - 1;
      if (page.at(before) != ' ') {
        return;
      }
      if (page.at(before - 1) == '.') {
        before--;
      }
      int from = wordStart(page, before);
      var word = page.folded().substring(from, before);
      if (word.isEmpty()) {
        return;
      }
      if (words > 0 && house(word) && Chars.opens(page.text(), from) && page.at(from - 1) != '.') {
        int stop = units(page, page.at(end) == '.' ? end + 1 : end, end);
        sink.found(
            PiiType.STREET_ADDRESS,
            from,
            stop,
            capital ? Scores.FORM : words <= 2 ? Scores.LIKELY : Scores.RESERVED);
        return;
      }
      boolean name = Character.isUpperCase(page.text().charAt(from)) || Chars.digit(word.charAt(0));
      boolean ordinal = Chars.digit(word.charAt(0)) && !house(word);
      if (STOPS.contains(word) || (capital && !name) || (Chars.digit(word.charAt(0)) && !ordinal)) {
        return;
      }
      at = from;
    }
  }

  /** The end of what names a part of a building; the address's own where there is none. */
  private static int units(Page page, int from, int address) {
    int end = address;
    int at = from;
    for (int i = 0; i < 2; i++) {
      while (page.at(at) == ' ' || page.at(at) == ',') {
        at++;
      }
      int word = wordEnd(page, at);
      var unit =
          at < page.length() ? page.folded().substring(at, Math.min(word, page.length())) : "";
      if (DIRECTIONS.contains(unit) && Character.isUpperCase(page.text().charAt(at)) && i == 0) {
        end = word;
        at = word;
        continue;
      }
      if (page.at(at) == '#') {
        word = at + 1;
      } else if (!UNITS.contains(unit)) {
        break;
      }
      int value = page.at(word) == '.' ? word + 1 : word;
      value = page.at(value) == ' ' ? value + 1 : value;
      int close = Labels.token(page, value, "-", 6);
      if (close == value || close - value > 6) {
        break;
      }
      end = close;
      at = close;
    }
    return end;
  }

  private static void romance(Page page, int start, int end, Sink sink) {
    int name = page.at(end) == '.' ? end + 1 : end;
    if (page.at(name) != ' ' && page.at(end) != '.') {
      return;
    }
    int at = name;
    int capitals = 0;
    int last = -1;
    for (int words = 0; words < 7; words++) {
      boolean comma = page.at(at) == ',' && page.at(at + 1) == ' ';
      int from = comma ? at + 2 : page.at(at) == ' ' ? at + 1 : at;
      if (comma && !Chars.digit(page.at(from)) && "nд".indexOf(page.at(from)) < 0) {
        break;
      }
      if ((from == at && at != name) || from >= page.length()) {
        break;
      }
      int to = wordEnd(page, from);
      var word = page.folded().substring(from, Math.min(to, page.length()));
      if (Chars.digit(word.charAt(0))) {
        // Behind a comma, five digits are a postcode.
        boolean postcode = comma && word.length() > 4;
        if (capitals > 0 && house(word) && !postcode) {
          sink.found(
              PiiType.STREET_ADDRESS,
              begin(page, start),
              units(page, slash(page, to), slash(page, to)),
              Scores.FORM);
          return;
        }
        break;
      }
      boolean short3 = word.length() <= 3;
      if (!Character.isLetter(word.charAt(0)) || (!capital(page, from) && !short3)) {
        boolean number = word.equals("n") || word.equals("nº") || word.equals("no");
        if (!number) {
          break;
        }
      }
      capitals += capital(page, from) ? 1 : 0;
      last = to;
      if (page.at(to) == '.' && word.length() > 4) {
        break;
      }
      at = page.at(to) == '.' || page.at(to) == '°' || page.at(to) == 'º' ? to + 1 : to;
    }
    int first = begin(page, start);
    if (first < start && capitals > 0 && last > 0) {
      sink.found(PiiType.STREET_ADDRESS, first, units(page, last, last), Scores.LIKELY);
    }
  }

  private static boolean capital(Page page, int at) {
    return Character.isUpperCase(page.text().charAt(at));
  }

  private static int slash(Page page, int end) {
    int at = end;
    if (page.at(at) == '/' && Character.isLetterOrDigit(page.at(at + 1))) {
      at++;
      while (at - end < 5 && Chars.alphanumeric(page.at(at))) {
        at++;
      }
    }
    return at;
  }

  /** Where a house number in front of a street begins; the street itself without one. */
  private static int begin(Page page, int street) {
    int before = street - 1;
    if (page.at(before) != ' ') {
      return street;
    }
    if (page.at(before - 1) == ',') {
      before--;
    }
    int from = wordStart(page, before);
    var word = page.folded().substring(from, before);
    if (word.equals("bis") || word.equals("ter")) {
      before = from - 1;
      from = wordStart(page, before);
      word = from < before ? page.folded().substring(from, before) : "";
    }
    return house(word) && Chars.opens(page.text(), from) ? from : street;
  }

  private static boolean glued(String word) {
    for (var ending : GLUED) {
      if (word.length() > ending.length() + 2 && word.endsWith(ending)) {
        return true;
      }
    }
    return false;
  }

  private static void germanic(Page page, int start, int end, String word, Sink sink) {
    if (!capital(page, start)) {
      return;
    }
    int at = word.endsWith("str") && page.at(end) == '.' ? end + 1 : end;
    if (page.at(at) != ' ') {
      return;
    }
    int to = wordEnd(page, at + 1);
    var number = page.folded().substring(at + 1, Math.min(to, page.length()));
    if (house(number)) {
      boolean plain = word.endsWith("ring") || word.endsWith("pad") || word.endsWith("tie");
      sink.found(PiiType.STREET_ADDRESS, start, slash(page, to), plain ? Scores.WEAK : Scores.FORM);
    }
  }

  private static void box(Page page, int start, int end, Sink sink) {
    int group = page.numbers().from(end);
    boolean number =
        group < page.numbers().count()
            && page.numbers().start(group) - end <= 2
            && page.numbers().length(group) <= 6;
    if (!number) {
      return;
    }
    int from = start;
    if (page.folded().substring(start, end).equals("box")) {
      for (var office : new String[] {"p.o. ", "po ", "p.o.", "p o ", "post office "}) {
        if (start >= office.length() && page.folded().startsWith(office, start - office.length())) {
          from = start - office.length();
          break;
        }
      }
      if (from == start) {
        return;
      }
    }
    sink.found(PiiType.STREET_ADDRESS, from, page.numbers().end(group), Scores.LIKELY);
  }

  /** Streets with the signs of Chinese and Japanese; returns where to go on. */
  private static int asian(Page page, int at, Sink sink) {
    char c = page.at(at);
    if ("路街巷道目".indexOf(c) < 0 || c == 0 || !Chars.digit(page.at(at + 1))) {
      return at + 1;
    }
    int start = at;
    while (start > 0
        && at - start < 12
        && Character.isLetterOrDigit(page.at(start - 1))
        && (Chars.unspaced(page.at(start - 1)) || Chars.digit(page.at(start - 1)))
        && "市区县省在于到至都府県は、の住址".indexOf(page.at(start - 1)) < 0) {
      start--;
    }
    int end = at + 1;
    while (end < page.length()
        && end - at < 24
        && (Chars.digit(page.at(end)) || "号番楼室单元栋层-".indexOf(page.at(end)) >= 0)) {
      end++;
    }
    boolean closed = "号室番层".indexOf(page.at(end - 1)) >= 0;
    if (closed && start < at) {
      sink.found(PiiType.STREET_ADDRESS, start, end, Scores.LIKELY);
    }
    return end;
  }
}
