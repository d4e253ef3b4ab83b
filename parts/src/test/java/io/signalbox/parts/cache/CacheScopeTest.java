package io.signalbox.parts.cache;

import static org.assertj.core.api.Assertions.assertThat;

import io.signalbox.chat.Header;
import io.signalbox.chat.Headers;
import java.util.ArrayList;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

final class CacheScopeTest {
  private static final String USER = "x-authz-user-id";
  private static final String TEAM = "x-authz-team-id";
  private static final String TENANT = "x-authz-tenant-id";
  private static final String GROUPS = "x-authz-user-groups";

  private static Headers headers(String... namesAndValues) {
    var fields = new ArrayList<Header>();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      fields.add(new Header(namesAndValues[i], namesAndValues[i + 1]));
    }
    return new Headers(fields);
  }

  @Test
  void withoutAScopeWhoeverIsKnownHasAnswersOfTheirOwnAndAllOthersShare() {
    assertThat(CacheScope.of(null, headers(USER, "ann", TEAM, "t")))
        .contains(new Identity("user", "ann"));
    assertThat(CacheScope.of(null, headers(USER, " "))).contains(Identity.NOBODY);
    assertThat(CacheScope.of(null, Headers.NONE)).contains(Identity.NOBODY);
  }

  @Test
  void withoutAScopeTeamsAndTenantsDoNotShareEither() {
    assertThat(CacheScope.of(null, headers(TEAM, "t"))).contains(new Identity("team", "t"));
    assertThat(CacheScope.of(null, headers(TENANT, "o"))).contains(new Identity("tenant", "o"));
  }

  @Test
  void aScopeThatNothingIsToldOfLeavesNoAnswers() {
    for (var scope : new CacheScope[] {CacheScope.USER, CacheScope.TEAM, CacheScope.TENANT}) {
      assertThat(CacheScope.of(scope, Headers.NONE)).as(scope.name()).isEmpty();
      assertThat(CacheScope.of(scope, headers(USER, "", TEAM, " ", TENANT, "", GROUPS, " ,b")))
          .as(scope.name())
          .isEmpty();
    }
    assertThat(CacheScope.of(CacheScope.TEAM, headers(USER, "ann"))).isEmpty();
    assertThat(CacheScope.of(CacheScope.USER, headers(TEAM, "t"))).isEmpty();
  }

  @Test
  void theFirstGroupIsTheTeamWhereNoTeamIsTold() {
    assertThat(CacheScope.of(CacheScope.TEAM, headers(TEAM, "t", GROUPS, "a,b")))
        .contains(new Identity("team", "t"));
    assertThat(CacheScope.of(CacheScope.TEAM, headers(GROUPS, " a , b")))
        .contains(new Identity("group", "a"));
  }

  @Test
  void namesakesInTwoTenantsAreTwo() {
    var identities =
        Stream.of(
                headers(USER, "ann"),
                headers(USER, "ann", TENANT, "o"),
                headers(USER, "ann", TENANT, "p"),
                headers(USER, "nn", TENANT, "oa"),
                headers(USER, "3:oann"),
                headers(USER, "1:oann"))
            .map(headers -> CacheScope.of(CacheScope.USER, headers).orElseThrow());
    assertThat(identities).doesNotHaveDuplicates();
  }

  @Test
  void everybodySharesWhatIsGlobal() {
    assertThat(CacheScope.of(CacheScope.GLOBAL, headers(USER, "ann", TENANT, "o")))
        .contains(Identity.ALL);
    assertThat(CacheScope.of(CacheScope.GLOBAL, Headers.NONE)).contains(Identity.ALL);
  }

  @Test
  void headersMayHaveOtherNames() {
    var names = new IdentityHeaders("X-User", "x-groups");
    assertThat(CacheScope.of(CacheScope.USER, headers("x-user", "ann"), names))
        .contains(new Identity("user", "ann"));
    assertThat(CacheScope.of(CacheScope.USER, headers(USER, "ann"), names)).isEmpty();
  }
}
