package io.signalbox.config;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What a proxy in front tells about who asks. */
public record AuthzConfig(
    @Doc(
            "Whether a request without a key for its provider goes on with the client's own, and one"
                + " of which nobody tells who asks without any role.")
        @Default("false")
        boolean failOpen,
    @Doc("The headers that name the user.") @Nullable Identity identity,
    @Doc("Where keys of providers come from, first one first.") @Default("[]")
        List<Provider> providers,
    @Doc(
            "Whether the proxy sets x-authz-* and x-user-*-key and takes them from no client. When"
                + " absent: true where identity or a provider of type header-injection is"
                + " configured.")
        @Nullable Boolean trustedHeaders) {

  /** The headers that name the user. */
  public record Identity(
      @Doc("Id of the user.") @Default("x-authz-user-id") @NotBlank String userIdHeader,
      @Doc("Groups of the user, separated by commas.") @Default("x-authz-user-groups") @NotBlank
          String userGroupsHeader) {}

  /** A source of keys. */
  public record Provider(
      @Doc("header-injection: the proxy sends them; static-config: they stand in this document.")
          @NotBlank
          String type,
      @Doc(
              "The header that carries the key of a provider, by provider; x-user-<provider>-key when"
                  + " absent.")
          @Default("{}")
          Map<String, String> headers) {
    public static final String INJECTED = "header-injection";
    public static final String STATIC = "static-config";

    /** The headers of the contract. */
    private static final Map<String, String> USUAL =
        Stream.of(
                "openai", "anthropic", "azure-openai", "bedrock", "gemini", "vertex-ai", "minimax")
            .collect(Collectors.toMap(name -> name, name -> "x-user-" + name + "-key"));

    public boolean injects() {
      return type.equals(INJECTED);
    }

    /** The header that carries the key of a provider, by provider, both in lower case. */
    public Map<String, String> keyHeaders() {
      var lower = new HashMap<String, String>();
      (headers.isEmpty() ? USUAL : headers)
          .forEach((name, header) ->
              lower.put(name.toLowerCase(Locale.ROOT), header.toLowerCase(Locale.ROOT)));
      return lower;
    }
  }

  /** Whether the headers count. */
  public boolean trusted() {
    return trustedHeaders == null
        ? identity != null || providers.stream().anyMatch(Provider::injects)
        : trustedHeaders;
  }

  /** Every header that carries a key. */
  public Set<String> keyHeaders() {
    return providers.stream()
        .filter(Provider::injects)
        .flatMap(source -> source.keyHeaders().values().stream())
        .collect(Collectors.toSet());
  }
}
