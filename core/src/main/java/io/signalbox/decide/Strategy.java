package io.signalbox.decide;

/** How one of several matching decisions is picked. */
public enum Strategy {
  /** Greatest priority, then greatest confidence, then name. */
  PRIORITY,
  /** Greatest confidence, then greatest priority, then name. */
  CONFIDENCE
}
