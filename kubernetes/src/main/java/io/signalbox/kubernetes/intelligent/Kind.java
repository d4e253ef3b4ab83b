package io.signalbox.kubernetes.intelligent;

/** What kind of resource says something about routing. */
public enum Kind {
  /** Which models there are. */
  POOL("IntelligentPool", "intelligentpools"),
  /** Which model serves which request. */
  ROUTE("IntelligentRoute", "intelligentroutes");

  /** The group of both kinds. */
  public static final String GROUP = "vllm.ai";

  /** The version of both kinds. */
  public static final String VERSION = "v1alpha1";

  private final String title;
  private final String plural;

  Kind(String title, String plural) {
    this.title = title;
    this.plural = plural;
  }

  /** The kind as manifests write it. */
  public String title() {
    return title;
  }

  /** The kind as it stands in addresses and roles. */
  public String plural() {
    return plural;
  }
}
