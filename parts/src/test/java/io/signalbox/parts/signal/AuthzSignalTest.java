package io.signalbox.parts.signal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.signalbox.chat.Calls;
import io.signalbox.chat.Fault;
import io.signalbox.chat.Requests;
import io.signalbox.chat.RouterException;
import io.signalbox.config.load.ConfigLoader;
import io.signalbox.config.tree.Problem;
import io.signalbox.engine.Compiled;
import io.signalbox.engine.Recipe;
import io.signalbox.engine.RecipeCompiler;
import io.signalbox.engine.RouterEvents;
import io.signalbox.parts.ExampleDocument;
import io.signalbox.parts.StandardParts;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class AuthzSignalTest {
  private static final String TRUSTED = "identity: {user_id_header: X-User}";

  private static final String ROUTING =
      """
      routing:
        modelCards: [{name: m}, {name: n}]
        signals:
          role_bindings:
          - {name: first, role: admin, subjects: [{kind: User, name: alice}, {kind: group, name: ops}]}
          - {name: second, role: admin, subjects: [{kind: USER, name: bob}]}
          - {name: admin, role: guest, subjects: [{kind: Group, name: everyone}]}
          keywords: [{name: hello, keywords: [hello]}]
        decisions:
        - {name: admins, priority: 3, rules: {type: authz, name: admin}, modelRefs: [{model: m}]}
        - {name: seconds, priority: 4, rules: {type: authz, name: second}, modelRefs: [{model: m}]}
        - {name: guests, priority: 2, rules: {type: authz, name: guest}, modelRefs: [{model: n}]}
        - name: known
          priority: 1
          rules: {operator: NOT, conditions: [{type: authz, name: admin}]}
          modelRefs: [{model: n}]
      """;

  private static Compiled compile(String authz, String routing) {
    var text = "version: v0.3\nglobal: {services: {authz: {" + authz + "}}}\n" + routing;
    var loaded = ConfigLoader.load("c.yaml", text, Map.of(), false);
    return new RecipeCompiler(
            StandardParts.catalog(), ExampleDocument.none(), RouterEvents.NONE, false)
        .compile(loaded);
  }

  private static Recipe recipe(String authz) {
    var compiled = compile(authz, ROUTING);
    return Objects.requireNonNull(compiled.recipes(), () -> compiled.problems().toString()).main();
  }

  private static String decision(Recipe recipe, String... headers) {
    return recipe.route(Calls.with(headers), Requests.saying("a")).decisionName();
  }

  @ParameterizedTest
  @CsvSource({
    "alice, '', admins",
    "bob, '', seconds",
    "carl, ops, admins",
    "carl, 'dev, ops ,qa', admins",
    "carl, ' everyone', guests",
    "carl, 'opsx,xops,,', known",
    "carl, OPS, known",
    "Alice, '', known",
    "ops, '', known",
    "carl, alice, known"
  })
  void subjectsMatchExactly(String user, String groups, String decision) {
    var recipe = recipe(TRUSTED);
    assertThat(decision(recipe, "X-User", user, "x-authz-user-groups", groups)).isEqualTo(decision);
  }

  @Test
  void aBindingsNameGrantsNoRoleThatIsCalledSo() {
    var recipe = recipe(TRUSTED);
    assertThat(decision(recipe, "x-user", "carl", "x-authz-user-groups", "everyone"))
        .as("the binding admin grants guest")
        .isEqualTo("guests");
  }

  @Test
  void groupsMayComeInSeveralFields() {
    var groups = "x-authz-user-groups";
    assertThat(decision(recipe(TRUSTED), "x-user", "carl", groups, "dev", groups, "ops"))
        .isEqualTo("admins");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "\t"})
  void nobodyIsRefused(String user) {
    var recipe = recipe(TRUSTED);
    assertBlocked(recipe, "x-user", user, "x-authz-user-groups", "ops");
    assertBlocked(recipe, "x-authz-user-groups", "ops");
    assertBlocked(recipe);
    assertBlocked(recipe, "x-user", "alice", "x-user", "bob");
    assertThat(decision(recipe, "x-user", "alice", "X-USER", "alice")).isEqualTo("admins");
  }

  private static void assertBlocked(Recipe recipe, String... headers) {
    assertThatThrownBy(() -> decision(recipe, headers))
        .isInstanceOfSatisfying(
            RouterException.class,
            refused -> {
              assertThat(refused.fault()).isEqualTo(Fault.BLOCKED);
              assertThat(refused.message()).contains("X-User").doesNotContain("alice", "bob");
            });
  }

  @Test
  void openToNobodyMeansWithoutARole() {
    var recipe = recipe(TRUSTED + ", fail_open: true");
    assertThat(decision(recipe)).isEqualTo("known");
    assertThat(decision(recipe, "x-authz-user-groups", "ops")).isEqualTo("known");
    assertThat(decision(recipe, "x-user", "alice")).isEqualTo("admins");
  }

  @Test
  void explainingTellsInsteadOfRefusing() {
    var judged = recipe(TRUSTED).judge(Calls.with(), Requests.saying("a"));
    assertThat(judged.readings().failures()).containsOnlyKeys("authz");
    assertThat(judged.verdict().decision()).as("a NOT is not passed either").isNull();
  }

  @Test
  void bindingsThatNoDecisionUsesRefuseNobody() {
    var unused = ROUTING.replaceAll("type: authz, name: \\w+", "type: keyword, name: hello");
    var compiled = compile(TRUSTED, unused);
    var main = Objects.requireNonNull(compiled.recipes()).main();
    assertThat(decision(main)).isEqualTo("known");
  }

  @Test
  void headersNobodyTrustsAreWarnedAbout() {
    assertThat(compile("", ROUTING).problems().stream().map(Problem::text))
        .singleElement()
        .asString()
        .contains("role_bindings[0].name", "no header that names the user is trusted");
    assertThat(compile("trusted_headers: true", ROUTING).problems()).isEmpty();
  }

  @Test
  void whatMakesNoSenseIsRefused() {
    var problems =
        ExampleDocument.problems(
                """
                signals:
                  role_bindings:
                  - {name: "", role: a, subjects: [{kind: User, name: x}]}
                  - {name: b, role: " ", subjects: [{kind: User, name: x}]}
                  - {name: c, role: a, subjects: []}
                  - {name: d, role: a}
                  - {name: e, role: a, subjects: [{kind: Robot, name: x}]}
                  - {name: f, role: a, subjects: [{kind: User, name: " "}]}
                  - {name: g, role: a, subjects: [{kind: User, name: x}]}
                  - {name: g, role: b, subjects: [{kind: User, name: x}]}
                """)
            .stream()
            .filter(problem -> !problem.contains("trusted"))
            .toList();
    assertThat(String.join("\n", problems))
        .contains(
            "role_bindings[0].name",
            "role_bindings[1].role",
            "role_bindings[2].subjects: [] (expected: at least one, of kind User or Group)",
            "role_bindings[3].subjects",
            "role_bindings[4].subjects[0].kind: Robot (expected: User or Group)",
            "role_bindings[5].subjects[0].name",
            "g stands twice");
    assertThat(problems).hasSize(7);
  }

  @Test
  void aLeafMustNameARoleOrABinding() {
    var compiled = compile(TRUSTED, ROUTING.replace("name: second}", "name: secnd}"));
    assertThat(compiled.problems().stream().map(Problem::text).toList())
        .singleElement()
        .asString()
        .contains("secnd", "second");
  }

  @Test
  void hugeHeadersAreRead() {
    var groups = "g,".repeat(100_000) + "ops";
    assertThat(decision(recipe(TRUSTED), "x-user", "\u0000\ud800é", "x-authz-user-groups", groups))
        .isEqualTo("admins");
    assertThat(List.of(decision(recipe(TRUSTED), "x-user", "a".repeat(100_000))))
        .containsExactly("known");
  }
}
