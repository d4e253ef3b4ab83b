package io.signalbox.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.signalbox.config.GlobalConfig.ManagementApi;
import io.signalbox.config.ManagementAuth;
import io.signalbox.config.ManagementAuth.Mode;
import io.signalbox.config.ManagementAuth.Token;
import io.signalbox.config.tree.EnvSubstitution;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ManagementBindTest {
  private static final EnvSubstitution SET = new EnvSubstitution(Map.of("TOKEN", "some-token"));
  private static final EnvSubstitution UNSET = new EnvSubstitution(Map.of());
  private static final EnvSubstitution INTERNAL =
      new EnvSubstitution(Map.of("VLLM_SR_MANAGEMENT_INTERNAL_LISTENER", "true"));
  private static final ManagementAuth BEARER =
      new ManagementAuth(Mode.BEARER, List.of(new Token("TOKEN", "admin")), Map.of());

  @ParameterizedTest
  @ValueSource(strings = {"127.0.0.1", "127.9.9.9", "::1", "localhost"})
  void loopbackIsAlwaysAllowed(String address) {
    assertThat(bind(address, false, ManagementAuth.disabled()).refusal(UNSET)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"0.0.0.0", "::", "10.0.0.1", "fe80::1", "example.com"})
  void otherAddressesNeedExposureAndATokenThatIsSet(String address) {
    assertThat(bind(address, false, ManagementAuth.disabled()).refusal(SET)).contains(address);
    assertThat(bind(address, false, BEARER).refusal(SET)).contains(address);
    assertThat(bind(address, true, ManagementAuth.disabled()).refusal(SET)).isPresent();
    assertThat(bind(address, true, BEARER.withMode(Mode.DISABLED)).refusal(SET)).isPresent();
    assertThat(bind(address, true, BEARER).refusal(UNSET)).isPresent();
    assertThat(bind(address, true, BEARER).refusal(SET)).isEmpty();
    assertThat(bind(address, false, ManagementAuth.disabled()).refusal(INTERNAL)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"'',false,DISABLED", "bearer,false,BEARER", "disabled,true,DISABLED"})
  void commandLineWins(String mode, boolean exposed, Mode expected) {
    var document = new ManagementApi("127.0.0.1", 8080, false, ManagementAuth.disabled());
    var bound = ManagementBind.of(document, new ManagementFlags(9, "::1", mode, exposed), 100);
    assertThat(bound.host()).isEqualTo("::1");
    assertThat(bound.port()).isEqualTo(9);
    assertThat(bound.settings().auth().mode()).isEqualTo(expected);
    assertThat(bound.settings().remoteExposure()).isEqualTo(exposed);
  }

  @Test
  void withoutFlagsTheDocumentCounts() {
    var document = new ManagementApi("10.0.0.1", 8080, true, BEARER);
    var bound = ManagementBind.of(document, ManagementFlags.NONE, 100);
    assertThat(bound.port()).isEqualTo(8180);
    assertThat(bound.settings().auth()).isEqualTo(BEARER);
    assertThat(bound.access(SET).tokens()).isEqualTo(1);
    assertThat(bound.access(UNSET).isOpen()).isFalse();
  }

  private static ManagementBind bind(String address, boolean exposed, ManagementAuth auth) {
    return new ManagementBind(new ManagementApi(address, 8080, exposed, auth));
  }
}
