package io.signalbox.catalog;

/**
 * Takes what a part finds wrong with its configuration; nothing is thrown, all is reported
 * together.
 */
public interface Findings {
  /**
   * Refuses a value.
   *
   * @param config the bound record that holds it
   * @param component the record component
   * @param value the value as configured
   * @param expectation what would be right
   */
  void refuse(Record config, String component, String value, String expectation);

  /** Tells of something that works otherwise than it looks. */
  void warn(Record config, String component, String value, String note);
}
