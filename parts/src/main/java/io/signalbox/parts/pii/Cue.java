package io.signalbox.parts.pii;

/** What a word tells of the value beside it. The words stand in {@code cues.txt}. */
enum Cue {
  PHONE,
  SSN,
  CARD,
  IBAN,
  BANK,
  ROUTING,
  IP,
  MAC,
  BIRTH,
  PASSPORT,
  LICENCE,
  RECORD,
  PLATE,
  /** Orders, invoices, parts, cases: numbers of things. */
  ORDER,
  VERSION,
  ZIP,
  USER,
  PASSWORD,
  KEY,
  WALLET,
  HOST,
  AGE,
  /** An identity number of whatever country. */
  ID,
  NINO,
  NHS,
  DNI,
  NIR,
  CODICE,
  STEUER,
  BSN,
  PESEL,
  NIF,
  CPF,
  CNPJ,
  AADHAAR,
  PAN,
  RESIDENT,
  MYNUMBER,
  RRN,
  PERSONNUMMER,
  HETU,
  SIN,
  TFN,
  MEDICARE,
  KIMLIK,
  SNILS,
  INN,
  ZAID,
  RUT,
  CURP,
  CPR,
  BIRTHNUMBER,
  CNP,
  RIJKSREGISTER,
  AHV,
  NRIC,
  EIN;

  @SuppressWarnings("EnumOrdinal") // A place in a set of bits, which nobody keeps.
  long bit() {
    return 1L << ordinal();
  }

  static long bits(Cue... cues) {
    long bits = 0;
    for (var cue : cues) {
      bits |= cue.bit();
    }
    return bits;
  }
}
