package io.signalbox.parts.pii;

/** Ages: a number of two digits with a word for years of life. */
final class AgeRule implements Rule {
  private static final int OLDEST = 120;

  /** What follows an age. */
  private static final String[] BEHIND = {
    " years old",
    "-year-old",
    " year old",
    " year-old",
    "-years-old",
    " years of age",
    "yo ",
    " yo ",
    " y/o",
    "y/o",
    " yrs old",
    " yr old",
    " jahre alt",
    "-jährig",
    " ans,",
    " años",
    " anni",
    " anos",
    " jaar oud",
    " lat,",
    " yaşında",
    " лет",
    "歳",
    "岁",
    "세"
  };

  private static final String[] AHEAD = {
    "aged ",
    "age ",
    "age: ",
    "age\": ",
    "age=",
    "age of ",
    "alter: ",
    "edad: ",
    "âge : ",
    "età: ",
    "idade: ",
    "leeftijd: ",
    "wiek: ",
    "yaş: ",
    "возраст: "
  };

  @Override
  public void scan(Page page, Sink sink) {
    var numbers = page.numbers();
    for (int i = 0; i < numbers.count(); i++) {
      int start = numbers.start(i);
      int end = numbers.end(i);
      if (end - start > 3 || !Chars.opens(page.text(), start)) {
        continue;
      }
      int age = Integer.parseInt(page.folded(), start, end, 10);
      boolean alone = page.at(start - 1) != '.' && page.at(start - 1) != '-';
      if (age >= 1 && age <= OLDEST && alone) {
        if (behind(page, end)) {
          sink.found(PiiType.AGE, start, end, Scores.FORM);
        } else if (ahead(page, start) && Chars.closes(page.text(), end)) {
          sink.found(PiiType.AGE, start, end, Scores.LIKELY);
        }
      }
    }
  }

  private static boolean behind(Page page, int end) {
    for (var words : BEHIND) {
      if (page.folded().startsWith(words, end)) {
        return true;
      }
    }
    return false;
  }

  private static boolean ahead(Page page, int start) {
    for (var words : AHEAD) {
      int from = start - words.length();
      if (from >= 0 && page.folded().startsWith(words, from) && Chars.opens(page.text(), from)) {
        return true;
      }
    }
    return false;
  }
}
