package io.signalbox.gateways.doctor;

import io.signalbox.gateways.doctor.Finding.Outcome;
import java.util.ArrayList;
import java.util.List;

/** Collects what one check finds. */
final class Findings {
  private final String check;
  private final List<Finding> all = new ArrayList<>();

  Findings(String check) {
    this.check = check;
  }

  void ok(String subject, String message) {
    all.add(new Finding(check, Outcome.OK, subject, message, null, null));
  }

  /**
   * @param fix how to make it possible
   */
  void skipped(String subject, String why, String fix) {
    all.add(new Finding(check, Outcome.SKIPPED, subject, why, null, fix));
  }

  void warning(String subject, String message, String cause, String fix) {
    all.add(new Finding(check, Outcome.WARNING, subject, message, cause, fix));
  }

  void problem(String subject, String message, String cause, String fix) {
    all.add(new Finding(check, Outcome.PROBLEM, subject, message, cause, fix));
  }

  List<Finding> all() {
    return List.copyOf(all);
  }
}
