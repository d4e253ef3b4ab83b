package io.signalbox.plugin;

/**
 * Where in the chain a plugin stands; the order of the constants is the order of the chain,
 * outermost first. Plugins of one stage stand in the order of the configuration. Rate limits stand
 * before all of them: those that do not depend on the model even before the signals are read.
 */
public enum Stage {
  /**
   * Outermost: what stands behind it, records included, sees what it put in place of the client's
   * words.
   */
  REDACT,
  /** Sees what the client sent and what it gets, as far as nothing was redacted. */
  RECORD,
  /** Refuses or answers calls before anything is spent on them. */
  ADMIT,
  /**
   * Before the cache, so that nothing unchecked is stored or served from it; what a client may ask
   * for is bounded here, before the router adds anything.
   */
  GUARD,
  /** Behind the guards and before enrichment: the key is what the client asked. */
  CACHE,
  /** Gives the conversation the content that the model should see. */
  ENRICH,
  /** Last: touches the form of what is sent, so that nothing later undoes it. */
  SHAPE
}
