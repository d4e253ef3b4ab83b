package io.signalbox.parts.cache.facts;

/** Roman numerals of at least two letters. */
final class Roman {
  private static final int LONGEST = 5;

  private Roman() {}

  /** The number that a token in capitals is; 0 for anything else. */
  static int of(Token token) {
    var text = token.text();
    if (text.length() < 2 || text.length() > LONGEST || text.charAt(0) > 'X') {
      return 0;
    }
    int sum = 0;
    for (int i = 0; i < text.length(); i++) {
      int value = value(text.charAt(i));
      if (value == 0) {
        return 0;
      }
      sum += i + 1 < text.length() && value < value(text.charAt(i + 1)) ? -value : value;
    }
    return sum;
  }

  private static int value(char letter) {
    return switch (letter) {
      case 'I' -> 1;
      case 'V' -> 5;
      case 'X' -> 10;
      default -> 0;
    };
  }
}
