package io.signalbox.parts.pii;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.signalbox.chat.Deadline;
import io.signalbox.chat.Fault;
import io.signalbox.chat.RouterException;
import io.signalbox.infer.Coverage;
import io.signalbox.infer.Entity;
import io.signalbox.infer.Insight;
import io.signalbox.infer.SignalEncoder;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class PiiDetectorTest {
  private static final Coverage HALF = new Coverage(1, 2);

  private final PiiDetector detector = new PiiDetector();

  /** Tags each word of a list wherever it first stands; {@code word=TYPE}. */
  private static SignalEncoder tagging(double score, String... tags) {
    return (text, deadline) -> {
      var entities = new ArrayList<Entity>();
      for (var tag : tags) {
        int equals = tag.lastIndexOf('=');
        int start = text.indexOf(tag.substring(0, equals));
        if (start >= 0) {
          entities.add(new Entity(tag.substring(equals + 1), start, start + equals, score));
        }
      }
      return new Insight(Map.of(), entities, HALF);
    };
  }

  private List<String> found(String text, SignalEncoder encoder) {
    return detector.detect(text, encoder, Deadline.after(Duration.ofSeconds(5))).entities().stream()
        .filter(e -> e.score() >= 0.5)
        .map(e -> e.type() + "=" + text.substring(e.start(), e.end()))
        .toList();
  }

  @Test
  void aRuleWithProofBeatsTheModel() {
    assertThat(
            found(
                "card 4539 1488 0343 6467 of mine",
                tagging(0.99, "card 4539 1488 0343 6467 of=BANK_ACCOUNT")))
        .containsExactly("CREDIT_CARD=4539 1488 0343 6467");
  }

  @Test
  void theModelsWordForWhatRulesCanCheckCountsLittleWithoutThem() {
    assertThat(found("card 4539 1488 0343 6468", tagging(0.99, "4539 1488 0343 6468=CREDIT_CARD")))
        .isEmpty();
    assertThat(found("ok 1234", tagging(0.99, "1234=PASSPORT"))).containsExactly("PASSPORT=1234");
  }

  @Test
  void aWordForAThingSpeaksAgainstANumber() {
    var phone = tagging(0.97, "612 34 56 78=PHONE_NUMBER");
    assertThat(found("Número de pedido: 612 34 56 78", phone)).isEmpty();
    assertThat(found("avisa a Luis, 612 34 56 78", phone))
        .containsExactly("PHONE_NUMBER=612 34 56 78");
    assertThat(found("session id 8842-1377", tagging(0.97, "8842-1377=NATIONAL_ID"))).isEmpty();
    assertThat(found("citizen no. 8842-1377", tagging(0.97, "8842-1377=NATIONAL_ID")))
        .containsExactly("NATIONAL_ID=8842-1377");
  }

  @Test
  void theKeyOfARowIsNobodysIdentity() {
    for (var text : List.of("user_id=8842137", "{\"id\":\"8842137\"}", "where id in (8842137)")) {
      assertThat(found(text, tagging(0.97, "8842137=NATIONAL_ID"))).as(text).isEmpty();
    }
    assertThat(found("my id is 8842137", tagging(0.97, "8842137=NATIONAL_ID")))
        .containsExactly("NATIONAL_ID=8842137");
    assertThat(found("{\"national_id\":\"8842137\"}", tagging(0.97, "8842137=NATIONAL_ID")))
        .containsExactly("NATIONAL_ID=8842137");
  }

  @Test
  void aTagWithoutLetterAndDigitIsNone() {
    assertThat(found("it broke; yes", tagging(0.97, ";=DATE_OF_BIRTH"))).isEmpty();
  }

  @Test
  void fewOrManyDigitsAreNoTelephone() {
    assertThat(found("f(345 678)", tagging(0.9, "345 678=PHONE_NUMBER"))).isEmpty();
    var sixteen = "4929 1234 5678 9010";
    assertThat(found("say " + sixteen, tagging(0.9, sixteen + "=PHONE_NUMBER"))).isEmpty();
  }

  @Test
  void aWordThatAnnouncesAValueIsNone() {
    assertThat(found("Kreditkarte fehlt", tagging(0.9, "Kreditkarte=PERSON"))).isEmpty();
    assertThat(found("携帯はない", tagging(0.9, "携=PERSON"))).isEmpty();
    assertThat(found("azure key lost", tagging(0.9, "key=API_KEY"))).isEmpty();
    assertThat(found("Visa paid", tagging(0.9, "Visa=ORGANIZATION")))
        .containsExactly("ORGANIZATION=Visa");
    assertThat(found("Nino Kern paid", tagging(0.9, "Nino Kern=PERSON")))
        .containsExactly("PERSON=Nino Kern");
  }

  @Test
  void signsAroundANumberAreNoPartOfIt() {
    assertThat(found("(MRN#H0088421.)", tagging(0.9, "#H0088421.=LICENSE_PLATE")))
        .containsExactly("MEDICAL_RECORD_NUMBER=H0088421");
    assertThat(found("no. -24178830.", tagging(0.9, "-24178830.=BANK_ACCOUNT")))
        .containsExactly("BANK_ACCOUNT=24178830");
  }

  @Test
  void aNameIsCutWhereAnAddressBegins() {
    assertThat(
            found("Ask Mia Kern <mia@acme.io> now", tagging(0.9, "Mia Kern <mia@acme.io>=PERSON")))
        .containsExactly("PERSON=Mia Kern", "EMAIL_ADDRESS=mia@acme.io");
  }

  @Test
  void titlesPossessivesAndPunctuationStandOutsideOfNames() {
    assertThat(found("(Dr. Mia Kern's) car", tagging(0.9, "(Dr. Mia Kern's)=PERSON")))
        .containsExactly("PERSON=Mia Kern");
    assertThat(found("Acme Widgets, Inc. paid", tagging(0.9, "Acme Widgets,=ORGANIZATION")))
        .containsExactly("ORGANIZATION=Acme Widgets, Inc.");
    assertThat(found("Berlin is cold", tagging(0.9, "Berlin=PERSON")))
        .containsExactly("GPE=Berlin");
  }

  @Test
  void placesThatTheModelMissedAreFoundUnlessTheyArePartOfAName() {
    assertThat(found("flights to Portugal, and Paris Hilton", tagging(0.9, "x=PERSON")))
        .containsExactly("GPE=Portugal");
  }

  @Test
  void twoThatAgreeAreSurerThanEither() {
    var text = "rufen 0171 2345678";
    var alone = detector.detect("x 0171 2345678").entities().getFirst().score();
    var both =
        detector
            .detect(
                "x 0171 2345678",
                tagging(0.8, "0171 2345678=PHONE_NUMBER"),
                Deadline.after(Duration.ofSeconds(5)))
            .entities()
            .getFirst()
            .score();
    assertThat(both).isGreaterThan(alone).isLessThan(1);
    assertThat(found(text, tagging(0.8, "0171=PHONE_NUMBER")))
        .containsExactly("PHONE_NUMBER=0171 2345678");
  }

  @Test
  void escapesOfJsonAreUndoneAndOffsetsAreThoseOfTheText() {
    var text = "{\"who\": \"Jos\\u00e9 P\\u00e9rez\", \"mail\": \"a\\nb.c@acme.io\\n\", \"n\": 1}";
    assertThat(found(text, tagging(0.9, "José Pérez=PERSON")))
        .containsExactly("PERSON=Jos\\u00e9 P\\u00e9rez", "EMAIL_ADDRESS=b.c@acme.io");
    var nested = "{\"args\": \"{\\\"who\\\": \\\"Jos\\\\u00e9\\\"}\"}";
    assertThat(found(nested, tagging(0.9, "José=PERSON"))).containsExactly("PERSON=Jos\\\\u00e9");
  }

  @Test
  void aBackslashInProseIsOne() {
    assertThat(found("C:\\new\\bob@acme.io", tagging(0.9, "x=PERSON")))
        .containsExactly("EMAIL_ADDRESS=bob@acme.io");
  }

  @Test
  void coverageIsTheModels() {
    assertThat(
            detector
                .detect("a", tagging(1, "x=PERSON"), Deadline.after(Duration.ofSeconds(5)))
                .coverage())
        .isEqualTo(HALF);
  }

  @Test
  void aModelThatFailsIsNoCleanText() {
    SignalEncoder broken =
        (text, deadline) -> {
          throw new RouterException(Fault.OVERLOADED, "full");
        };
    assertThatThrownBy(() -> found("hello", broken)).isInstanceOf(RouterException.class);
  }
}
