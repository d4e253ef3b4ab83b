package io.signalbox.server.admin.access;

import static org.assertj.core.api.Assertions.assertThat;

import io.signalbox.config.ManagementAuth;
import io.signalbox.config.ManagementAuth.Mode;
import io.signalbox.config.ManagementAuth.Token;
import io.signalbox.config.Permission;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

final class AccessPolicyTest {
  private static final Map<String, String> ENVIRONMENT =
      Map.of("ADMIN", "admin-token", "VIEWER", " viewer-token\n", "CI", "ci-token", "EMPTY", " ");

  private static final AccessPolicy POLICY =
      policy(
          new ManagementAuth(
              Mode.BEARER,
              List.of(
                  new Token("ADMIN", "admin"),
                  new Token("VIEWER", "viewer"),
                  new Token("CI", "ci"),
                  new Token("EMPTY", "admin"),
                  new Token("UNSET", "admin"),
                  new Token("ADMIN", "nobody")),
              Map.of("ci", List.of("config.write"))));

  @ParameterizedTest
  @EnumSource(Permission.class)
  void whoeverReachesAnOpenApiMayDoEverything(Permission needed) {
    for (var policy : List.of(AccessPolicy.open(), policy(ManagementAuth.disabled()))) {
      assertThat(policy.isOpen()).isTrue();
      assertThat(policy.judge(null, needed)).isInstanceOf(Admission.Granted.class);
      assertThat(policy.judge("Bearer whatever", null)).isInstanceOf(Admission.Granted.class);
    }
  }

  @ParameterizedTest
  @NullSource
  @ValueSource(
      strings = {
        "",
        "Bearer",
        "Bearer ",
        "Bearer admin-toke",
        "Bearer admin-token2",
        "Bearer ADMIN-TOKEN",
        "Bearer admin token",
        "Bearer \u0000",
        "Basic admin-token",
        "admin-token",
        "Bearer  , admin-token",
        "Bearer é"
      })
  void whoeverShowsNoTokenOfOursIsUnknown(String authorization) {
    assertThat(POLICY.judge(authorization, Permission.CONFIG_READ))
        .isInstanceOfSatisfying(
            Admission.Denied.class,
            denied -> {
              assertThat(denied.status()).isEqualTo(401);
              assertThat(denied.code()).isEqualTo("UNAUTHORIZED");
              assertThat(denied.message()).doesNotContain("admin-token");
            });
    assertThat(POLICY.judge(authorization, Permission.HEALTH_READ))
        .isEqualTo(new Admission.Granted(Caller.ANONYMOUS));
  }

  @ParameterizedTest
  @ValueSource(strings = {"Bearer admin-token", "bearer admin-token", "BEARER   admin-token "})
  void schemeIsReadWithoutRegardToCase(String authorization) {
    assertThat(POLICY.judge(authorization, null))
        .isInstanceOfSatisfying(
            Admission.Granted.class,
            granted -> assertThat(granted.caller().role()).isEqualTo("admin"));
  }

  @Test
  void roleSaysWhatACallerMay() {
    assertThat(POLICY.judge("Bearer viewer-token", Permission.CONFIG_READ))
        .isInstanceOf(Admission.Granted.class);
    assertThat(POLICY.judge("Bearer viewer-token", Permission.CONFIG_WRITE))
        .isEqualTo(
            new Admission.Denied("viewer", 403, "FORBIDDEN", "the role viewer lacks config.write"));
    assertThat(POLICY.judge("Bearer ci-token", Permission.CONFIG_WRITE))
        .isInstanceOf(Admission.Granted.class);
    assertThat(POLICY.judge("Bearer ci-token", Permission.CONFIG_READ))
        .isInstanceOf(Admission.Denied.class);
  }

  @Test
  void whatNeedsEverythingIsForAdministrators() {
    assertThat(POLICY.judge("Bearer viewer-token", null))
        .isEqualTo(new Admission.Denied("viewer", 403, "FORBIDDEN", "the role viewer lacks *"));
  }

  @Test
  void variablesThatAreNotSetAndRolesThatAreNoneLetNobodyIn() {
    assertThat(POLICY.tokens()).isEqualTo(3);
    var none =
        policy(new ManagementAuth(Mode.BEARER, List.of(new Token("UNSET", "admin")), Map.of()));
    assertThat(none.judge("Bearer ", Permission.CONFIG_READ))
        .isInstanceOfSatisfying(
            Admission.Denied.class,
            denied -> {
              assertThat(denied.status()).isEqualTo(401);
              assertThat(denied.code()).isEqualTo("MANAGEMENT_AUTH_NOT_CONFIGURED");
            });
    assertThat(none.judge(null, Permission.HEALTH_READ)).isInstanceOf(Admission.Granted.class);
  }

  private static AccessPolicy policy(ManagementAuth auth) {
    return AccessPolicy.of(auth, name -> Optional.ofNullable(ENVIRONMENT.get(name)));
  }
}
