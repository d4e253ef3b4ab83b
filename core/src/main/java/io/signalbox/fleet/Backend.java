package io.signalbox.fleet;

import io.signalbox.chat.ChatRequest;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Where a model is served.
 *
 * @param name unique within its model
 * @param type the dialect it speaks, for example {@code vllm}
 * @param address where it listens
 * @param weight its share of the traffic, at least 1
 * @param access what it wants to see of who asks
 */
public record Backend(String name, String type, Address address, int weight, Access access) {
  /** The type of a server of which nothing is said. */
  public static final String PLAIN = "vllm";

  /** A backend that wants to know nothing of who asks. */
  public Backend(String name, String type, Address address, int weight) {
    this(name, type, address, weight, Access.NONE);
  }

  /**
   * A place on the network.
   *
   * @param host name or address, without brackets
   * @param port 1 to 65535
   * @param tls whether to speak TLS
   * @param basePath put in front of nothing when empty, else replaces {@code /v1}; starts with a
   *     slash
   */
  public record Address(String host, int port, boolean tls, @Nullable String basePath) {
    /** Host and port as a {@code host} header has them. */
    public String authority() {
      var shown = host.indexOf(':') >= 0 ? "[" + host + "]" : host;
      return port == (tls ? 443 : 80) ? shown : shown + ":" + port;
    }
  }

  /**
   * The request as this backend wants it, its key aside: with its headers, and on its own path
   * where it has one. The path is an edit of {@code :path}.
   */
  ChatRequest admit(ChatRequest request) {
    var edits = access.headers();
    if (access.profile()) {
      edits = edits.overwrite(":path", access.path(request.source().protocol().path(), address));
    }
    return request.withHeaders(edits);
  }

  /** Whose words a backend takes; fields of anybody else's it may refuse. */
  enum Vendor {
    /** vLLM, and whoever says nothing else. */
    VLLM,
    /** OpenAI, also as Azure serves it, and OpenRouter. */
    OPENAI,
    DEEPSEEK
  }

  /** The vendor, by the host where that tells, else by the type. */
  Vendor vendor() {
    var host = address.host().toLowerCase(Locale.ROOT);
    if (within(host, "api.deepseek.com")) {
      return Vendor.DEEPSEEK;
    }
    if (within(host, "api.openai.com")
        || within(host, "openai.azure.com")
        || within(host, "openrouter.ai")) {
      return Vendor.OPENAI;
    }
    return switch (type.toLowerCase(Locale.ROOT)) {
      case "openai", "azure-openai", "openrouter" -> Vendor.OPENAI;
      case "deepseek" -> Vendor.DEEPSEEK;
      default -> Vendor.VLLM;
    };
  }

  private static boolean within(String host, String domain) {
    return host.equals(domain) || host.endsWith("." + domain);
  }
}
