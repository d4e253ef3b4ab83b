package io.signalbox.parts.pii;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class PiiRulesTest {
  private static final double COUNTS = 0.5;
  private static final int LONG = 200_000;

  private final PiiRules rules = new PiiRules();

  private List<String> found(String text) {
    return rules.find(text).stream()
        .filter(e -> e.score() >= COUNTS)
        .map(e -> e.type() + "=" + text.substring(e.start(), e.end()))
        .toList();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      value = {
        "Write to jane.o'neil+x@mail.acme-corp.co.uk. ~ EMAIL_ADDRESS=jane.o'neil+x@mail.acme-corp.co.uk",
        "from=<björn@exämple.de>, ok ~ EMAIL_ADDRESS=björn@exämple.de",
        "call +44 (0)20 7946 0958 now ~ PHONE_NUMBER=+44 (0)20 7946 0958",
        "ring (415) 555-2671 x33, please ~ PHONE_NUMBER=(415) 555-2671 x33",
        "Tel. 030/12345678 bitte ~ PHONE_NUMBER=030/12345678",
        "mon portable: 06 12 34 56 78 ~ PHONE_NUMBER=06 12 34 56 78",
        "мой телефон 8 (958) 431-71-43 ~ PHONE_NUMBER=8 (958) 431-71-43",
        "电话 13800138000 ~ PHONE_NUMBER=13800138000",
        "my ssn is 536-22-8726 ~ US_SSN=536-22-8726",
        "social security number: 536228726 ~ US_SSN=536228726",
        "card 4539 1488 0343 6467 exp 04/29 ~ CREDIT_CARD=4539 1488 0343 6467",
        "amex 3714-496353-98431 ~ CREDIT_CARD=3714-496353-98431",
        "IBAN de89 3704 0044 0532 0130 00 danke ~ IBAN_CODE=de89 3704 0044 0532 0130 00",
        "login from 84.17.44.9:443 ok ~ IP_ADDRESS=84.17.44.9",
        "peer 2a02:8109:9440::1f%eth0 up ~ IP_ADDRESS=2a02:8109:9440::1f%eth0",
        "peer ::ffff:84.17.44.9 up ~ IP_ADDRESS=::ffff:84.17.44.9",
        "mac 3c:22:fb:9a:01:7e ~ MAC_ADDRESS=3c:22:fb:9a:01:7e",
        "arp 3C-22-FB-9A-01-7E ~ MAC_ADDRESS=3C-22-FB-9A-01-7E",
        "DB=postgres://app:s3cr@t#1@db.acme.io:5432/x ~ URL_WITH_CREDENTIALS=postgres://app:s3cr@t#1@db.acme.io:5432/x",
        "open https://a.io/x?id=1&access_token=9f8e7d6c5b ~ URL_WITH_CREDENTIALS=https://a.io/x?id=1&access_token=9f8e7d6c5b",
        "key AKIAQ4ZX7NLPM2WDTRVE ~ API_KEY=AKIAQ4ZX7NLPM2WDTRVE",
        "use ghp_16C7e42F292c6912E7710c838347Ae178B4a ok ~ API_KEY=ghp_16C7e42F292c6912E7710c838347Ae178B4a",
        "Authorization: Bearer f83kdR72mQpZ0vLs91xT ~ API_KEY=f83kdR72mQpZ0vLs91xT",
        "born 12 March 1984 ~ DATE_OF_BIRTH=12 March 1984",
        "生年月日:1990年5月12日 ~ DATE_OF_BIRTH=1990年5月12日",
        "meet on 2024-05-01T10:20:30Z ~ DATE_TIME=2024-05-01T10:20:30Z",
        "passport no. X1234567 ~ PASSPORT=X1234567",
        "MRN: MR0042917 ~ MEDICAL_RECORD_NUMBER=MR0042917",
        "driver's license F255-921-50-094 ~ US_DRIVER_LICENSE=F255-921-50-094",
        "NI number AB 12 34 56 C ~ NATIONAL_ID=AB 12 34 56 C",
        "DNI 12345678Z ~ NATIONAL_ID=12345678Z",
        "codice fiscale RSSMRA85T10A562S ~ NATIONAL_ID=RSSMRA85T10A562S",
        "CPF 529.982.247-25 ~ NATIONAL_ID=529.982.247-25",
        "PESEL 44051401359 ~ NATIONAL_ID=44051401359",
        "BSN 111222333 ~ NATIONAL_ID=111222333",
        "身份证 11010519491231002X ~ NATIONAL_ID=11010519491231002X",
        "henkilötunnus 131052-308T ~ NATIONAL_ID=131052-308T",
        "account number 0049 2817 33 ~ BANK_ACCOUNT=0049 2817 33",
        "routing number 021000021 ~ BANK_ACCOUNT=021000021",
        "she is 34 years old ~ AGE=34",
        "lives at 221B Baker Street ~ STREET_ADDRESS=221B Baker Street",
        "wohnt Lindenstraße 12a in ~ STREET_ADDRESS=Lindenstraße 12a",
        "abita in Via dei Mille, 12 a ~ STREET_ADDRESS=Via dei Mille, 12",
        "BTC 1BoatSLRHtKNngkdXEeobR76b53LETtpyT ~ CRYPTO_WALLET=1BoatSLRHtKNngkdXEeobR76b53LETtpyT",
        "Reisepass Nr. C4VK7M2R9 ~ PASSPORT=C4VK7M2R9",
        "паспорт 4510 884213 ~ PASSPORT=4510 884213",
        "Versicherungsnummer 15 070649 C 103 ~ NATIONAL_ID=15 070649 C 103",
        "NRIC S1234567D ~ NATIONAL_ID=S1234567D",
        "Patienten-ID: 884213 ~ MEDICAL_RECORD_NUMBER=884213",
        "Rufnummer 0221 / 471-0881 ~ PHONE_NUMBER=0221 / 471-0881",
        "+1 (415) 555-4052 12 of them ~ PHONE_NUMBER=+1 (415) 555-4052",
        "tlf 22 84 56 71 ~ PHONE_NUMBER=22 84 56 71",
        "06 24 57 81 90 est à moi ~ PHONE_NUMBER=06 24 57 81 90",
        "if ip==81.2.69.142: ~ IP_ADDRESS=81.2.69.142",
        "mac a483e72f190c ~ MAC_ADDRESS=a483e72f190c",
        "license NRAK-VX8M0QL6Q4FY0QT4A9LBQOLBK7O ~ API_KEY=NRAK-VX8M0QL6Q4FY0QT4A9LBQOLBK7O",
        "12 rue des Lilas, 69003 Lyon ~ STREET_ADDRESS=12 rue des Lilas",
        "０９０－１２３４－５６７８ 電話 ~ ''",
      })
  void isFoundWithItsEdges(String text, String expected) {
    if (expected.isEmpty()) {
      assertThat(found(text)).allMatch(found -> found.startsWith("PHONE_NUMBER="));
    } else {
      assertThat(found(text)).containsExactly(expected);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Order no. 0800 552 1190 is not a phone number",
        "Bestellnummer 030-4471-8820",
        "ISBN 978-3-16-148410-0",
        "Chrome 124.0.6367.91, version 4.0.30.42",
        "commit 3b18e512dba79e4c8300dd08aeb37f8e728b8dad",
        "nil = \"00000000-0000-0000-0000-000000000000\"",
        "id 507f1f77-bcf8-4cd7-9943-901112223333",
        "3.141592653589793 and 1,234,567.89 EUR",
        "The parcel 00340434161094021501 arrives",
        "api_key = \"YOUR_API_KEY\", ssn XXX-XX-XXXX",
        "std::vector<int> a::b; x = abc::def;",
        "git clone git@github.com:acme/repo.git",
        "docker pull registry/app@sha256:0f0f0f",
        "bind 127.0.0.1 and 0.0.0.0, mask 255.255.255.0",
        "4111 1111 1111 1112 fails",
        "66.7 at 12:30:45 on port 8080",
        "ssn 000-12-3456 or 666-12-3456",
        "5 minutes down the road",
        "user: hello, password: required",
        "no card: 1234 5678 9012 3456",
        "Lottery numbers: 04 11 23 38 41 49",
        "hash a483e72f190c of the build",
        "Reisepass Nr. ABGESCHOB, NRIC S1234567E, Versicherungsnummer 15 070649 C 104",
        "паспорт 4510 88421 pages",
        "Bestell-Nr 030 44718820",
        "session id 88421377 and order id 8842137",
        "numpy==1.26.44.0",
      })
  void isNotFound(String text) {
    assertThat(found(text)).isEmpty();
  }

  @Test
  void placeholdersScoreLowerThanTheRealThing() {
    assertThat(rules.find("user@example.com").getFirst().score()).isEqualTo(Scores.RESERVED);
    assertThat(rules.find("card 4111 1111 1111 1111").getFirst().score())
        .isEqualTo(Scores.RESERVED);
    assertThat(rules.find("host 192.168.0.7").getFirst().score()).isEqualTo(Scores.RESERVED);
    assertThat(rules.find("x postgres://user:password@db.acme.io/x").getFirst().score())
        .isLessThan(COUNTS);
  }

  @Test
  void offsetsCountUtf16UnitsBehindPairsMarksAndRightToLeftText() {
    for (var before :
        List.of("😀😀 ", "e\u0301a\u0308 ", "שלום \u202e\u200f ", "\ud800 ", "𝒜𝒷 ")) {
      var text = before + "mail a.b@acme.io, call +1 415 555 2671 " + before;
      assertThat(found(text))
          .as(before)
          .containsExactly("EMAIL_ADDRESS=a.b@acme.io", "PHONE_NUMBER=+1 415 555 2671");
    }
  }

  /** A rule that is not linear takes minutes here, and the build's limit ends it. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "1",
        "@",
        "a@",
        "1 ",
        "1-",
        "1.",
        ":",
        "a:",
        "://",
        "a://b?",
        "sk-",
        "eyJ",
        "eyJa.",
        "-----BEGIN ",
        "password",
        "password ",
        "key: ",
        "0x",
        "(",
        "+1 ",
        "12/12/",
        "1990 ",
        "St ",
        "rue ",
        "A",
        "AB1",
        "é",
        "路1",
        "\ud800",
        "\u0000",
        "\\u00",
        "account 1",
        "born ",
        "May 1 ",
        "%",
        "=a@b.co ",
        "DE89 ",
        "May",
        "1a",
        "tel ",
        "x\\"
      })
  void aLongTextOfOneThingIsReadInOnePass(String piece) {
    var text = piece.repeat(LONG / piece.length());
    assertThat(new PiiDetector().detect(text).entities()).allMatch(e -> e.end() <= text.length());
  }

  @Test
  void mutatedTextsNeverBreakIt() {
    long seed = new Random().nextLong();
    var random = new Random(seed);
    var seeds =
        List.of(
            "call +44 20 7946 0958, card 4539 1488 0343 6467, iban DE89370400440532013000",
            "{\"a\": \"Jos\\u00e9 \\\"x\\\" a@b.co\", \"ssn\": \"536-22-8726\"}",
            "Via dei Mille, 12; 2a02:8109::1f%e 3c:22:fb:9a:01:7e 1990年5月12日 12 March 1984",
            "password: s3cr!t99 key ghp_16C7e42F292c6912E7710c838347Ae178B4a http://u:p@h");
    var detector = new PiiDetector();
    for (int i = 0; i < 100_000; i++) {
      var text = new StringBuilder(seeds.get(random.nextInt(seeds.size())));
      for (int j = random.nextInt(12); j >= 0; j--) {
        int at = random.nextInt(text.length() + 1);
        switch (random.nextInt(4)) {
          case 0 -> text.insert(at, (char) random.nextInt(0x10000));
          case 1 -> text.setLength(at);
          case 2 -> text.insert(at, "0-. @:/\\(".charAt(random.nextInt(9)));
          default -> text.delete(at, Math.min(text.length(), at + random.nextInt(6)));
        }
      }
      int last = 0;
      for (var entity : detector.detect(text.toString()).entities()) {
        assertThat(entity.start()).as("seed %d", seed).isGreaterThanOrEqualTo(last);
        assertThat(entity.end()).as("seed %d", seed).isLessThanOrEqualTo(text.length());
        last = entity.end();
      }
    }
  }

  @Test
  void everyNameOfATypeIsKnownAndNoneStandsForTwo() {
    assertThat(PiiType.names()).doesNotHaveDuplicates();
    assertThat(PiiType.named("us-ssn")).contains(PiiType.US_SSN);
    assertThat(PiiType.named(" Location ")).contains(PiiType.GPE);
    assertThat(PiiType.named("nothing")).isEmpty();
    assertThat(List.of(PiiType.values()).stream().map(Enum::name).collect(Collectors.toSet()))
        .contains(
            "AGE",
            "CREDIT_CARD",
            "DATE_TIME",
            "DOMAIN_NAME",
            "EMAIL_ADDRESS",
            "GPE",
            "IBAN_CODE",
            "IP_ADDRESS",
            "NRP",
            "ORGANIZATION",
            "PERSON",
            "PHONE_NUMBER",
            "STREET_ADDRESS",
            "TITLE",
            "US_DRIVER_LICENSE",
            "US_SSN",
            "ZIP_CODE");
  }
}
