package io.signalbox.parts.signal;

import io.signalbox.catalog.Findings;
import io.signalbox.catalog.Setting;
import io.signalbox.catalog.SignalPart;
import io.signalbox.chat.Call;
import io.signalbox.chat.ChatRequest;
import io.signalbox.chat.Header;
import io.signalbox.chat.Headers;
import io.signalbox.config.AuthzConfig;
import io.signalbox.config.Default;
import io.signalbox.config.Doc;
import io.signalbox.config.NotBlank;
import io.signalbox.config.tree.ConfigNode;
import io.signalbox.signal.Cost;
import io.signalbox.signal.Reading;
import io.signalbox.signal.Signal;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Tells the roles of who asks, by user and groups as a proxy in front tells them. A call of which
 * nobody tells who asks is refused, since a rule for a role must not be passed by staying unknown;
 * unless {@code services.authz.fail_open} lets it go on without any role.
 *
 * <p>The doors take the headers out of what a client sent unless they are trusted, so all that
 * arrives here counts.
 */
public final class AuthzSignal implements Signal {
  public static final SignalPart<Config> PART =
      new SignalPart<>("role_bindings", "authz", Config.class, false, AuthzSignal::build)
          .withNames(AuthzSignal::leaves);

  /** One entry of {@code routing.signals.role_bindings}. */
  public record Config(
      @Doc("Name of the binding; rule leaves may call it, unless a role is called so.") @NotBlank
          String name,
      @Doc("For people.") @Default("") String description,
      @Doc("The role that the subjects have; what rule leaves call it.") @NotBlank String role,
      @Doc("Who has the role.") @Default("[]") List<Subject> subjects) {}

  /** Somebody who has a role. */
  public record Subject(
      @Doc("User or Group.") @NotBlank String kind,
      @Doc("Exactly as the proxy tells it.") @NotBlank String name) {
    private boolean group() {
      return kind.strip().equalsIgnoreCase("group");
    }

    private boolean known() {
      return group() || kind.strip().equalsIgnoreCase("user");
    }
  }

  private final List<Config> bindings;
  private final Set<String> roles;
  private final Set<String> names;
  private final String userHeader;
  private final String groupsHeader;
  private final boolean failOpen;

  private AuthzSignal(List<Config> bindings, AuthzConfig authz) {
    this.bindings = List.copyOf(bindings);
    var identity = authz.identity();
    this.userHeader = identity == null ? "x-authz-user-id" : identity.userIdHeader();
    this.groupsHeader = identity == null ? "x-authz-user-groups" : identity.userGroupsHeader();
    this.failOpen = authz.failOpen();
    this.roles = new LinkedHashSet<>(bindings.stream().map(Config::role).toList());
    this.names = new LinkedHashSet<>(roles);
    bindings.forEach(binding -> names.add(binding.name()));
  }

  private static List<Signal> build(List<Config> configs, Setting setting, Findings findings) {
    for (var config : configs) {
      if (config.subjects().isEmpty()) {
        findings.refuse(config, "subjects", "[]", "at least one, of kind User or Group");
      }
      for (var subject : config.subjects()) {
        if (!subject.known()) {
          findings.refuse(subject, "kind", subject.kind(), "User or Group");
        }
      }
    }
    if (configs.isEmpty()) {
      return List.of();
    }
    var authz = setting.global().services().authz();
    if (!authz.trusted()) {
      findings.warn(
          configs.getFirst(),
          "name",
          configs.getFirst().name(),
          "nobody has a role: no header that names the user is trusted"
              + " (global.services.authz.identity, or trusted_headers: true)");
    }
    return List.of(new AuthzSignal(configs, authz));
  }

  /** A leaf names a role, or the binding that grants it. */
  private static List<String> leaves(ConfigNode.Mapping entry) {
    return Stream.of("role", "name")
        .flatMap(key ->
            entry.value(key) instanceof ConfigNode.Scalar scalar
                ? Stream.of(scalar.text())
                : Stream.of())
        .toList();
  }

  @Override
  public String type() {
    return PART.leafType();
  }

  @Override
  public Set<String> names() {
    return names;
  }

  @Override
  public Cost cost() {
    return Cost.FREE;
  }

  @Override
  public boolean required() {
    return !failOpen;
  }

  @Override
  public Reading read(Call call, ChatRequest request) {
    var user = user(call.headers());
    if (user == null) {
      return failOpen
          ? Reading.miss()
          : new Reading.Failed(
              userHeader
                  + ": missing, or told twice (expected: who asks, since roles are asked for)");
    }
    var groups = groups(call.headers());
    Map<String, Double> holding = new LinkedHashMap<>();
    for (var binding : bindings) {
      if (binding.subjects().stream().anyMatch(subject -> is(subject, user, groups))) {
        holding.put(binding.role(), 1.0);
        // Where a binding is called like another's role, its name would grant that role.
        if (!roles.contains(binding.name())) {
          holding.put(binding.name(), 1.0);
        }
      }
    }
    return holding.isEmpty() ? Reading.miss() : new Reading.Hit(holding);
  }

  private static boolean is(Subject subject, String user, Set<String> groups) {
    var name = subject.name().strip();
    return subject.group() ? groups.contains(name) : name.equals(user);
  }

  /** Who asks; nobody when several are told. */
  private @Nullable String user(Headers headers) {
    var told = values(headers, userHeader).map(String::strip).distinct().toList();
    return told.size() == 1 && !told.getFirst().isEmpty() ? told.getFirst() : null;
  }

  private Set<String> groups(Headers headers) {
    var groups = new HashSet<String>();
    values(headers, groupsHeader)
        .flatMap(value -> Stream.of(value.split(",", -1)))
        .map(String::strip)
        .filter(group -> !group.isEmpty())
        .forEach(groups::add);
    return groups;
  }

  private static Stream<String> values(Headers headers, String name) {
    var wanted = name.toLowerCase(Locale.ROOT);
    return headers.fields().stream()
        .filter(field -> field.name().equals(wanted))
        .map(Header::value);
  }
}
