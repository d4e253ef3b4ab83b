package io.signalbox.parts.cache;

import static org.assertj.core.api.Assertions.assertThat;

import io.signalbox.chat.Header;
import io.signalbox.chat.Headers;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ControlsTest {
  private static final List<String> ALL =
      List.of("no-cache", "no-store", "bypass", "max-age", "TTL");

  @Test
  void noListMeansTheUsualWordsAndAnEmptyOneNone() {
    assertThat(of(null, null, "no-store").read()).isFalse();
    assertThat(of(null, null, "ttl=0").write()).isTrue();
    assertThat(of(List.of(), null, "no-store")).isEqualTo(Controls.NONE);
  }

  private static Controls of(
      @Nullable List<String> allowed, @Nullable Long most, String... values) {
    var config = new RequestControls(true, "X-Vsr-Cache-Control", allowed, most);
    var fields = Stream.of(values).map(value -> new Header("x-vsr-cache-control", value)).toList();
    return Controls.of(config, new Headers(fields));
  }

  @ParameterizedTest
  @CsvSource({
    "'', true, true",
    "no-cache, false, true",
    "' No-Cache ,', false, true",
    "no-store, false, false",
    "bypass, false, false",
    "nonsense, true, true",
    "max-age=0, false, true",
    "max-age=x, false, true",
    "max-age, false, true",
    "max-age=-1, false, true",
    "ttl=0, true, false",
    "ttl=soon, true, false",
    "'ttl=9,max-age=9', true, true"
  })
  void wordsSwitchReadingAndWritingOff(String value, boolean read, boolean write) {
    var controls = of(ALL, null, value);
    assertThat(controls.read()).isEqualTo(read);
    assertThat(controls.write()).isEqualTo(write);
  }

  @Test
  void timesOnlyShorten() {
    assertThat(of(ALL, 60L, "ttl=90, max-age=\"5\""))
        .isEqualTo(new Controls(true, true, Duration.ofSeconds(60), Duration.ofSeconds(5)));
    assertThat(of(ALL, 60L, "ttl=30,ttl=40", "ttl=35").ttl()).isEqualTo(Duration.ofSeconds(30));
    assertThat(of(ALL, null, "ttl=99999999999999999999").ttl()).isEqualTo(Duration.ofDays(3650));
    assertThat(of(ALL, 60L, "").ttl()).isNull();
  }

  @Test
  void severalFieldsAreOneList() {
    assertThat(of(ALL, null, "ttl=9", "bypass").read()).isFalse();
  }

  @Test
  void whatIsNotAllowedIsNotHeard() {
    assertThat(of(List.of("no-cache"), null, "no-store, bypass, ttl=0, max-age=0"))
        .isEqualTo(Controls.NONE);
    var off = new RequestControls(false, "x-vsr-cache-control", ALL, null);
    var headers = new Headers(List.of(new Header("x-vsr-cache-control", "bypass")));
    assertThat(Controls.of(off, headers)).isEqualTo(Controls.NONE);
  }
}
