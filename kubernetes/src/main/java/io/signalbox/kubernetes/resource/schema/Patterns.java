package io.signalbox.kubernetes.resource.schema;

/** Regular expressions that several fields share. */
public final class Patterns {
  /** A ratio, 0 to 1, as a string: CRDs avoid floating point numbers. */
  public static final String RATIO = "^0(\\.[0-9]+)?$|^1(\\.0+)?$";

  /** A number of tokens, with an optional K (thousand) or M (million). */
  public static final String TOKENS = "^[0-9]+(\\.[0-9]+)?[KMkm]?$";

  /** An amount of storage, such as {@code 10Gi}. */
  public static final String QUANTITY = "^[0-9]+(\\.[0-9]+)?([KMGTPE]i|[mkMGTPE])?$";

  private Patterns() {}
}
