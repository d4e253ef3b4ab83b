package io.signalbox.learn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.signalbox.select.RouteName;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class ExperienceTest {
  private static final RouteName ROUTE = new RouteName("default", "d");
  private static final List<Fit> FITS =
      List.of(Fit.GOOD_FIT, Fit.UNDERPOWERED, Fit.OVERPROVISIONED, Fit.FAILED);
  private static final List<String> MODELS = List.of("a", "b", "c");

  @Test
  void aRoutesRatingsKeepTheirSumWhateverIsPosted() {
    long seed = 20260101;
    var random = new Random(seed);
    var experience = new Experience();
    for (int i = 0; i < 100_000; i++) {
      var fit = FITS.get(random.nextInt(FITS.size()));
      experience.judged(ROUTE, MODELS.get(random.nextInt(3)), MODELS, fit);
    }
    double sum = MODELS.stream().mapToDouble(m -> experience.of(ROUTE, m).rating()).sum();
    assertThat(sum).as("seed %d", seed).isCloseTo(4500, within(1e-3));
    for (var model : MODELS) {
      assertThat(experience.of(ROUTE, model).rating()).isBetween(500.0, 2500.0);
    }
  }

  @Test
  void theModelThatFitsMoreOftenIsRatedHigher() {
    var experience = new Experience();
    for (int i = 0; i < 50; i++) {
      experience.judged(ROUTE, "a", MODELS, i % 10 == 0 ? Fit.UNDERPOWERED : Fit.GOOD_FIT);
      experience.judged(ROUTE, "b", MODELS, i % 2 == 0 ? Fit.FAILED : Fit.GOOD_FIT);
    }
    assertThat(experience.of(ROUTE, "a").rating())
        .isGreaterThan(experience.of(ROUTE, "b").rating() + 50);
    assertThat(experience.of(ROUTE, "a").good()).isEqualTo(45);
    assertThat(experience.of(ROUTE, "a").underpowered()).isEqualTo(5);
    assertThat(experience.of(ROUTE, "b").failed()).isEqualTo(25);
  }

  @Test
  void routesAndRecipesLearnByThemselves() {
    var experience = new Experience();
    experience.judged(ROUTE, "a", MODELS, Fit.GOOD_FIT);
    assertThat(experience.of(new RouteName("other", "d"), "a")).isEqualTo(Standing.NEW);
    assertThat(experience.of(new RouteName("default", "e"), "a")).isEqualTo(Standing.NEW);
  }

  @Test
  void aModelWithoutRivalsIsCountedAndNotRated() {
    var experience = new Experience();
    experience.judged(ROUTE, "a", List.of("a"), Fit.FAILED);
    assertThat(experience.of(ROUTE, "a")).isEqualTo(new Standing(0, 0, 0, 0, 1, 1500));
  }

  @Test
  void whatWasNotAskedForLongestIsForgotten() {
    var remembered = new Remembered<Integer, String>(3);
    for (int i = 0; i < 3; i++) {
      remembered.put(i, "x");
    }
    assertThat(remembered.find(0)).isEqualTo("x");
    remembered.put(3, "x");
    assertThat(remembered.size()).isEqualTo(3);
    assertThat(remembered.find(1)).isNull();
    assertThat(remembered.find(0)).isEqualTo("x");
  }
}
