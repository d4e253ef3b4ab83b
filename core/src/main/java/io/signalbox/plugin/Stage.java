package io.signalbox.plugin;

/**
 * Where in the chain a plugin stands; the order of the constants is the order of the chain,
 * outermost first.
 */
public enum Stage {
  /** Outermost: sees what the client sent and what it gets. */
  RECORD,
  /** Refuses calls before anything is spent on them. */
  ADMIT,
  /** Before the cache, so that nothing unchecked is stored or served from it. */
  GUARD,
  /** Behind the guards and before enrichment: the key is what the client asked. */
  CACHE,
  /** Adds to the conversation what the model should know. */
  ENRICH,
  /** Last: touches the form of what is sent, so that nothing later undoes it. */
  SHAPE
}
