package io.signalbox.parts.cache;

/**
 * Whose answers are meant.
 *
 * @param kind of whoever it is; ids of two kinds never meet
 * @param id as the proxy tells it, letter case and all
 */
public record Identity(String kind, String id) {
  /** Everybody, since the operator says so. */
  public static final Identity ALL = new Identity("global", "");

  /** Whoever nobody tells anything of. */
  public static final Identity NOBODY = new Identity("anonymous", "");

  /** Somebody within a tenant, who may have a namesake in another one. */
  Identity within(String tenant) {
    return new Identity(kind + "@tenant", "%d:%s%s".formatted(tenant.length(), tenant, id));
  }

  /** No identity goes to logs. */
  @Override
  public String toString() {
    return kind;
  }
}
