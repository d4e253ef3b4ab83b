package io.signalbox.config;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a proxy in front tells about who asks. */
public record AuthzConfig(
    @Doc("Whether a request without a key for its provider goes on with the client's own.")
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
      @Doc("The header that carries the key of a provider, by provider.") @Default("{}")
          Map<String, String> headers) {
    public static final String INJECTED = "header-injection";
    public static final String STATIC = "static-config";

    boolean injects() {
      return type.equals(INJECTED);
    }
  }

  /** Whether the headers count. */
  public boolean trusted() {
    return trustedHeaders == null
        ? identity != null || providers.stream().anyMatch(Provider::injects)
        : trustedHeaders;
  }

  /** The header of each provider's key, from the first source that has them sent. */
  public Map<String, String> keyHeaders() {
    return providers.stream()
        .filter(Provider::injects)
        .map(Provider::headers)
        .findFirst()
        .orElse(Map.of());
  }
}
