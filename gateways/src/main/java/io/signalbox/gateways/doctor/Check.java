package io.signalbox.gateways.doctor;

/** One step on the way of a request. */
interface Check {
  /** One word that names it in the report. */
  String name();

  /**
   * Looks at the patient and tells everything it finds.
   *
   * @throws UnreadableException when something that it must see cannot be read
   */
  void examine(Patient patient, Findings findings);
}
