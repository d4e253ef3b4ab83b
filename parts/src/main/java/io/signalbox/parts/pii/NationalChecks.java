package io.signalbox.parts.pii;

import static io.signalbox.parts.pii.Checks.date;
import static io.signalbox.parts.pii.Checks.day;
import static io.signalbox.parts.pii.Checks.digit;
import static io.signalbox.parts.pii.Checks.luhn;
import static io.signalbox.parts.pii.Checks.mod;
import static io.signalbox.parts.pii.Checks.number;
import static io.signalbox.parts.pii.Checks.weighted;

/** Check digits of national numbers; each takes digits of the right length. */
final class NationalChecks {
  private static final int[] PENSION = {2, 1, 2, 5, 7, 1, 2, 1, 2, 1, 2, 1};

  private NationalChecks() {}

  /** United Kingdom, National Health Service: 10 digits. */
  static boolean nhs(String d) {
    int check = 11 - weighted(d, 10, 9, 8, 7, 6, 5, 4, 3, 2) % 11;
    return check != 10 && check % 11 == digit(d, 9);
  }

  /** France, inscription au répertoire: 15 digits. */
  static boolean nir(String d) {
    int sex = digit(d, 0);
    return (sex == 1 || sex == 2)
        && number(d, 3, 5) >= 1
        && 97 - mod(d.substring(0, 13), 97) == number(d, 13, 15);
  }

  /** Germany, tax identification: 11 digits. */
  static boolean steuer(String d) {
    var counts = new int[10];
    for (int i = 0; i < 10; i++) {
      counts[digit(d, i)]++;
    }
    int twice = 0;
    for (int count : counts) {
      twice += count > 1 ? 1 : 0;
    }
    return digit(d, 0) != 0 && twice >= 1 && twice <= 2 && Checks.mod1110(d);
  }

  /** Germany, pension insurance: area, birthday, a letter, serial number and check; capitals. */
  static boolean rentenversicherung(String id) {
    int letter = id.charAt(8) - 'A' + 1;
    var d = id.substring(0, 8) + (letter < 10 ? "0" : "") + letter + id.substring(9);
    int sum = 0;
    for (int i = 0; i < 12; i++) {
      if (!Chars.digit(d.charAt(i))) {
        return false;
      }
      int product = digit(d, i) * PENSION[i];
      sum += product / 10 + product % 10;
    }
    return sum % 10 == digit(d, 12) && day(number(d, 4, 6), number(d, 2, 4));
  }

  /** Singapore, registration of people: a letter, seven digits, a letter; capitals. */
  static boolean nric(String id) {
    int kind = "STFGM".indexOf(id.charAt(0));
    var d = id.substring(1, 8);
    if (kind < 0 || !d.chars().allMatch(c -> Chars.digit((char) c))) {
      return false;
    }
    int offset = kind == 4 ? 3 : kind % 2 == 1 ? 4 : 0;
    int rest = (weighted(d, 2, 7, 6, 5, 4, 3, 2) + offset) % 11;
    var letters = kind < 2 ? "JZIHGFEDCBA" : kind < 4 ? "XWUTRQPNMLK" : "KLJNPQRTUWX";
    return letters.charAt(kind == 4 ? 10 - rest : rest) == id.charAt(8);
  }

  /** Netherlands, citizen service number: 9 digits. */
  static boolean bsn(String d) {
    return !Checks.monotone(d) && weighted(d, 9, 8, 7, 6, 5, 4, 3, 2, -1) % 11 == 0;
  }

  /** Poland, population register: 11 digits, the century in the month. */
  static boolean pesel(String d) {
    return day(number(d, 2, 4) % 20, number(d, 4, 6))
        && weighted(d, 1, 3, 7, 9, 1, 3, 7, 9, 1, 3, 1) % 10 == 0;
  }

  /** Poland, tax number: 10 digits. */
  static boolean nip(String d) {
    return !Checks.monotone(d) && weighted(d, 6, 5, 7, 2, 3, 4, 5, 6, 7) % 11 == digit(d, 9);
  }

  /** Portugal, tax number: 9 digits. */
  static boolean nif(String d) {
    int check = 11 - weighted(d, 9, 8, 7, 6, 5, 4, 3, 2) % 11;
    return "1235689".indexOf(d.charAt(0)) >= 0 && (check > 9 ? 0 : check) == digit(d, 8);
  }

  /** Brazil, natural persons: 11 digits. */
  static boolean cpf(String d) {
    return !Checks.monotone(d)
        && brazil(weighted(d, 10, 9, 8, 7, 6, 5, 4, 3, 2)) == digit(d, 9)
        && brazil(weighted(d, 11, 10, 9, 8, 7, 6, 5, 4, 3, 2)) == digit(d, 10);
  }

  /** Brazil, legal persons: 14 digits. */
  static boolean cnpj(String d) {
    return !Checks.monotone(d)
        && brazil(weighted(d, 5, 4, 3, 2, 9, 8, 7, 6, 5, 4, 3, 2)) == digit(d, 12)
        && brazil(weighted(d, 6, 5, 4, 3, 2, 9, 8, 7, 6, 5, 4, 3, 2)) == digit(d, 13);
  }

  private static int brazil(int sum) {
    int check = 11 - sum % 11;
    return check > 9 ? 0 : check;
  }

  /** India: 12 digits. */
  static boolean aadhaar(String d) {
    return digit(d, 0) >= 2 && Checks.verhoeff(d);
  }

  /** China, residents (GB 11643): 17 digits and a digit or X. */
  static boolean resident(String id) {
    int year = number(id, 6, 10);
    if (year < 1900 || year > 2099 || !day(number(id, 10, 12), number(id, 12, 14))) {
      return false;
    }
    int sum = weighted(id, 7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2);
    return "10X98765432".charAt(sum % 11) == Character.toUpperCase(id.charAt(17));
  }

  /** Japan, individuals: 12 digits. */
  static boolean myNumber(String d) {
    int rest = weighted(d, 6, 5, 4, 3, 2, 7, 6, 5, 4, 3, 2) % 11;
    return (rest <= 1 ? 0 : 11 - rest) == digit(d, 11);
  }

  /** Korea, residents: 13 digits; numbers since 2020 have no check digit. */
  static boolean rrn(String d) {
    int sex = digit(d, 6);
    return date(d, 0) && sex >= 1 && sex <= 8;
  }

  /** Sweden: 10 digits; the day of those without residence is 60 more. */
  static boolean personnummer(String d) {
    return day(number(d, 2, 4), number(d, 4, 6) % 60) && luhn(d);
  }

  /** Canada, social insurance: 9 digits. */
  static boolean sin(String d) {
    return digit(d, 0) != 0 && digit(d, 0) != 8 && luhn(d);
  }

  /** Australia, tax file: 9 digits. */
  static boolean tfn(String d) {
    return weighted(d, 1, 4, 3, 7, 5, 8, 6, 9, 10) % 11 == 0;
  }

  /** Australia, Medicare: 10 digits, with or without one for the family member. */
  static boolean medicare(String d) {
    int first = digit(d, 0);
    return first >= 2 && first <= 6 && weighted(d, 1, 3, 7, 9, 1, 3, 7, 9) % 10 == digit(d, 8);
  }

  /** Türkiye, citizens: 11 digits. */
  static boolean kimlik(String d) {
    int sum = weighted(d, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1);
    int tenth = weighted(d, 7, -1, 7, -1, 7, -1, 7, -1, 7);
    return digit(d, 0) != 0 && Math.floorMod(tenth, 10) == digit(d, 9) && sum % 10 == digit(d, 10);
  }

  /** Russia, pension insurance: 11 digits. */
  static boolean snils(String d) {
    int check = weighted(d, 9, 8, 7, 6, 5, 4, 3, 2, 1) % 101 % 100;
    return check == number(d, 9, 11);
  }

  /** Russia, tax number: 10 digits of firms, 12 of people. */
  static boolean inn(String d) {
    if (d.length() == 10) {
      return weighted(d, 2, 4, 10, 3, 5, 9, 4, 6, 8) % 11 % 10 == digit(d, 9);
    }
    return weighted(d, 7, 2, 4, 10, 3, 5, 9, 4, 6, 8) % 11 % 10 == digit(d, 10)
        && weighted(d, 3, 7, 2, 4, 10, 3, 5, 9, 4, 6, 8) % 11 % 10 == digit(d, 11);
  }

  /** South Africa: 13 digits. */
  static boolean southAfrica(String d) {
    return date(d, 0) && digit(d, 10) <= 2 && luhn(d);
  }

  /** Czechia and Slovakia: 9 or 10 digits; women's months are 50 more. */
  static boolean birthNumber(String d) {
    return day(number(d, 2, 4) % 50 % 20, number(d, 4, 6)) && (d.length() == 9 || mod(d, 11) == 0);
  }

  /** Denmark: 10 digits, the day first. */
  static boolean cpr(String d) {
    return day(number(d, 2, 4), number(d, 0, 2));
  }

  /** Norway: 11 digits, the day first. */
  static boolean norway(String d) {
    return day(number(d, 2, 4) % 40, number(d, 0, 2) % 40)
        && weighted(d, 3, 7, 6, 1, 8, 9, 4, 5, 2, 1) % 11 == 0
        && weighted(d, 5, 4, 3, 2, 7, 6, 5, 4, 3, 2, 1) % 11 == 0;
  }

  /** Romania: 13 digits. */
  static boolean cnp(String d) {
    int check = weighted(d, 2, 7, 9, 1, 4, 6, 3, 5, 8, 2, 7, 9) % 11;
    return digit(d, 0) != 0 && date(d, 1) && (check == 10 ? 1 : check) == digit(d, 12);
  }

  /** Belgium: 11 digits; those born since 2000 count with a 2 in front. */
  static boolean belgium(String d) {
    int check = number(d, 9, 11);
    var first = d.substring(0, 9);
    return 97 - mod(first, 97) == check || 97 - mod("2" + first, 97) == check;
  }

  /** Switzerland: 13 digits. */
  static boolean ahv(String d) {
    return d.startsWith("756") && Checks.ean(d);
  }

  /** Croatia: 11 digits. */
  static boolean oib(String d) {
    return Checks.mod1110(d);
  }

  /** Chile: 7 or 8 digits and a digit or K. */
  static boolean rut(String id) {
    int sum = 0;
    int weight = 2;
    for (int i = id.length() - 2; i >= 0; i--) {
      sum += weight * digit(id, i);
      weight = weight == 7 ? 2 : weight + 1;
    }
    return "0K987654321".charAt(sum % 11) == Character.toUpperCase(id.charAt(id.length() - 1));
  }
}
