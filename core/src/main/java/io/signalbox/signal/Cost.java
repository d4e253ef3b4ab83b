package io.signalbox.signal;

/**
 * How dear a signal is to read; cheaper ones are read first, dearer ones only when still needed.
 */
public enum Cost {
  /** Looks at the request alone: microseconds. */
  FREE,
  /** Runs a local model: milliseconds of a core. */
  MODEL,
  /** Asks a service: as long as that takes. */
  SERVICE
}
